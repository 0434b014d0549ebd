"""Keys that no column spells in letters: the first option is right, or options are counted from 1 or 0."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from examapp.bank_formats.asks import Ask, Asker, Choice, Example
from examapp.bank_formats.cleaning import excerpt, half_width
from examapp.bank_formats.headers import OPTION_LETTERS
from examapp.bank_formats.layouts.table_rows_seen import SeenRow
from examapp.domain.problems import Problem as Wording
from examapp.domain.problems import as_it_is
from examapp.domain.wording import N_

FIRST_CODE, KEY, NO_KEY = "first_option", "key", "none"
COUNTED_CODE = "option_numbers"
_SHOWN = 4
_FIRST_QUESTION = N_("{count} 题有选项，却没有答案列。第一个选项就是正确答案吗？")
_FIRST_YES = N_("是，每题的第一个选项是正确答案（选项在考试中会乱序）")
_FIRST_NO = N_("不是，文件里没有答案（这些题不读取）")
_FIRST_REASON = N_("{count} 题都没有答案列，这样的文件多半把正确选项写在最前面。请对照例子核对。")
_KEY_OUTCOME = N_("正确答案：{text}")
_NOT_READ = N_("不读取")
_COUNTED_QUESTION = N_("选择题的答案写成数字。第一个选项的数字是几？")
_COUNTED_FROM = N_("第一个选项是 {number}")
_COUNTED_REASON = N_("{count} 题中，最小的数字是 {least}，最大的数字与选项个数相比是 {most}。")
_DIGITS = re.compile(r"\d(?:[\s,、;.|]?\d)*")


@dataclass(frozen=True, slots=True)
class CountedKeys:
    """The rows whose answers count options, and the number of the first one (None while unknown)."""

    rows: tuple[SeenRow, ...]
    first: int | None


def first_option_is_key(rows: Sequence[SeenRow], sheet: str | None, asker: Asker) -> str | None:
    """Ask whether the first option is the key of every question."""
    ask = Ask(
        key=asker.key(FIRST_CODE, sheet),
        question=Wording(_FIRST_QUESTION, {"count": len(rows)}),
        choices=(Choice(KEY, Wording(_FIRST_YES)), Choice(NO_KEY, Wording(_FIRST_NO))),
        examples=tuple(_first_example(row) for row in rows[:_SHOWN]),
        default=KEY,
        reason=Wording(_FIRST_REASON, {"count": len(rows)}),
        sheet=sheet,
    )
    return asker.put(ask)


def counted_keys(rows: Sequence[SeenRow], sheet: str | None, asker: Asker) -> CountedKeys | None:
    """Ask what the first option is counted as, where answers are digits; their range mostly says it."""
    counted = [row for row in rows if row.is_choice and _DIGITS.fullmatch(half_width(row.answer))]
    # Options can be numbers themselves: then the answer quotes one.
    counted = [row for row in counted if half_width(row.answer) not in map(half_width, row.options)]
    if not counted:
        return None
    least = min(min(numbers_of(row.answer)) for row in counted)
    most = max(max(numbers_of(row.answer)) - len(row.options) for row in counted)
    settled = "0" if least == 0 and most < 0 else "1" if least >= 1 and most == 0 else None
    ask = Ask(
        key=asker.key(COUNTED_CODE, sheet),
        question=Wording(_COUNTED_QUESTION),
        choices=tuple(Choice(str(n), Wording(_COUNTED_FROM, {"number": n})) for n in (1, 0)),
        examples=tuple(_counted_example(row) for row in counted[:_SHOWN]),
        default=settled or "1",
        reason=Wording(_COUNTED_REASON, {"count": len(counted), "least": least, "most": f"{most:+d}"}),
        sheet=sheet,
    )
    answer = asker.put(ask, settled)
    return CountedKeys(tuple(counted), None if answer is None else int(answer))


def numbers_of(answer: str) -> list[int]:
    """Return the digits of an answer, one for each option it names."""
    return [int(digit) for digit in re.findall(r"\d", half_width(answer))]


def letters_of(answer: str, first: int) -> str:
    """Return the letters of counted options, a sign that names none for a number that has no option."""
    numbers = [number - first for number in numbers_of(answer)]
    return "".join(OPTION_LETTERS[number] if number >= 0 else "?" for number in numbers)


def _first_example(row: SeenRow) -> Example:
    text = f"{excerpt(row.stem, 60)} — {' / '.join(excerpt(option, 16) for option in row.options[:6])}"
    return Example(text, (Wording(_KEY_OUTCOME, {"text": excerpt(row.options[0], 30)}), Wording(_NOT_READ)))


def _counted_example(row: SeenRow) -> Example:
    text = f"{excerpt(row.stem, 50)} — {' / '.join(excerpt(option, 16) for option in row.options[:6])} — {row.answer}"
    return Example(text, tuple(_counted_outcome(row, first) for first in (1, 0)))


def _counted_outcome(row: SeenRow, first: int) -> Wording:
    chosen = [number - first for number in numbers_of(row.answer)]
    named = [row.options[number] for number in chosen if 0 <= number < len(row.options)]
    if len(named) < len(chosen):
        return Wording(_NOT_READ)
    return Wording(_KEY_OUTCOME, {"text": tuple(as_it_is(excerpt(text, 20)) for text in named)})
