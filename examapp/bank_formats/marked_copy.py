"""Write a new workbook with a file's rows where they stood, its marks and the check sheet in front.

For what can't be marked as it is: .xls, .ods, CSV, and workbooks too large to be opened cell by cell.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from examapp.bank_formats.check_sheet import (
    ERROR_COLOR,
    SHEET_NAME,
    WARNING_COLOR,
    CellMark,
    CheckSheet,
    commented_cells,
)
from examapp.bank_formats.headers import column_letters
from examapp.bank_formats.table import Cell, Grid
from examapp.domain.wording import N_

COPY_NOTE = N_("这是按原来的行列重新写的副本，原文件的格式没有保留。")
_WIDTHS = (8, 26, 70, 50)
_WIDEST, _NARROWEST, _ROWS_MEASURED = 60, 8, 200
_LONGEST_CELL = 32_000
_SHEET_OF_TEXT = "题库"
_FORBIDDEN_IN_NAMES = str.maketrans("[]:*?/\\", "_______")


def marked_copy(grids: Sequence[Grid], check: CheckSheet) -> bytes:
    """Return a new .xlsx with the sheets' texts, the faulty ones coloured and commented."""
    target = io.BytesIO()
    commented = commented_cells(check.marks)
    names = _names(grids)
    with xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False}) as workbook:
        styles = _Styles(workbook)
        _write_check(workbook, styles, check, names)
        for grid in grids:
            marks = check.marks.get(grid.sheet, {})
            sheet = workbook.add_worksheet(names[grid.sheet])
            _write_grid(sheet, styles, grid, marks)
            for row, column in marks:
                if (grid.sheet, (row, column)) in commented:
                    sheet.write_comment(row, column, marks[row, column].comment, {"x_scale": 2.5})
    return target.getvalue()


class _Styles:
    """The formats of one workbook."""

    def __init__(self, workbook: Any) -> None:
        text = {"num_format": "@", "text_wrap": True, "valign": "top"}
        self.plain = workbook.add_format(text)
        self.marked = {
            color: workbook.add_format({**text, "bg_color": f"#{color[2:]}"})
            for color in (ERROR_COLOR, WARNING_COLOR)
        }
        self.bold = workbook.add_format({"bold": True})
        self.link = workbook.add_format(
            {"font_color": "#0563C1", "underline": 1, "valign": "top", "text_wrap": True}
        )


def _names(grids: Sequence[Grid]) -> dict[str | None, str]:
    """Return a name that Excel takes for each sheet, no two alike."""
    names: dict[str | None, str] = {}
    taken = {SHEET_NAME.lower()}
    for grid in grids:
        base = (grid.sheet or _SHEET_OF_TEXT).translate(_FORBIDDEN_IN_NAMES).strip("'")[:27] or _SHEET_OF_TEXT
        candidates = [base, *(f"{base}({n})" for n in range(2, len(grids) + 3))]
        name = next(each for each in candidates if each.lower() not in taken)
        taken.add(name.lower())
        names[grid.sheet] = name
    return names


def _write_check(workbook: Any, styles: _Styles, check: CheckSheet, names: Mapping[str | None, str]) -> None:
    sheet = workbook.add_worksheet(SHEET_NAME)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    for row, text in enumerate(check.head):
        sheet.write_string(row, 0, text, styles.bold if row == 0 else None)
    first = len(check.head) + 1
    for column, text in enumerate(check.headers):
        sheet.write_string(first, column, text, styles.bold)
    sheet.freeze_panes(first + 1, 0)
    for row, line in enumerate(check.lines, start=first + 1):
        color = ERROR_COLOR if line.severity == "error" else WARNING_COLOR
        sheet.write_string(row, 0, line.texts[0], styles.marked[color])
        if line.target is not None and line.target[0] in names:
            name, (target_row, target_column) = names[line.target[0]].replace("'", "''"), line.target[1]
            address = f"internal:'{name}'!{column_letters(target_column)}{target_row + 1}"
            sheet.write_url(row, 1, address, styles.link, line.texts[1])
        else:
            sheet.write_string(row, 1, line.texts[1], styles.plain)
        sheet.write_string(row, 2, line.texts[2], styles.plain)
        sheet.write_string(row, 3, line.texts[3][:_LONGEST_CELL], styles.plain)


def _write_grid(sheet: Any, styles: _Styles, grid: Grid, marks: Mapping[Cell, CellMark]) -> None:
    for column, width in enumerate(_column_widths(grid)):
        sheet.set_column(column, column, width)
    width = max((column + 1 for _, column in marks), default=0)
    height = max((row + 1 for row, _ in marks), default=0)
    for number in range(max(height, len(grid.rows))):
        row = grid.rows[number] if number < len(grid.rows) else ()
        for column in range(max(width if number < height else 0, len(row))):
            text = row[column] if column < len(row) else ""
            mark = marks.get((number, column))
            if text or mark:
                style = styles.marked[mark.color] if mark else styles.plain
                _write_text(sheet, number, column, text, style)


def _write_text(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    if text:
        sheet.write_string(row, column, text[:_LONGEST_CELL].encode("utf-8", "replace").decode(), style)
    else:
        sheet.write_blank(row, column, None, style)


def _column_widths(grid: Grid) -> list[int]:
    rows = grid.rows[:_ROWS_MEASURED]
    longest = [0] * max(map(len, rows), default=0)
    for row in rows:
        for column, text in enumerate(row):
            longest[column] = max(longest[column], len(text))
    return [min(max(2 * length, _NARROWEST), _WIDEST) for length in longest]
