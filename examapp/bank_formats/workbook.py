"""Workbooks: .xlsx, old .xls and .ods with one question a row; written as .xlsx."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import python_calamine
import xlsxwriter

from examapp.bank_formats.asks import Answers, Asker
from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.check_sheet import is_check_sheet
from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.headers import column_letters
from examapp.bank_formats.layouts.tables import read_table, seen_table
from examapp.bank_formats.report import BankReport, Place
from examapp.bank_formats.single_column import read_single_column
from examapp.bank_formats.table import Cell, Grid, header_row_of, refuse_grid
from examapp.bank_formats.table_rows import rows_to_write, table_losses
from examapp.bank_formats.workbook_guard import (
    MAXIMUM_COLUMNS,
    MAXIMUM_ROWS,
    OLE_MAGIC,
    ZIP_MAGIC,
    WorkbookRefused,
    guard,
)
from examapp.bank_formats.workbook_looks import marked_texts
from examapp.bank_formats.workbook_marks import Marks, count_pictures, marks_of, percentage_text
from examapp.domain.questions import Question
from examapp.domain.wording import N_

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
# Larger or more merged areas than a person makes are left alone rather than filled in.
MAXIMUM_MERGED_AREAS = 10_000
MAXIMUM_MERGED_CELLS = 10_000
_NO_DATES = frozenset((str, float, int, bool))
_SHEET_NAME = "题库"
_COLUMN_WIDTHS = {"题干": 60, "解析": 40, "正确答案": 14, "题目编号": 18, "知识点": 18}


def recognises(data: bytes, filename: str) -> bool:
    """Tell by the container, and by what an archive has inside."""
    if data.startswith(OLE_MAGIC):
        return not filename.lower().endswith((".doc", ".ppt", ".wps"))
    if not data.startswith(ZIP_MAGIC):
        return False
    return (
        b"xl/" in data
        or b"opendocument.spreadsheet" in data
        or filename.lower().endswith((".xlsx", ".xlsm", ".ods"))
    )


def read(data: bytes, filename: str) -> BankReport:
    """Read every sheet with questions, hidden ones too."""
    return read_answered(data, filename, {})


def read_answered(data: bytes, filename: str, answers: Answers) -> BankReport:
    """Read every sheet with questions as its asks are answered."""
    assembly = Assembly("xlsx", asker=Asker(answers))
    try:
        _read_sheets(grids_of_workbook(data), assembly)
        if count := count_pictures(data):
            assembly.problems.warning("pictures", Place(), count=count)
    except WorkbookRefused as refused:
        assembly.problems.error(refused.code, Place(), **refused.parameters)
    return assembly.report()


def write(questions: Sequence[Question]) -> bytes:
    """Write one sheet with headers, every cell as text, so that nothing becomes a number or a formula."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)})
        sheet = workbook.add_worksheet(_SHEET_NAME)
        header_format = workbook.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        cell_format = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for number, row in enumerate(rows_to_write(questions)):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text, cell_format if number else header_format)
                if not number:
                    sheet.set_column(column, column, _COLUMN_WIDTHS.get(text, 12))
        sheet.freeze_panes(1, 0)
    return target.getvalue()


def grids_of_workbook(data: bytes) -> list[tuple[Grid, bool]]:
    """Return every sheet and whether it is visible; raise WorkbookRefused for a file that can't be read.

    The sheet that an earlier check put in front isn't the person's.
    """
    guard(data)
    sheets = _grids(_open(data), marks_of(data))
    return [
        (replace(grid, marked=partial(marked_texts, data, grid.sheet or "")), visible)
        for grid, visible in sheets
        if not is_check_sheet(grid)
    ]


def _open(data: bytes) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except BaseException as error:
        raise _refusal(error) from error


def _refusal(error: BaseException) -> BaseException:
    """Return why a workbook can't be read; the reader's panic is no Exception, yet only says: broken."""
    if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError)):
        return error
    spoken = str(error).lower()
    return WorkbookRefused("password" if "password" in spoken or "encrypt" in spoken else "unreadable_file")


