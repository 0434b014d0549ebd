"""Tables for a terminal, where a Chinese character is as wide as two letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def text_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return headings and rows in aligned columns, two spaces apart."""
    widths = [max(map(_width, column)) for column in zip(headings, *rows, strict=True)]
    lines = (
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        for row in (headings, *rows)
    )
    return "\n".join(line.rstrip() for line in lines)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
