"""The rows of an arranged table as far as asking needs them: type, answer, options, explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from examapp.bank_formats.answer_texts import judgement_of, keys_of
from examapp.bank_formats.cleaning import clean, half_width
from examapp.bank_formats.headers import ENGLISH, Columns
from examapp.bank_formats.json_options import options_of_json
from examapp.bank_formats.option_texts import lettered_options, options_of_cell
from examapp.bank_formats.question_words import CHOICE, type_of
from examapp.bank_formats.table import Grid, section_of

OWN_NUMBER = re.compile(r"\s{0,5}(?:\d{1,4}\s{0,2}[、．]|\d{1,4}\.(?!\d)|[(（]\d{1,4}[)）])\s{0,5}(?=\S)")
_FEWEST_NUMBERED = 3
_NEARLY_ALL = 0.9
_LOOKED_AT = 200


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
    # The stem without its options, and these, where they stand in the stem's cell.
    parted: tuple[str, tuple[tuple[str, str], ...]] | None = None

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


def stems_have_numbers(stems: Sequence[str]) -> bool:
    """Return whether nearly every stem begins with a number of its own: `1、`, `（2）`, `3.`."""
    filled = [stem for stem in stems if stem.strip()]
    numbered = sum(OWN_NUMBER.match(stem) is not None for stem in filled)
    return numbered >= _FEWEST_NUMBERED and numbered >= _NEARLY_ALL * len(filled)


def may_need_settling(grid: Grid, header_row: int, columns: Columns) -> bool:
    """Return whether any cell can be a code or a count; most tables have none, and are large.

    Looks at every different pair of type and answer once.
    """
    if "answer" not in columns.names:
        return True
    column_of = columns.column_of
    first = range(header_row + 1, min(len(grid.rows), header_row + 1 + _LOOKED_AT))
    if stems_have_numbers([grid.at(row, column_of["stem"]) for row in first]):
        return True
    options = [column for name, column in column_of.items() if name.startswith("option")]
    answer, qtype = column_of["answer"], column_of.get("qtype")
    pairs = {
        (
            row[qtype] if qtype is not None and qtype < len(row) else "",
            row[answer] if answer < len(row) else "",
            any(row[column] for column in options if column < len(row)),
        )
        for row in grid.rows[header_row + 1 :]
    }
    has_answers = any(text for _, text, _ in pairs)
    return not has_answers or any(_is_sign(*pair) for pair in pairs)


def _is_sign(written_type: str, answer: str, has_options: bool) -> bool:
    """Return whether a type is written as a code, or an answer as a number, a letter without options, or (1)…"""
    code = half_width(written_type) if len(written_type) < 8 else ""
    if code and len(code) <= 2 and type_of(code) is None:
        return True
    sign = half_width(answer[:12])
    if sign[:1].isdigit() or sign[:1] in ("(", "①"):
        return True
    return not has_options and keys_of(sign) is not None and judgement_of(sign) is None


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
        seen = SeenRow(
            row,
            text(row, "stem"),
            written,
            type_of(written) if written else type_of(hint),
            text(row, "answer"),
            tuple(filter(None, found)),
            text(row, "explanation"),
        )
        yield _with_options_of_stem(seen)


def _with_options_of_stem(row: SeenRow) -> SeenRow:
    """Return the row with the options that its stem holds, where it has no others and could have some."""
    if row.options or row.qtype not in (None, "single", "multiple", CHOICE):
        return row
    stem, options = lettered_options(row.stem)
    if len(options) < 2 or not stem.strip():
        return row
    return replace(
        row,
        stem=stem.strip(),
        options=tuple(text for _, text in options),
        parted=(stem.strip(), tuple(options)),
    )


def _options_of(cell: str) -> list[tuple[str, str]]:
    if not cell:
        return []
    found = options_of_json(cell)
    return options_of_cell(cell) if found is None else found
