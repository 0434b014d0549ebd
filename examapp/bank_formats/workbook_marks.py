"""What the reader of workbooks doesn't tell of .xlsx cells: errors, percentages, hidden rows."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field

from examapp.bank_formats.workbook_guard import ZIP_MAGIC, chunks_of, column_number

Cell = tuple[int, int]
_MAXIMUM_PART = 20_000_000
_SHEET = re.compile(r"<(?:\w{1,20}:)?sheet\s([^<>]{1,2000}?)/?>")
_RELATIONSHIP = re.compile(r"<(?:\w{1,20}:)?Relationship\s([^<>]{1,2000}?)/?>")
_ATTRIBUTE = re.compile(r'([\w:]{1,40})\s{0,3}=\s{0,3}"([^"]{0,1000})"')
_NUMBER_FORMAT = re.compile(r"<(?:\w{1,20}:)?numFmt\s([^<>]{1,2000}?)/?>")
_CELL_FORMATS = re.compile(r"<(?:\w{1,20}:)?cellXfs\b.*?</(?:\w{1,20}:)?cellXfs>", re.DOTALL)
_CELL_FORMAT = re.compile(r"<(?:\w{1,20}:)?xf\s([^<>]{1,2000}?)/?>")
_BUILT_IN_PERCENTAGES = frozenset(("9", "10"))
_CELL_START = rb'<(?:\w{1,20}:)?c\s[^<>]{0,200}?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]{0,200}?'
_ERROR = re.compile(_CELL_START + rb'\bt="e"')
_NO_RESULT = re.compile(
    _CELL_START
    + rb">\s{0,20}<(?:\w{1,20}:)?f(?:\s[^<>]{0,200}/>|[^<>]{0,200}>[^<]{0,900}</(?:\w{1,20}:)?f>)\s{0,20}"
    rb"(?:<(?:\w{1,20}:)?v\s?/>|<(?:\w{1,20}:)?v></(?:\w{1,20}:)?v>)?\s{0,20}</(?:\w{1,20}:)?c>"
)
_HIDDEN_ROW = re.compile(
    rb'<(?:\w{1,20}:)?row\s[^<>]{0,400}?\br="([0-9]{1,7})"[^<>]{0,400}?\bhidden="(?:1|true)"'
)


@dataclass(slots=True)
class Marks:
    """The marked cells and rows of one sheet, numbered from 0."""

    errors: set[Cell] = field(default_factory=set)
    percentages: set[Cell] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)


def marks_of(data: bytes) -> dict[str, Marks]:
    """Return the marks of each sheet of a guarded .xlsx by its name; nothing for other workbooks."""
    if not data.startswith(ZIP_MAGIC):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = set(archive.namelist())
        if "xl/workbook.xml" not in members:
            return {}
        percentage = _percentage_pattern(_percentage_styles(_text(archive, "xl/styles.xml")))
        return {
            name: _marks_of_sheet(archive, member, percentage)
            for name, member in members_of_sheets(archive).items()
            if member in members
        }


def count_pictures(data: bytes) -> int:
    """Return how many pictures a guarded workbook holds; none is known of old .xls files."""
    if not data.startswith(ZIP_MAGIC):
        return 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(name.lower().startswith(("xl/media/", "pictures/")) for name in archive.namelist())


def sheet_bytes(data: bytes) -> int:
    """Return how many bytes the sheets of a guarded .xlsx unpack to; 0 for other workbooks."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(
            member.file_size
            for member in archive.infolist()
            if member.filename.lower().startswith("xl/worksheets/")
        )


def percentage_text(value: float) -> str:
    """Return a number as its cell shows it under a percentage format: 0.05 is 5%."""
    return f"{round(value * 100, 10):.15g}%"


def _text(archive: zipfile.ZipFile, member: str) -> str:
    if member not in archive.namelist() or archive.getinfo(member).file_size > _MAXIMUM_PART:
        return ""
    return archive.read(member).decode("utf-8", errors="replace")


def _attributes(text: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def members_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the archive's member of each sheet by its name."""
    targets = {
        found.get("Id", ""): found.get("Target", "")
        for found in map(_attributes, _RELATIONSHIP.findall(_text(archive, "xl/_rels/workbook.xml.rels")))
    }
    sheets = map(_attributes, _SHEET.findall(_text(archive, "xl/workbook.xml")))
    return {
        sheet.get("name", ""): posixpath.normpath(posixpath.join("/xl", targets[sheet["r:id"]])).lstrip("/")
        for sheet in sheets
        if targets.get(sheet.get("r:id", ""))
    }


def _percentage_styles(styles: str) -> list[str]:
    """Return the numbers of the cell formats that show percentages."""
    own = {
        found.get("numFmtId", "")
        for found in map(_attributes, _NUMBER_FORMAT.findall(styles))
        if re.search(r"%", re.sub(r'"[^"]*"|\\.', "", found.get("formatCode", "")))
    }
    section = _CELL_FORMATS.search(styles)
    formats = map(_attributes, _CELL_FORMAT.findall(section[0] if section else ""))
    wanted = own | _BUILT_IN_PERCENTAGES
    return [str(number) for number, found in enumerate(formats) if found.get("numFmtId") in wanted]


def _percentage_pattern(styles: list[str]) -> re.Pattern[bytes] | None:
    if not styles:
        return None
    return re.compile(_CELL_START + rb'\bs="(?:' + "|".join(styles).encode() + rb')"')


def _marks_of_sheet(archive: zipfile.ZipFile, member: str, percentage: re.Pattern[bytes] | None) -> Marks:
    marks = Marks()
    for chunk in chunks_of(archive, archive.getinfo(member)):
        # Most sheets have none of these, and a plain search is many times faster than a pattern.
        if b't="e"' in chunk:
            marks.errors.update(map(_cell, _ERROR.findall(chunk)))
        if b"<f" in chunk or b":f" in chunk:
            marks.errors.update(map(_cell, _NO_RESULT.findall(chunk)))
        if b"hidden=" in chunk:
            marks.hidden_rows.update(int(row) - 1 for row in _HIDDEN_ROW.findall(chunk))
        if percentage is not None:
            marks.percentages.update(map(_cell, percentage.findall(chunk)))
    return marks


def _cell(found: tuple[bytes, bytes]) -> Cell:
    return int(found[1]) - 1, column_number(found[0]) - 1
