"""The ask about a table that isn't recognised: what is each column?"""

from __future__ import annotations

import re

from examapp.bank_formats.asks import Ask, AskedColumn, Asker, Choice
from examapp.bank_formats.cleaning import clean, excerpt
from examapp.bank_formats.draft import FIELD_LABELS
from examapp.bank_formats.headers import OPTION_LETTERS, SERIAL, Columns, column_letters, field_of
from examapp.bank_formats.layouts.arranging import NO_HEADER, Arrangement, arranged_by_answer
from examapp.bank_formats.table import Grid
from examapp.domain.problems import Problem as Wording
from examapp.domain.wording import N_

COLUMNS_CODE, HEADER_CODE = "columns", "header"
YES, NO = "yes", "no"
_SHOWN = 4
_MOST_COLUMNS = 60
# What a person can choose for a column, besides options by letter; the order is that of the list shown.
CHOOSABLE = (
    *("stem", "answer", "options", "qtype", "explanation", "topic", "difficulty", "points", "qid", "tags"),
    *("source", "pool", "image", "status", "event", "pinned", "blank_order"),
)
CHOOSABLE_OPTIONS = "ABCDEFGHIJ"
_QUESTION = N_("没有认出这张表的列。每一列是什么？至少要选“题干”。")
_HEADER_QUESTION = N_("第一行是列名，还是题目？")
_HEADER_YES = N_("第一行是列名，不是题目")
_HEADER_NO = N_("第一行就是题目")
_REASON = N_("根据列名和内容预先选好，请核对。")


def fields_of_answer(answer: str) -> list[str] | None:
    """Return the field of each column of an answer such as `serial,stem,A,B,答案`; None if a word is unknown.

    A dash or nothing stands for a column that isn't read; Chinese column names are understood too.
    """
    fields = []
    for word in re.split(r"[,，]", answer[:2000]):
        word = word.strip()
        name = word if word in (*FIELD_LABELS, SERIAL) else field_of(word)
        if word not in ("", "-") and name is None:
            return None
        fields.append(name or "")
    return fields


def ask_columns(grid: Grid, proposal: Arrangement, asker: Asker) -> Arrangement | None:
    """Ask about the columns and the first row, with what was guessed as defaults; return what was answered."""
    width = min(max(map(len, grid.rows), default=0), _MOST_COLUMNS)
    header_row = proposal.header_row
    columns = tuple(_column(grid, number, header_row, proposal.columns) for number in range(width))
    ask = Ask(
        key=asker.key(COLUMNS_CODE, grid.sheet),
        question=Wording(_QUESTION),
        columns=columns,
        default=answer_of_columns(proposal.columns, width),
        reason=Wording(_REASON),
        sheet=grid.sheet,
    )
    header = Ask(
        key=asker.key(HEADER_CODE, grid.sheet),
        question=Wording(_HEADER_QUESTION),
        choices=(Choice(YES, Wording(_HEADER_YES)), Choice(NO, Wording(_HEADER_NO))),
        default=NO if header_row == NO_HEADER else YES,
        sheet=grid.sheet,
    )
    fields = asker.put(ask, is_valid=_names_a_stem)
    has_header = asker.put(header, header.default) == YES
    if fields is None:
        return None
    first = next((row for row, texts in enumerate(grid.rows) if any(map(clean, texts))), 0)
    chosen_row = max(header_row, first) if has_header else NO_HEADER
    return arranged_by_answer(fields_of_answer(fields) or [], chosen_row)


def _names_a_stem(answer: str) -> bool:
    return "stem" in (fields_of_answer(answer) or [])


def answer_of_columns(columns: Columns, width: int) -> str:
    """Return the answer that says what the columns hold."""
    names = (columns.fields.get(number, "-") for number in range(width))
    return ",".join(name.removeprefix("option ") for name in names)


def _column(grid: Grid, number: int, header_row: int, columns: Columns) -> AskedColumn:
    header = excerpt(grid.merged_at(header_row, number), 30) if header_row != NO_HEADER else ""
    below = (clean(grid.at(row, number)) for row in range(header_row + 1, min(len(grid.rows), 500)))
    examples = [excerpt(text, 40) for text in below if text][:_SHOWN]
    return AskedColumn(column_letters(number), header, tuple(examples), columns.fields.get(number, ""))


assert set(CHOOSABLE) <= set(FIELD_LABELS)  # noqa: S101 - a list of this module against one of another
assert set(CHOOSABLE_OPTIONS) <= set(OPTION_LETTERS)  # noqa: S101 - as above
