"""Give a person's own file back as a workbook that shows what is wrong where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from examapp.bank_formats.bundle import bank_in
from examapp.bank_formats.check_sheet import CheckSheet, Translate, check_sheet
from examapp.bank_formats.csv_table import SEPARATORS, grid_of_text
from examapp.bank_formats.decoding import decode
from examapp.bank_formats.marked_copy import COPY_NOTE, marked_copy
from examapp.bank_formats.marked_original import NOT_KEPT_NOTE, has_what_is_not_kept, mark_original
from examapp.bank_formats.registry import recognised_format
from examapp.bank_formats.report import Place
from examapp.bank_formats.table import Grid, header_row_of
from examapp.bank_formats.workbook import grids_of_workbook
from examapp.bank_formats.workbook_guard import ZIP_MAGIC, WorkbookRefused
from examapp.bank_formats.workbook_marks import sheet_bytes
from examapp.domain.wording import N_
from examapp.services.check_bank_file import BankCheck

# Beyond it a workbook of this many bytes of sheets takes half a minute and half a gigabyte to be opened
# cell by cell, so a copy is written.
MOST_SHEET_BYTES = 20_000_000
_LONGEST_SOURCE = 500


@dataclass(frozen=True, slots=True)
class MarkedFile:
    """A workbook to hand out, with its name."""

    filename: str
    data: bytes


def mark_workbook(data: bytes, filename: str, check: BankCheck, translate: Translate = str) -> MarkedFile:
    """Return the file's own workbook with marks; of a text, a workbook that lists the problems with their lines."""
    if check.report.format == "zip" and (inner := bank_in(data)) is not None:
        filename, data = inner
    name = PurePath(filename)
    suffix = ".xlsm" if name.suffix.lower() == ".xlsm" else ".xlsx"
    marked = _marked(data, filename, check, translate)
    return MarkedFile(f"{name.stem}-{_suffix_word(translate)}{suffix}", marked)


def _suffix_word(translate: Translate) -> str:
    return translate(N_("检查报告"))


def _marked(data: bytes, filename: str, check: BankCheck, translate: Translate) -> bytes:
    def sheet(*notes: str, source: Callable[[Place], str] = lambda _place: "") -> CheckSheet:
        questions = len(check.report.questions)
        return check_sheet(filename, questions, check.problems, translate, notes, source)

    found = recognised_format(data, filename)
    if found is not None and found.name == "xlsx":
        return _marked_workbook(data, sheet)
    if found is not None and found.name == "csv":
        return marked_copy([_grid_of(data)], sheet(COPY_NOTE))
    return marked_copy([], sheet(source=_lines_of(data)))


def _marked_workbook(data: bytes, sheet: Callable[..., CheckSheet]) -> bytes:
    try:
        grids = [grid for grid, _ in grids_of_workbook(data)]
    except WorkbookRefused:
        return marked_copy([], sheet())
    if data.startswith(ZIP_MAGIC) and 0 < sheet_bytes(data) <= MOST_SHEET_BYTES:
        notes = (NOT_KEPT_NOTE,) if has_what_is_not_kept(data) else ()
        try:
            return mark_original(data, sheet(*notes))
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError):
            # The library that writes workbooks refuses some that the reader takes.
            return marked_copy(grids, sheet(COPY_NOTE))
    return marked_copy(grids, sheet(COPY_NOTE))


def _grid_of(data: bytes) -> Grid:
    decoded = decode(data)
    grids = [grid_of_text(decoded.text if decoded else "", separator) for separator in SEPARATORS]
    return max(grids, key=lambda grid: (len(header_row_of(grid)[1].names), _columns(grid)))


def _columns(grid: Grid) -> int:
    return sum(len(row) > 1 for row in grid.rows[:100])


def _lines_of(data: bytes) -> Callable[[Place], str]:
    decoded = decode(data)
    lines = decoded.text.splitlines() if decoded else []

    def source(place: Place) -> str:
        known = place.line is not None and 0 < place.line <= len(lines)
        return lines[place.line - 1][:_LONGEST_SOURCE] if known and place.line else ""

    return source
