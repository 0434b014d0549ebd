"""Tables about entrants as .xlsx or .csv, every cell a text and none of them a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from examapp.bank_formats.csv_table import neutral
from examapp.domain.errors import ExamError

SUFFIXES = (".xlsx", ".csv")
# Characters of a column's width in a workbook, by header; others get the default.
_WIDTHS = {"工作单位": 32, "身份证号": 22, "准考证号": 18, "手机号": 15, "赛项名称": 24, "赛项": 24}
_DEFAULT_WIDTH = 14


class UnknownTableFormat(ExamError):
    """文件名“{filename}”的后缀不是 .xlsx 或 .csv，请改文件名。"""

    code = "unknown_table_format"


def write_table(filename: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the table in the format that the file's name asks for; raise UnknownTableFormat."""
    if filename.lower().endswith(".csv"):
        return _csv(headers, rows)
    if filename.lower().endswith(".xlsx"):
        return _xlsx(headers, rows)
    raise UnknownTableFormat(filename=filename)


def _csv(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(headers)
    writer.writerows(map(neutral, row) for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _xlsx(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    target = io.BytesIO()
    # Strings are written as they come, so the rows never fill the memory twice.
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        header_format = workbook.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        text_format = workbook.add_format({"num_format": "@"})
        for column, header in enumerate(headers):
            sheet.set_column(column, column, _WIDTHS.get(header, _DEFAULT_WIDTH), text_format)
            sheet.write_string(0, column, header, header_format)
        for number, row in enumerate(rows, start=1):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text, text_format)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return target.getvalue()
