"""What a column of a table without known headers holds, judged by its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from examapp.bank_formats.answer_texts import judgement_of, keys_of
from examapp.bank_formats.cleaning import clean, half_width
from examapp.bank_formats.json_options import options_of_json
from examapp.bank_formats.option_texts import lettered_options
from examapp.bank_formats.question_words import difficulty_of, type_of

SAMPLED_ROWS = 1_000
# Of a hundred cells of one kind, five may be slips.
_NEARLY_ALL = 0.95
_LONGEST_WORD = 12
_DIGITS = re.compile(r"\d(?:[\s,、;.|]?\d)*")
JUDGE_PAIRS = (frozenset("01"), frozenset("12"))


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """The kind of a column: empty, serial, types, letters, judged, answers, two (two digits), digits, options,
    difficulty, text; with the share of filled cells, their mean length and the share of distinct ones."""

    number: int
    kind: str
    filled: float = 0.0
    length: float = 0.0
    distinct: float = 0.0

    @property
    def is_answer(self) -> bool:
        """Whether the cells can be answers."""
        return self.kind in ("letters", "judged", "answers", "two", "digits")


def kind_of_column(number: int, cells: Sequence[str]) -> ColumnKind:
    """Return what the cells of a column have in common."""
    texts = [text for text in map(clean, cells) if text]
    if not texts:
        return ColumnKind(number, "empty")
    return ColumnKind(
        number,
        _kind(texts),
        len(texts) / len(cells),
        sum(map(len, texts)) / len(texts),
        len(set(texts)) / len(texts),
    )


def _kind(texts: Sequence[str]) -> str:
    if _is_serial(texts):
        return "serial"
    if set(texts) <= {"0", "1"} or set(texts) <= {"1", "2"}:
        return "two"
    for kind, test in _TESTS:
        if _share(texts, test) >= _NEARLY_ALL:
            return kind
    return "text"


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, texts)) / len(texts)


def _is_serial(texts: Sequence[str]) -> bool:
    """Return whether the cells count: most go up by one, or begin anew."""
    numbers = [int(text) for text in texts if re.fullmatch(r"\d{1,7}", text)]
    if len(numbers) != len(texts) or len(numbers) < 2:
        return False
    steps = sum(later == earlier + 1 for earlier, later in pairwise(numbers))
    return steps >= 0.8 * (len(numbers) - 1)


def _is_judged(text: str) -> bool:
    return len(text) <= _LONGEST_WORD and judgement_of(text) is not None


def _is_letters(text: str) -> bool:
    """Return whether a cell names options, A to H, each once."""
    keys = keys_of(text) if len(text) <= 2 * _LONGEST_WORD else None
    return keys is not None and keys <= frozenset("ABCDEFGH") and len(half_width(text)) < 4 * len(keys)


def _is_options(text: str) -> bool:
    if options_of_json(text) is not None:
        return True
    before, options = lettered_options(text[:2000])
    return len(options) >= 2 and not before.strip()


_TESTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("types", lambda text: len(text) <= _LONGEST_WORD and type_of(text) is not None),
    ("judged", _is_judged),
    ("letters", _is_letters),
    ("answers", lambda text: _is_letters(text) or _is_judged(text)),
    ("digits", lambda text: len(text) <= _LONGEST_WORD and _DIGITS.fullmatch(text) is not None),
    ("difficulty", lambda text: len(text) <= _LONGEST_WORD and difficulty_of(text) is not None),
    ("options", _is_options),
)
