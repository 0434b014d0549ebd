"""Banks as QTI packages: a manifest, a test with a section for each topic, an item for each question."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from examapp.bank_formats.qti_identifiers import identifier_of
from examapp.bank_formats.qti_item_writing import item_xml
from examapp.bank_formats.qti_reading import read_qti
from examapp.bank_formats.qti_versions import VERSION_21, VERSION_30, QtiVersion
from examapp.bank_formats.read_back_losses import losses_found
from examapp.bank_formats.report import Problem
from examapp.bank_formats.rich_text_writing import quoted
from examapp.domain.questions import Question
from examapp.markup.picture_names import picture_key, picture_names

_BEGINNING_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_ITEMS, _PICTURES, _TEST = "items/", "images/", "test.xml"


@dataclass(frozen=True, slots=True)
class QtiWriter:
    """Writes packages of one version of QTI."""

    format_name: str
    version: QtiVersion

    def write(self, questions: Sequence[Question], pictures: Mapping[str, bytes]) -> bytes:
        """Return the package; `losses` names what it can't hold."""
        written = [(question, item_xml(question, self.version, _address)) for question in questions]
        held = [(question, item) for question, item in written if item is not None]
        files = _pictures_used([question for question, _ in held], pictures)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            kept = [question for question, _ in held]
            _add(archive, "imsmanifest.xml", self.version.document(_manifest(kept, files, self.version)))
            _add(archive, _TEST, self.version.document(_test(kept, self.version)))
            for question, item in held:
                _add(archive, _path(question), self.version.document(item))
            for name, data in files.items():
                _add(archive, f"{_PICTURES}{name}", data)
        return target.getvalue()

    def losses(self, questions: Sequence[Question]) -> tuple[Problem, ...]:
        """Name each question QTI can't hold, and each field it has no place for."""
        return losses_found(
            questions,
            self.format_name,
            lambda few: self.write(few, {}),
            lambda data: read_qti(data, self.format_name),
        )


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _BEGINNING_OF_ZIP), data, zipfile.ZIP_DEFLATED)


def _address(name: str) -> str:
    """Return how an item in its folder names a picture."""
    return f"../{_PICTURES}{quote(name)}"


def _path(question: Question) -> str:
    return f"{_ITEMS}{identifier_of(question.qid)}.xml"


def _pictures_used(questions: Sequence[Question], pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the pictures that the questions show, by the names the questions give them."""
    by_key = {picture_key(name): data for name, data in pictures.items()}
    names = dict.fromkeys(name for question in questions for name in picture_names(question))
    return {name: by_key[picture_key(name)] for name in names if picture_key(name) in by_key}


def _manifest(questions: Sequence[Question], files: Mapping[str, bytes], version: QtiVersion) -> str:
    items = "".join(
        f'<resource identifier="{identifier_of(question.qid)}" type="{version.item_type}" href={quoted(_path(question))}>'
        f"<file href={quoted(_path(question))}/>"
        + "".join(
            f"<file href={quoted(_PICTURES + quote(name))}/>"
            for name in picture_names(question)
            if name in files
        )
        + "</resource>"
        for question in questions
    )
    needed = "".join(f'<dependency identifierref="{identifier_of(question.qid)}"/>' for question in questions)
    test = (
        f'<resource identifier="test" type="{version.test_type}" href="{_TEST}"><file href="{_TEST}"/>'
        f"{needed}</resource>"
    )
    return (
        f'<manifest xmlns="{version.manifest_namespace}" identifier="bank"><metadata><schema>{version.schema}</schema>'
        f"<schemaversion>{version.schema_version}</schemaversion></metadata><organizations/>"
        f"<resources>{items}{test}</resources></manifest>"
    )


def _test(questions: Sequence[Question], version: QtiVersion) -> str:
    """Return a test with the questions in their order, in sections named by their topics."""
    sections: list[tuple[str, list[Question]]] = []
    for question in questions:
        if not sections or sections[-1][0] != question.topic:
            sections.append((question.topic, []))
        sections[-1][1].append(question)
    written = "".join(_section(number, topic, held) for number, (topic, held) in enumerate(sections, 1))
    return (
        f'<assessmentTest xmlns="{version.namespace}" identifier="test" title="题库">'
        '<testPart identifier="part" navigationMode="nonlinear" submissionMode="simultaneous">'
        f"{written or _empty_section()}</testPart></assessmentTest>"
    )


def _section(number: int, topic: str, questions: Sequence[Question]) -> str:
    inside = "".join(
        f'<assessmentItemRef identifier="{identifier_of(question.qid)}" href={quoted(_path(question))}/>'
        for question in questions
    )
    names = topic.split("/")
    for depth in range(len(names) - 1, -1, -1):
        identifier = f"section_{number}_{depth}"
        inside = f'<assessmentSection identifier="{identifier}" title={quoted(names[depth])} visible="true">{inside}</assessmentSection>'
    return inside


def _empty_section() -> str:
    return '<assessmentSection identifier="section" title="" visible="true"/>'


QTI_21 = QtiWriter("qti21", VERSION_21)
QTI_30 = QtiWriter("qti30", VERSION_30)
