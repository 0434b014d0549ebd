"""How the texts of a workbook's cells are set: read only where a key may be shown and isn't written."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock

from examapp.bank_formats.looks import Look, look_of_colour
from examapp.bank_formats.workbook_guard import ZIP_MAGIC

MAXIMUM_BYTES = 20_000_000
MAXIMUM_CELLS = 500_000
_RED_INDEXES = (2, 10)
_NO_FILL = ("00000000", "FFFFFFFF", "00FFFFFF")

Cell = tuple[int, int]


def marked_texts(data: bytes, sheet: str) -> Mapping[Look, Mapping[Cell, tuple[str, ...]]]:
    """Return by look the texts of a guarded workbook's cells that are set in it; nothing for other files."""
    if not data.startswith(ZIP_MAGIC) or len(data) > MAXIMUM_BYTES:
        return {}
    found: dict[Look, dict[Cell, tuple[str, ...]]] = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for cell, texts in _cells(data, sheet):
                for look, text in texts:
                    known = found.setdefault(look, {})
                    known[cell] = (*known.get(cell, ()), text)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except Exception:
        return {}
    return found


def _cells(data: bytes, sheet: str) -> Iterator[tuple[Cell, list[tuple[Look, str]]]]:
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, rich_text=True)
    try:
        if sheet not in workbook.sheetnames:
            return
        seen = 0
        for row in workbook[sheet].iter_rows():
            for cell in row:
                seen += 1
                if seen > MAXIMUM_CELLS:
                    return
                if cell.value is not None and (texts := _texts(cell)):
                    yield (cell.row - 1, cell.column - 1), texts
    finally:
        workbook.close()


def _texts(cell: Any) -> list[tuple[Look, str]]:
    """Return each text of a cell with each look that it is set in."""
    whole = _looks(cell.font)
    if _is_filled(cell):
        whole |= Look.HIGHLIGHT
    pieces = [(whole, str(cell.value))]
    if isinstance(cell.value, CellRichText):
        pieces = [
            (whole & Look.HIGHLIGHT | _looks(each.font), each.text)
            if isinstance(each, TextBlock)
            else (whole, str(each))
            for each in cell.value
        ]
    return [(look, text) for looks, text in pieces for look in Look if looks & look and text.strip()]


def _looks(font: Any) -> Look:
    if font is None:
        return Look.PLAIN
    looks = _look_of(font.color)
    if getattr(font, "underline", None) or getattr(font, "u", None):
        looks |= Look.UNDERLINE
    return looks | Look.BOLD if getattr(font, "b", None) else looks


def _look_of(colour: Any) -> Look:
    kind = getattr(colour, "type", None)
    if kind == "rgb" and isinstance(colour.rgb, str):
        return look_of_colour(colour.rgb)
    return Look.RED if kind == "indexed" and colour.indexed in _RED_INDEXES else Look.PLAIN


def _is_filled(cell: Any) -> bool:
    fill = cell.fill
    if fill is None or fill.patternType != "solid":
        return False
    colour = fill.fgColor
    return colour is not None and (colour.type != "rgb" or colour.rgb not in _NO_FILL)
