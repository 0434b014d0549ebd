"""CSV: one table of all events, UTF-8 with BOM so that Excel reads it, every row with its list's version."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from examapp.list_formats.cells import harmless_cell
from examapp.list_formats.finals_sheet import FinalsSheet, columns_for, table
from examapp.list_formats.list_format import ListFormat


def write(sheets: Sequence[FinalsSheet]) -> bytes:
    """Return the file; a footer would break the table, so version and hash stand in columns."""
    columns = columns_for(sheets)
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*(column.heading for column in columns), "名单版本", "排名指纹"])
    for sheet in sheets:
        for cells in table(sheet, columns):
            row = (*cells, sheet.version_text, sheet.ranking_hash)
            writer.writerow([harmless_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


FORMAT = ListFormat("csv", "csv", "text/csv", write)
