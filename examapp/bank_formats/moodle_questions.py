"""The questions of Moodle XML, one by one: what they ask, show and say afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import clean, excerpt
from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.drafting import generated_qid
from examapp.bank_formats.moodle_types import NOT_GRADED, READERS, MoodleQuestion, Understood
from examapp.bank_formats.picture_box import (
    PictureBox,
    bytes_of_base64,
    file_path,
    picture_file_name,
    picture_in_address,
)
from examapp.bank_formats.report import Place
from examapp.bank_formats.rich_text import RichText
from examapp.bank_formats.weighted_answers import centipoints_of
from examapp.bank_formats.xml_reading import Element, child, children, descendants, line_of, text_of
from examapp.domain.problems import Problem as Wording
from examapp.domain.problems import as_it_is
from examapp.domain.questions import STATUS_ACTIVE, STATUS_RETIRED, Question
from examapp.domain.wording import N_

_FILE_ADDRESS = "@@PLUGINFILE@@"
# What Moodle says after a question whatever its answer was; a paper here says the explanation.
_NOT_READ = {
    "hint": N_("提示"),
    "correctfeedback": N_("答对时的评语"),
    "partiallycorrectfeedback": N_("部分正确时的评语"),
    "incorrectfeedback": N_("答错时的评语"),
}


@dataclass(slots=True)
class MoodleReader:
    """Reads question after question into one assembly; keeps the pictures of all."""

    assembly: Assembly
    _box: PictureBox = field(default_factory=PictureBox)
    _rich: RichText = field(default_factory=RichText)
    _files: dict[str, bytes] = field(default_factory=dict)
    _not_read: dict[str, int] = field(default_factory=dict)

    @property
    def pictures(self) -> Mapping[str, bytes]:
        """The pictures that the questions read so far show."""
        return self._box.pictures

    def take(self, element: Element, topic: str) -> None:
        """Read one question, or name why it isn't."""
        place = Place(line=line_of(element))
        own = ProblemList()
        self._begin(element)
        kind = (element.get("type") or "").strip()
        stem = self._text(child(element, "questiontext"))
        shown = excerpt(stem or self._title(element))
        if kind == "description":
            own.warning("description_question", place, text=shown)
        elif kind in NOT_GRADED:
            own.error("type_not_supported", place, text=Wording(NOT_GRADED[kind]), stem=shown)
        elif kind not in READERS:
            own.error("type_not_supported", place, text=as_it_is(excerpt(kind, 30)), stem=shown)
        else:
            given = MoodleQuestion(element, stem, place, own, self._text)
            understood = READERS[kind](given)
            if understood is not None:
                question = self._question(element, understood, topic)
                self._name_left_out(place, own)
                self.assembly.add_question(question, lambda _name: place, own)
                return
            if not own.has_errors:
                own.error("no_right_answer_marked", place, text=shown)
        self.assembly.refuse(own)

    def name_what_was_left_out(self) -> None:
        """Say once for the file which parts of Moodle's questions have no place here."""
        for name, count in self._not_read.items():
            label = Wording(_NOT_READ[name])
            self.assembly.problems.warning("parts_not_read", Place(), count=count, what=label)

    def _begin(self, element: Element) -> None:
        self._files = dict(_files_in(element))
        self._rich = RichText(self._picture)
        for name in _NOT_READ:
            if any(text_of(child(part, "text")).strip() for part in children(element, name)):
                self._not_read[name] = self._not_read.get(name, 0) + 1

    def _picture(self, address: str) -> str | None:
        inside = picture_in_address(address)
        if inside is not None:
            return self._box.take("picture", inside)
        path = file_path(address)
        if not path.startswith(_FILE_ADDRESS) and "//" in path:
            return None
        name = path.removeprefix(_FILE_ADDRESS).lstrip("/")
        data = self._files.get(name)
        return self._box.take(name, data) if data is not None else picture_file_name(name)

    def _text(self, element: Element | None) -> str:
        """Return the text of a Moodle element, in the format it names."""
        if element is None:
            return ""
        inner = child(element, "text")
        source = text_of(inner if inner is not None else element)
        text_format = element.get("format", "html")
        if text_format == "html":
            return self._rich.of_html(source)
        if text_format == "moodle_auto_format":
            return self._rich.of_lines(source)
        return clean(source)

    def _title(self, element: Element) -> str:
        return clean(text_of(child(element, "name", "text")))

    def _question(self, element: Element, understood: Understood, topic: str) -> Question:
        image = self._rich.own_pictures[0] if self._rich.own_pictures else ""
        explanation = [self._text(child(element, "generalfeedback")), *understood.feedback]
        stem = understood.stem
        shown = [option.text for option in (*understood.prompts, *understood.options)]
        return Question(
            qid=clean(text_of(child(element, "idnumber"))) or generated_qid(understood.qtype, stem, shown),
            qtype=understood.qtype,
            stem=stem,
            answer=understood.answer,
            options=understood.options,
            prompts=understood.prompts,
            parts=understood.parts,
            explanation=clean("\n".join(text for text in explanation if text)),
            topic=topic,
            points=centipoints_of(text_of(child(element, "defaultgrade"))),
            status=STATUS_RETIRED if text_of(child(element, "hidden")).strip() == "1" else STATUS_ACTIVE,
            image=image,
            tags=self._tags(element, stem),
        )

    def _tags(self, element: Element, stem: str) -> tuple[str, ...]:
        """Return the tags, and the question's name where it says more than the stem begins with."""
        tags = [clean(text_of(child(tag, "text"))) for tag in descendants(element, "tag")]
        title = self._title(element)
        start = title.removesuffix("…").removesuffix("...").strip()
        if title and not " ".join(stem.split()).startswith(start):
            tags.append(title)
        return tuple(dict.fromkeys(filter(None, tags)))

    def _name_left_out(self, place: Place, own: ProblemList) -> None:
        for what in self._rich.left_out:
            own.warning("content_left_out", place, what=as_it_is(excerpt(what, 60)))


def _files_in(element: Element) -> list[tuple[str, bytes]]:
    found = []
    for file in descendants(element, "file"):
        data = bytes_of_base64(text_of(file)) if file.get("encoding") == "base64" else None
        path = (file.get("path") or "/").strip("/")
        name = file.get("name") or ""
        if data and name:
            found.append((f"{path}/{name}".lstrip("/"), data))
    return found
