"""Workbooks made on the spot, as people make them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl

HEADERS = ("题目编号", "题型", "题干", "选项A", "选项B", "选项C", "选项D", "正确答案")


def workbook_of(*sheets: Sequence[Sequence[object]], hidden: Sequence[int] = (), merge: str = "") -> bytes:
    """Return an .xlsx with one sheet of each list of rows."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = workbook.create_sheet(f"表{number + 1}")
        for row in rows:
            sheet.append(list(row))
        if merge:
            sheet.merge_cells(merge)
        if number in hidden:
            sheet.sheet_state = "hidden"
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def one_row(**cells: object) -> bytes:
    """Return an .xlsx with one sound 单选题, its cells replaced by those given."""
    row: dict[str, object] = {
        "题型": "单选题",
        "题干": "焊条受潮后应先（　）再使用。",
        "选项A": "烘干",
        "选项B": "水洗",
        "选项C": "",
        "选项D": "",
        "正确答案": "A",
    }
    row.update(cells)
    return workbook_of([list(row), list(row.values())])
