"""A table of a Word document: a bank with a header row, an answer key, options side by side, or a table to show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from examapp.bank_formats.cleaning import compact
from examapp.bank_formats.layouts.tables import SeenTable, seen_table
from examapp.bank_formats.looks import LOOK_LABELS, Look
from examapp.bank_formats.option_texts import lettered_options
from examapp.bank_formats.table import Cell, Grid
from examapp.bank_formats.word.lines import Line

_FEWEST_ROWS = 2
_NUMBER_HEADS = ("题号", "序号", "题目", "编号")
_ANSWER_HEADS = ("答案", "正确答案", "参考答案", "标准答案")
_OPTION = re.compile(r"\s{0,5}[(（]?[A-Ha-hＡ-Ｈ]\s?[.、．:：)）]")


@dataclass(frozen=True, slots=True)
class WordTable:
    """The lines of each cell, row by row; `merged` maps a covered cell to the one with its text."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    merged: Mapping[Cell, Cell] = field(default_factory=dict)

    def texts(self) -> list[list[str]]:
        """Return the text of each cell, its lines below each other."""
        return [["\n".join(line.text for line in cell) for cell in row] for row in self.rows]

    def marked(self) -> Mapping[Look, Mapping[Cell, tuple[str, ...]]]:
        """Return the texts of each cell that are set in a look."""
        found: dict[Look, dict[Cell, tuple[str, ...]]] = {}
        for look in LOOK_LABELS:
            for number, row in enumerate(self.rows):
                for column, cell in enumerate(row):
                    texts = tuple(text for line in cell for text in _texts_in(line, look))
                    if texts:
                        found.setdefault(look, {})[number, column] = texts
        return found


def _texts_in(line: Line, look: Look) -> Iterator[str]:
    for is_marked, group in groupby(
        zip(line.text, line.looks, strict=True), lambda each: bool(each[1] & look)
    ):
        if is_marked:
            yield "".join(character for character, _ in group)


def bank_of_table(table: WordTable, name: str) -> SeenTable | None:
    """Return the table as one that may hold questions; None for any other."""
    texts = table.texts()
    if len(texts) < _FEWEST_ROWS or max(map(len, texts), default=0) < 2:
        return None
    seen = seen_table(Grid(texts, sheet=name, merged=table.merged, marked=table.marked))
    return seen if seen.arrangement is not None else None


def lines_of_table(table: WordTable) -> list[Line]:
    """Return a table as lines: a key's entries, a layout's cells, or markup that shows it as a table."""
    texts = table.texts()
    entries = _key_entries(texts)
    if entries:
        return [_plain("参考答案"), *map(_plain, entries)]
    if _is_layout(texts):
        return [line for row in table.rows for line in _joined_row(row)]
    return [_plain(""), *map(_plain, _markup(texts)), _plain("")]


def _key_entries(texts: Sequence[Sequence[str]]) -> list[str]:
    """Return `1.A 2.B` of a row of numbers above a row of answers, however many such pairs there are."""
    entries = []
    for upper, lower in zip(texts[::2], texts[1::2], strict=False):
        if not upper or not lower:
            return []
        if compact(upper[0]) not in _NUMBER_HEADS or compact(lower[0]) not in _ANSWER_HEADS:
            return []
        pairs = [
            (number, answer) for number, answer in zip(upper[1:], lower[1:], strict=False) if answer.strip()
        ]
        if not all(re.fullmatch(r"\s?\d{1,4}\s?", number) for number, _ in pairs):
            return []
        entries.append("  ".join(f"{number.strip()}.{answer.strip()}" for number, answer in pairs))
    return entries if len(texts) % 2 == 0 else []


def _is_layout(texts: Sequence[Sequence[str]]) -> bool:
    """Return whether the table only sets text side by side: a single column, or options in its cells."""
    if max(map(len, texts), default=0) < 2:
        return True
    cells = [text for row in texts for text in row if text.strip()]
    options = [text for text in cells if _OPTION.match(text)]
    joined = "\n".join(cells)
    return len(options) >= 2 and 2 * len(options) >= len(cells) and len(lettered_options(joined)[1]) >= 2


def _joined_row(row: Sequence[Sequence[Line]]) -> Iterator[Line]:
    for cell in row:
        yield from (line for line in cell if line.text)


def _markup(texts: Sequence[Sequence[str]]) -> Iterator[str]:
    width = max(map(len, texts), default=0)
    for number, row in enumerate(texts):
        cells = [_cell(text) for text in [*row, *[""] * (width - len(row))]]
        yield f"|{'|'.join(cells)}|"
        if not number:
            yield f"|{'---|' * width}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|") or " "


def _plain(text: str) -> Line:
    return Line(text, (Look.PLAIN,) * len(text))
