"""The rows of an arranged table as far as asking needs them: type, answer, options, explanation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from examapp.bank_formats.cleaning import clean
from examapp.bank_formats.headers import ENGLISH, Columns
from examapp.bank_formats.json_options import options_of_json
from examapp.bank_formats.option_texts import options_of_cell
from examapp.bank_formats.question_words import CHOICE, type_of
from examapp.bank_formats.table import Grid, section_of


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row with a stem; `qtype` is what its cell or the heading above says, None where neither says it."""

    number: int
    stem: str
    written_type: str
    qtype: str | None
    answer: str
    options: tuple[str, ...]
    explanation: str

    @property
    def is_judge(self) -> bool:
        """Whether it is a 判断题, said so or without options."""
        return self.qtype == "judge" or (self.qtype is None and not self.options)

    @property
    def is_choice(self) -> bool:
        """Whether it is a question with options to choose from."""
        return bool(self.options) and self.qtype in (None, "single", "multiple", CHOICE)


def seen_rows(grid: Grid, header_row: int, columns: Columns) -> list[SeenRow]:
    """Return every row with a stem below the header row."""
    return list(_rows(grid, header_row, columns))


def _rows(grid: Grid, header_row: int, columns: Columns) -> Iterator[SeenRow]:
    column_of = columns.column_of
    options = [
        column
        for name, column in column_of.items()
        if name.startswith("option ") and not name.endswith(ENGLISH)
    ]
    hint = grid.sheet or ""

    def text(row: int, name: str) -> str:
        return clean(grid.merged_at(row, column_of[name])) if name in column_of else ""

    for row in range(header_row + 1, len(grid.rows)):
        section = section_of(grid.rows[row])
        hint = section or hint
        if section or not text(row, "stem"):
            continue
        written = text(row, "qtype")
        found = [clean(grid.at(row, column)) for column in options]
        found += [option for _, option in _options_of(text(row, "options"))]
        yield SeenRow(
            row,
            text(row, "stem"),
            written,
            type_of(written) if written else type_of(hint),
            text(row, "answer"),
            tuple(filter(None, found)),
            text(row, "explanation"),
        )


def _options_of(cell: str) -> list[tuple[str, str]]:
    if not cell:
        return []
    found = options_of_json(cell)
    return options_of_cell(cell) if found is None else found