def _read_sheets(sheets: Iterable[tuple[Grid, bool]], assembly: Assembly) -> None:
    grids = [(seen_table(grid), visible) for grid, visible in sheets if not grid.is_empty]
    assembly.asker.has_sheets = len(grids) > 1
    has_sure_ones = any(table.is_sure for table, _ in grids)
    for table, visible in grids:
        # A sheet of remarks beside one of questions is nothing to ask about.
        if table.is_sure or (table.arrangement is not None and not has_sure_ones):
            if not visible:
                assembly.problems.warning("hidden_sheet", Place(table.grid.sheet), sheet=table.grid.sheet)
            read_table(table, assembly)
        elif has_sure_ones and not header_row_of(table.grid)[1].names & {"stem", "answer", "qtype"}:
            assembly.problems.warning("sheet_skipped", Place(table.grid.sheet), sheet=table.grid.sheet)
        elif not read_single_column(table.grid, assembly):
            refuse_grid(table.grid, assembly)


def _grids(
    workbook: python_calamine.CalamineWorkbook, marks: Mapping[str, Marks]
) -> Iterable[tuple[Grid, bool]]:
    for metadata in workbook.sheets_metadata:
        if metadata.typ == python_calamine.SheetTypeEnum.WorkSheet:
            visible = metadata.visible == python_calamine.SheetVisibleEnum.Visible
            yield _grid(workbook, metadata.name, marks.get(metadata.name, Marks())), visible


def _grid(workbook: python_calamine.CalamineWorkbook, name: str, marks: Marks) -> Grid:
    try:
        sheet = workbook.get_sheet_by_name(name)
        height, width = sheet.total_height, sheet.total_width
        if height > MAXIMUM_ROWS or width > MAXIMUM_COLUMNS:
            raise WorkbookRefused(
                "too_large",
                found=f"{name} {column_letters(width - 1)}{height}",
                limit=f"{MAXIMUM_ROWS} × {MAXIMUM_COLUMNS}",
            )
        values = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or []
    except WorkbookRefused:
        raise
    except BaseException as error:
        raise _refusal(error) from error
    return _grid_of(name, values, merged, marks)


def _grid_of(name: str, values: list[list[Value]], merged: list[tuple[Cell, Cell]], marks: Marks) -> Grid:
    rows = [[_text(value) for value in row] for row in values]
    for row, column in marks.percentages:
        value = values[row][column] if row < len(values) and column < len(values[row]) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            rows[row][column] = percentage_text(value)
    dates = {
        (number, column)
        for number, row in enumerate(values)
        if not _NO_DATES.issuperset(map(type, row))
        for column, value in enumerate(row)
        if isinstance(value, (datetime.date, datetime.time, datetime.timedelta))
    }
    covered = _covered(merged, len(rows), max(map(len, rows), default=0))
    hidden = frozenset(row for row in marks.hidden_rows if row < len(rows))
    return Grid(rows, name, covered, frozenset(dates), errors=frozenset(marks.errors), hidden_rows=hidden)


def _covered(merged: list[tuple[Cell, Cell]], height: int, width: int) -> dict[Cell, Cell]:
    """Return the holding cell of each cell that a merged area covers, within the used part of the sheet."""
    return {
        (row, column): first
        for first, last in merged[:MAXIMUM_MERGED_AREAS]
        if (last[0] - first[0]) * (last[1] - first[1]) < MAXIMUM_MERGED_CELLS
        for row in range(first[0], min(last[0] + 1, height))
        for column in range(first[1], min(last[1] + 1, width))
    }


def _text(value: Value) -> str:
    """Return what a person sees in the cell: 1.0 is 1, a ticked box is TRUE."""
    if isinstance(value, str):
        return "" if value.isspace() else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(value, ".15g")
    return str(value).strip()


FORMAT = BankFormat(
    name="xlsx",
    label=N_("Excel 工作簿"),
    order=10,
    recognises=recognises,
    read=read,
    write=write,
    losses=table_losses,
    suffix=".xlsx",
    read_answered=read_answered,
)
