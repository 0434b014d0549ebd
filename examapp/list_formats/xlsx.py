"""Excel: a sheet per event, ready to print and to sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from examapp.list_formats.cells import Cell, harmless, lines_needed, sheet_names
from examapp.list_formats.finals_sheet import SIGNATURES, Column, FinalsSheet, columns_for, table
from examapp.list_formats.list_format import ListFormat

TITLE_ROW, SUBTITLE_ROW, HEADING_ROW = 0, 1, 2
A4 = 9
LINE_HEIGHT_POINTS = 14
FONT = {"font_name": "宋体", "font_size": 10}


class _Styles:
    """The formats of a workbook's cells."""

    def __init__(self, workbook: Workbook) -> None:
        """Add them to the workbook."""
        cell = {**FONT, "border": 1, "valign": "vcenter", "text_wrap": True}
        self.title: Format = workbook.add_format({**FONT, "font_size": 16, "bold": True, "align": "center"})
        self.subtitle: Format = workbook.add_format({**FONT, "align": "center"})
        self.heading: Format = workbook.add_format(
            {**cell, "bold": True, "align": "center", "bg_color": "#E7E6E6"}
        )
        self.cell: Format = workbook.add_format(cell)
        self.footer: Format = workbook.add_format(FONT)


def write(sheets: Sequence[FinalsSheet]) -> bytes:
    """Return the workbook; its only date is when the lists were generated."""
    data = BytesIO()
    # Names and scores never touch the disk on the way.
    with Workbook(data, {"in_memory": True}) as workbook:
        created = max(sheet.generated_at for sheet in sheets).astimezone(UTC).replace(tzinfo=None)
        workbook.set_properties({"created": created})
        styles = _Styles(workbook)
        titles = [f"{sheet.event_code} {sheet.event_name}" for sheet in sheets]
        for sheet, name in zip(sheets, sheet_names(titles), strict=True):
            _write_sheet(workbook.add_worksheet(name), sheet, styles)
    return data.getvalue()


def _write_sheet(worksheet: Worksheet, sheet: FinalsSheet, styles: _Styles) -> None:
    columns = columns_for([sheet])
    last = len(columns) - 1
    subtitle = f"赛项代码 {sheet.event_code} · {sheet.version_text} · 生成于 {sheet.generated_text}"
    worksheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last, harmless(sheet.title), styles.title)
    worksheet.merge_range(SUBTITLE_ROW, 0, SUBTITLE_ROW, last, harmless(subtitle), styles.subtitle)
    worksheet.set_row(TITLE_ROW, 30)
    for number, column in enumerate(columns):
        worksheet.set_column(number, number, column.width)
        worksheet.write_string(HEADING_ROW, number, column.heading, styles.heading)
    worksheet.set_row(HEADING_ROW, _height([column.heading for column in columns], columns))
    row = HEADING_ROW
    for row, cells in enumerate(table(sheet, columns), start=HEADING_ROW + 1):
        worksheet.set_row(row, _height(cells, columns))
        for number, cell in enumerate(cells):
            _write_cell(worksheet, row, number, cell, styles.cell)
    worksheet.autofilter(HEADING_ROW, 0, row, last)
    _write_footer(worksheet, sheet, row + 2, columns, styles.footer)
    _set_up_page(worksheet, sheet)


def _height(cells: Sequence[Cell], columns: Sequence[Column]) -> int:
    """Return the points that a row needs: not every program fits a height to wrapped text by itself."""
    lines = max(lines_needed(cell, column.width) for cell, column in zip(cells, columns, strict=True))
    return LINE_HEIGHT_POINTS * lines


def _write_cell(worksheet: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    if cell == "":
        worksheet.write_blank(row, column, None, style)
    elif isinstance(cell, str):
        worksheet.write_string(row, column, harmless(cell), style)
    else:
        worksheet.write_number(row, column, cell, style)


def _write_footer(
    worksheet: Worksheet, sheet: FinalsSheet, row: int, columns: Sequence[Column], style: Format
) -> None:
    for label, value in sheet.footer:
        worksheet.write_string(row, 0, f"{label}：{value}", style)
        row += 1
    for number, signature in enumerate(SIGNATURES):
        worksheet.write_string(row + 1, number * len(columns) // len(SIGNATURES), signature, style)


def _set_up_page(worksheet: Worksheet, sheet: FinalsSheet) -> None:
    worksheet.freeze_panes(HEADING_ROW + 1, 0)
    worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(HEADING_ROW)
    worksheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    worksheet.set_footer(f"&L排名指纹 {sheet.ranking_hash[:16]}…&C第 &P 页，共 &N 页&R{sheet.version_text}")


FORMAT = ListFormat(
    "xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write
)
