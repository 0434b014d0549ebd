"""Keys of a table that are only shown: the option whose cell, or whose part of a cell, is set apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from examapp.bank_formats.cleaning import compact
from examapp.bank_formats.headers import ENGLISH, Columns
from examapp.bank_formats.layouts.table_rows_seen import SeenRow
from examapp.bank_formats.looks import LOOK_LABELS, Look
from examapp.bank_formats.option_texts import options_of_cell
from examapp.bank_formats.table import Cell, Grid

# So many of the questions must show a key, or the look means something else.
_NEARLY_ALL = 0.8
_MOST_OF_IT = 0.6
_Marked = Mapping[Cell, tuple[str, ...]]


def shown_keys(grid: Grid, rows: Sequence[SeenRow], columns: Columns) -> tuple[Look, dict[int, str]] | None:
    """Return the look and by row the letters of the options set in it; None where no look shows the keys."""
    with_options = [row for row in rows if row.options]
    found = grid.marked() if with_options else {}
    for look in LOOK_LABELS:
        marked = found.get(look, {})
        keys = {row.number: key for row in with_options if (key := _key(grid, row.number, columns, marked))}
        if marked and len(keys) >= _NEARLY_ALL * len(with_options):
            return look, keys
    return None


def _key(grid: Grid, row: int, columns: Columns, marked: _Marked) -> str:
    """Return the letters of a row's options that are set apart, empty where none or all are."""
    shares: dict[str, float] = {}
    for name, column in columns.column_of.items():
        texts = marked.get((row, column), ())
        if name == "options":
            shares.update(
                {letter: _share(text, texts) for letter, text in options_of_cell(grid.at(row, column))}
            )
        elif name.startswith("option ") and not name.endswith(ENGLISH) and compact(grid.at(row, column)):
            shares[name.removeprefix("option ")] = _share(grid.at(row, column), texts)
    keys = sorted(letter for letter, share in shares.items() if share >= _MOST_OF_IT)
    return "".join(keys) if 0 < len(keys) < len(shares) else ""


def _share(option: str, texts: Sequence[str]) -> float:
    """Return how much of an option is among the texts that are set apart."""
    wanted = compact(option)
    if not wanted:
        return 0.0
    inside = [compact(text) for text in texts]
    return max((len(wanted) if wanted in text else len(text) if text in wanted else 0) / len(wanted)
               for text in inside) if inside else 0.0  # fmt: skip
