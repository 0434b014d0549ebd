"""Values of cells, and texts made safe for spreadsheets."""

from __future__ import annotations

from decimal import Decimal
from unicodedata import east_asian_width

from examapp.domain.advancement_reasons import points_text

Cell = str | int | Decimal

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Excel refuses these, and a name longer than 31 UTF-16 units.
FORBIDDEN_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
LONGEST_SHEET_NAME = 31


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: one that starts like it gets an apostrophe."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def harmless_cell(value: Cell) -> Cell:
    """Return the cell's value, a text made harmless; numbers are ours and stay."""
    return harmless(value) if isinstance(value, str) else value


def lines_needed(cell: Cell, width: float) -> int:
    """Return how many lines a cell takes in a column of that many half-width characters."""
    used = sum(2 if east_asian_width(character) in "WF" else 1 for character in str(cell))
    return max(1, -(-used // max(2, int(width))))


def points(centipoints: int) -> Decimal:
    """Return centipoints as an exact number of points without trailing zeros."""
    return Decimal(points_text(centipoints))


def sheet_names(titles: list[str]) -> list[str]:
    """Return a valid name for each title, different even where capitals don't count."""
    names: list[str] = []
    taken: set[str] = set()
    for title in titles:
        number, name = 1, _sheet_name(title)
        while name.casefold() in taken:
            number += 1
            name = _sheet_name(title, f" ({number})")
        taken.add(name.casefold())
        names.append(name)
    return names


def _sheet_name(title: str, ending: str = "") -> str:
    printable = "".join(character for character in title if character.isprintable())
    cleaned = " ".join(printable.translate(FORBIDDEN_IN_SHEET_NAMES).split()).strip("'") or "-"
    room = LONGEST_SHEET_NAME - len(ending)
    while len(cleaned.encode("utf-16-le")) // 2 > room:
        cleaned = cleaned[:-1]
    return cleaned.rstrip("' ") + ending
