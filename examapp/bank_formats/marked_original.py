"""Put marks and the check sheet into a person's own .xlsx, and leave the rest of it as it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from itertools import count

import openpyxl
from openpyxl.cell import Cell as WorkbookCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from examapp.bank_formats.check_sheet import (
    AUTHOR,
    ERROR_COLOR,
    SEPARATOR,
    SHEET_NAME,
    SIGN,
    WARNING_COLOR,
    CellMark,
    CheckLine,
    CheckSheet,
    commented_cells,
)
from examapp.bank_formats.formula_results import keep_results
from examapp.bank_formats.headers import column_letters
from examapp.bank_formats.table import Cell
from examapp.domain.wording import N_

# What the library that writes workbooks doesn't carry over.
_NOT_KEPT = ("xl/charts/", "xl/cellimages", "xl/slicers/", "xl/ctrlprops/", "xl/embeddings/")
NOT_KEPT_NOTE = N_("这份文件里的图表、形状等图形没有保留，请在原文件中修改，或只参考这里的说明。")
_WIDTHS = (8, 26, 70, 50)
_COMMENT_WIDTH, _COMMENT_LINE, _SIGNS_IN_A_LINE = 320, 22, 22


def has_what_is_not_kept(data: bytes) -> bool:
    """Return whether the workbook holds drawings that `mark_original` would lose."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(name.lower().startswith(_NOT_KEPT) for name in archive.namelist())


def mark_original(data: bytes, check: CheckSheet) -> bytes:
    """Return the workbook with coloured and commented cells and the check sheet in front.

    Marks of an earlier check are taken out first.
    """
    workbook = openpyxl.load_workbook(io.BytesIO(data), rich_text=True, keep_vba=_has_macros(data))
    _take_out_old(workbook)
    commented = commented_cells(check.marks)
    for sheet, cells in check.marks.items():
        if sheet in workbook.sheetnames and isinstance(workbook[sheet], Worksheet):
            _mark_sheet(workbook[sheet], cells, {cell for name, cell in commented if name == sheet})
    _put_check_sheet(workbook, check)
    target = io.BytesIO()
    workbook.save(target)
    return keep_results(data, target.getvalue())


def _has_macros(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "xl/vbaProject.bin" in archive.namelist()


def _take_out_old(workbook: Workbook) -> None:
    for sheet in list(workbook.worksheets):
        if sheet.title.startswith(SHEET_NAME) and sheet["A1"].value == SIGN:
            workbook.remove(sheet)
            continue
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, WorkbookCell) and cell.comment is not None:
                    _take_out_comment(cell)


def _take_out_comment(cell: WorkbookCell) -> None:
    comment = cell.comment
    if comment is None or (comment.author != AUTHOR and SEPARATOR not in comment.text):
        return
    own = "" if comment.author == AUTHOR else comment.text.partition(SEPARATOR)[0]
    cell.comment = Comment(own, comment.author) if own else None
    if cell.fill.fgColor.rgb in (ERROR_COLOR, WARNING_COLOR):
        cell.fill = PatternFill()


def _mark_sheet(sheet: Worksheet, cells: Mapping[Cell, CellMark], commented: set[Cell]) -> None:
    covering = {
        (row - 1, column - 1): (area.min_row - 1, area.min_col - 1)
        for area in sheet.merged_cells.ranges
        for row, column in area.cells
        if (row - 1, column - 1) in cells
    }
    for place, mark in cells.items():
        row, column = covering.get(place, place)
        cell = sheet.cell(row + 1, column + 1)
        if isinstance(cell, MergedCell):
            continue
        cell.fill = PatternFill("solid", fgColor=mark.color)
        if place in commented:
            cell.comment = _comment(mark.comment, cell.comment)


def _comment(text: str, earlier: Comment | None) -> Comment:
    author = AUTHOR if earlier is None else earlier.author
    comment = Comment(text if earlier is None else f"{earlier.text}{SEPARATOR}{text}", author)
    lines = sum(1 + len(line) // _SIGNS_IN_A_LINE for line in comment.text.split("\n"))
    comment.width, comment.height = _COMMENT_WIDTH, _COMMENT_LINE * (lines + 1)
    return comment


def _put_check_sheet(workbook: Workbook, check: CheckSheet) -> None:
    free = (SHEET_NAME if n == 1 else f"{SHEET_NAME}{n}" for n in count(1))
    sheet = workbook.create_sheet(next(name for name in free if name not in workbook.sheetnames), 0)
    for number, text in enumerate(check.head, start=1):
        _write(sheet, number, 1, text).font = Font(bold=number == 1, size=14 if number == 1 else 11)
    first = len(check.head) + 2
    for column, header in enumerate(check.headers, start=1):
        _write(sheet, first, column, header).font = Font(bold=True)
    for number, line in enumerate(check.lines, start=first + 1):
        _write_line(sheet, number, line)
    for column, width in enumerate(_WIDTHS):
        sheet.column_dimensions[column_letters(column)].width = width
    sheet.freeze_panes = sheet.cell(first + 1, 1)
    workbook.active = 0
    for each in workbook.worksheets:
        each.sheet_view.tabSelected = each is sheet


def _write_line(sheet: Worksheet, row: int, line: CheckLine) -> None:
    for column, text in enumerate(line.texts, start=1):
        cell = _write(sheet, row, column, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    color = ERROR_COLOR if line.severity == "error" else WARNING_COLOR
    sheet.cell(row, 1).fill = PatternFill("solid", fgColor=color)
    if line.target is not None and line.target[0] is not None:
        name, (target_row, target_column) = line.target
        link = sheet.cell(row, 2)
        quoted = str(name).replace("'", "''")
        location = f"'{quoted}'!{column_letters(target_column)}{target_row + 1}"
        link.hyperlink = Hyperlink(ref=link.coordinate, location=location)
        link.font = Font(color="FF0563C1", underline="single")


def _write(sheet: Worksheet, row: int, column: int, text: str) -> WorkbookCell:
    """Write a text as a text: one that begins with = is no formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, WorkbookCell)  # noqa: S101 - a new sheet has no merged cells
    cell.value = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    return cell
