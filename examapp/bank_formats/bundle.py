"""A zip archive with one bank file and the pictures it names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from examapp.bank_formats.archive_reading import BROKEN_ARCHIVE, ArchiveRefused, archive_files, archive_names
from examapp.bank_formats.asks import Answers
from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.registry import read_bank, recognised_format, write_bank
from examapp.bank_formats.report import BankReport, Place
from examapp.bank_formats.table_rows import table_losses
from examapp.domain.problems import as_it_is
from examapp.domain.questions import Question
from examapp.domain.wording import N_
from examapp.markup.picture_names import picture_key

PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".svg", ".gif", ".bmp", ".mp3", ".ogg", ".oga", ".m4a")
_BANK_ENDINGS = (
    *(".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".json", ".jsonl", ".txt", ".gift", ".docx", ".doc"),
)
# What only archives of other kinds hold: workbooks and documents, packages of other systems.
_MARKS_OF_OTHERS = ("[content_types].xml", "mimetype", "imsmanifest.xml", "meta-inf/manifest.xml")
_BANK_NAME = "题库.xlsx"
_FOLDER = "图片/"
_BEGINNING_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def recognises(data: bytes, filename: str) -> bool:
    """Tell by what an archive holds: a bank or pictures, and nothing that makes it a file of another kind."""
    names = [name.lower() for name in archive_names(data)]
    if any(name in _MARKS_OF_OTHERS for name in names):
        return False
    return any(name.endswith(_BANK_ENDINGS + PICTURE_ENDINGS) for name in names)


def read(data: bytes, filename: str) -> BankReport:
    """Read the one bank file and keep the pictures beside it."""
    return read_answered(data, filename, {})


def read_answered(data: bytes, filename: str, answers: Answers) -> BankReport:
    """Read the one bank file as its asks are answered, and keep the pictures beside it."""
    problems = ProblemList()
    try:
        members = list(_members(data))
        name, bank = _only_bank(members)
    except ArchiveRefused as refused:
        problems.error(refused.code, Place(), **refused.parameters)
        return BankReport("zip", (), tuple(problems.found))
    except BROKEN_ARCHIVE:
        problems.error("unreadable_archive", Place())
        return BankReport("zip", (), tuple(problems.found))
    pictures = _pictures(members, problems)
    inner = read_bank(bank, name, layout=answers)
    problems_found = (*inner.problems, *problems.found)
    return replace(inner, format="zip", problems=problems_found, pictures={**inner.pictures, **pictures})


def write(questions: Sequence[Question], pictures: Mapping[str, bytes]) -> bytes:
    """Write the workbook and the pictures, each by its name."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(_BANK_NAME, _BEGINNING_OF_ZIP), write_bank(questions, "xlsx"))
        for name in sorted(pictures):
            # A picture is as small as it gets.
            archive.writestr(zipfile.ZipInfo(_FOLDER + name, _BEGINNING_OF_ZIP), pictures[name])
    return target.getvalue()


def bank_in(data: bytes) -> tuple[str, bytes] | None:
    """Return the one bank file in an archive with its name, None where there is none or several."""
    try:
        return _only_bank(list(_members(data)))
    except (ArchiveRefused, *BROKEN_ARCHIVE):
        return None


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the banks and pictures by base name."""
    for path, content in archive_files(
        data, lambda path: path.lower().endswith(_BANK_ENDINGS + PICTURE_ENDINGS)
    ):
        yield path.rpartition("/")[2], content


def _only_bank(members: Sequence[tuple[str, bytes]]) -> tuple[str, bytes]:
    banks = [(name, data) for name, data in members if name.lower().endswith(_BANK_ENDINGS)]
    if not banks:
        raise ArchiveRefused("archive_without_bank")
    if len(banks) > 1:
        raise ArchiveRefused(
            "archive_with_several_banks", names=tuple(as_it_is(name) for name, _ in banks[:10])
        )
    found = recognised_format(banks[0][1], banks[0][0])
    if found is not None and found.name == FORMAT.name:
        raise ArchiveRefused("archive_without_bank")
    return banks[0]


def _pictures(members: Sequence[tuple[str, bytes]], problems: ProblemList) -> dict[str, bytes]:
    """Return the pictures by file name; of two with one name in different folders the first counts."""
    pictures: dict[str, bytes] = {}
    seen: dict[str, bytes] = {}
    for name, data in members:
        if not name.lower().endswith(PICTURE_ENDINGS):
            continue
        key = picture_key(name)
        if key not in seen:
            seen[key] = pictures[name] = data
        elif seen[key] != data:
            problems.warning("duplicate_picture", Place(), name=name)
    return pictures


FORMAT = BankFormat(
    name="zip",
    label=N_("压缩包（题库和图片）"),
    order=5,
    recognises=recognises,
    read=read,
    write_with_pictures=write,
    losses=table_losses,
    suffix=".zip",
    read_answered=read_answered,
)
