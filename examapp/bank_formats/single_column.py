"""A sheet whose only column holds a text: lines of questions pasted into cells, or one whole question a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import clean, normal_lines
from examapp.bank_formats.option_texts import lettered_options
from examapp.bank_formats.plain_text import read_lines
from examapp.bank_formats.table import Grid

_NUMBERED = re.compile(r"\s{0,5}(?:[(（]?\d{1,4}\s?[.．、)）]|第\s?\d{1,4}\s?题|[①-⑳])")
_BRACKET = re.compile(r"[(（]\s{0,3}[A-Za-z√×对错正误确]{1,10}\s{0,3}[)）]|答案")


def read_single_column(grid: Grid, assembly: Assembly) -> bool:
    """Take the questions of a text in one column into the assembly; return False where there is no such text."""
    cells = _cells(grid)
    lines = _lines(cells) if cells else []
    text = "\n".join(line for _, line in lines)
    probe = Assembly(assembly.format)
    if lines:
        read_lines(text, probe)
    if not probe.questions:
        return False
    rows = [row for row, _ in lines]
    read_lines(text, assembly, place_of=lambda line: grid.place(rows[line - 1]))
    return True


def _cells(grid: Grid) -> list[tuple[int, str]] | None:
    """Return row and text of each filled cell of the only column in use; None where several are."""
    used = {column for row in grid.rows for column, text in enumerate(row) if text.strip()}
    if len(used) != 1:
        return None
    column = used.pop()
    return [(row, text) for row in range(len(grid.rows)) if (text := clean(grid.at(row, column)))]


def _lines(cells: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return each line with its row; cells that are whole questions without numbers get some."""
    if not any(_NUMBERED.match(text) for _, text in cells):
        whole = [_is_whole(text) for _, text in cells]
        numbers = iter(range(1, len(cells) + 1))
        cells = [
            (row, f"{next(numbers)}、{text}" if is_whole else text)
            for (row, text), is_whole in zip(cells, whole, strict=True)
        ]
    return [(row, line) for row, text in cells for line in normal_lines(text).split("\n")]


def _is_whole(text: str) -> bool:
    """Return whether a cell holds a question with its answer."""
    stem, options = lettered_options(text)
    return _BRACKET.search(text) is not None and (len(options) >= 2 or len(stem) > 5)
