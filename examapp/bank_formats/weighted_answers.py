"""Answers that each earn a share of the points, as Moodle and QTI weigh them: what of it is a key here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from examapp.bank_formats.cleaning import clean, excerpt
from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.headers import OPTION_LETTERS
from examapp.bank_formats.pinned_options import pinned_ids
from examapp.bank_formats.report import Place
from examapp.domain.questions import BlankAnswer, ChoiceAnswer, NumericAnswer, NumericRange, Option

FULL = Decimal(100)
MOST_POINTS = 1_000_000
# Moodle writes a third as 33.33333; three of them are whole.
_NEARLY_FULL = Decimal("99.9")
_NUMBER = re.compile(r"[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,2})?")


@dataclass(frozen=True, slots=True)
class WeightedAnswer:
    """One answer and the percentage of the points it earns; `fixed` keeps it in its place."""

    text: str
    weight: Decimal
    feedback: str = ""
    fixed: bool = False

    @property
    def is_full(self) -> bool:
        """Whether the answer alone earns everything."""
        return self.weight >= _NEARLY_FULL

    @property
    def is_partial(self) -> bool:
        """Whether the answer earns some of the points."""
        return 0 < self.weight < _NEARLY_FULL


def decimal_of(text: str | None) -> Decimal | None:
    """Return a plain number, None for anything else."""
    word = (text or "").strip()
    if not _NUMBER.fullmatch(word):
        return None
    try:
        return Decimal(word)
    except InvalidOperation:
        return None


def centipoints_of(text: str) -> int | None:
    """Return a number of points in hundredths, None when it is no such number."""
    value = decimal_of(text)
    if value is None or not 0 <= value < MOST_POINTS or value * 100 != int(value * 100):
        return None
    return int(value * 100)


def choice_of(
    answers: Sequence[WeightedAnswer], place: Place, own: ProblemList, *, single: bool, shuffled: bool = True
) -> tuple[ChoiceAnswer, tuple[Option, ...]]:
    """Return key and options; where several may be right, each with a share of the points is."""
    letters = OPTION_LETTERS[: len(answers)]
    lettered = [(letter, clean(answer.text)) for letter, answer in zip(letters, answers, strict=False)]
    kept = pinned_ids(lettered) if shuffled else frozenset(letters)
    kept |= {letter for letter, answer in zip(letters, answers, strict=False) if answer.fixed}
    options = tuple(Option(letter, text, letter in kept) for letter, text in lettered)
    if len(answers) > len(letters):
        own.error("too_many_options", place, count=len(answers), limit=len(letters))
    if has_other_weights(answers, single=single):
        weights = "、".join(f"{answer.weight.normalize():f}%" for answer in answers[:26])
        own.warning("partial_weights", place, text=excerpt(weights))
    right = [answer.is_full if single else answer.weight > 0 for answer in answers]
    keys = frozenset(letter for letter, is_right in zip(letters, right, strict=False) if is_right)
    return ChoiceAnswer(keys), options


def has_other_weights(answers: Sequence[WeightedAnswer], *, single: bool) -> bool:
    """Return whether the weights say more than right and wrong."""
    if single:
        return any(answer.is_partial or answer.weight < 0 for answer in answers)
    positive = {answer.weight for answer in answers if answer.weight > 0}
    negative = {answer.weight for answer in answers if answer.weight < 0}
    return len(positive) > 1 or not negative <= {-FULL, *(-weight for weight in positive)}


def texts_of(answers: Sequence[WeightedAnswer], place: Place, own: ProblemList) -> BlankAnswer | None:
    """Return the texts that earn everything as one blank; name those that earn a part, and wild cards."""
    right = right_answers(answers, place, own)
    for answer in right:
        if "*" in answer.text.replace("\\*", ""):
            own.warning("wildcard_answer", place, text=excerpt(answer.text))
    texts = (clean(answer.text.replace("\\*", "*")) for answer in right)
    unique = tuple(dict.fromkeys(text for text in texts if text))
    return BlankAnswer((unique,)) if unique else None


def numbers_of(
    answers: Sequence[tuple[WeightedAnswer, str]], place: Place, own: ProblemList, unit: str = ""
) -> NumericAnswer | None:
    """Return the ranges of numbers that earn everything; each answer comes with its tolerance."""
    tolerances = {id(answer): tolerance for answer, tolerance in answers}
    ranges = []
    for answer in right_answers([answer for answer, _ in answers], place, own):
        found = range_of(answer.text, tolerances[id(answer)])
        if found is None:
            own.error("unreadable_number", place, text=excerpt(answer.text))
            return None
        ranges.append(found)
    return numeric_answer(tuple(ranges), unit) if ranges else None


def range_of(text: str, tolerance: str) -> NumericRange | None:
    """Return value ± tolerance, None when either is no number."""
    value, spread = decimal_of(text), decimal_of(tolerance or "0")
    if value is None or spread is None:
        return None
    return NumericRange(value - abs(spread), value + abs(spread))


def numeric_answer(ranges: tuple[NumericRange, ...], unit: str) -> NumericAnswer:
    """Return the ranges as an answer, with its unit where there is one."""
    return NumericAnswer(ranges, unit)


def feedback_lines(answers: Sequence[WeightedAnswer]) -> list[str]:
    """Return each answer's own feedback behind the answer it speaks of; `*` is any other."""
    return [
        f"{'其他' if answer.text == '*' else answer.text}：{answer.feedback}"
        for answer in answers
        if answer.feedback
    ]


def right_answers(answers: Sequence[WeightedAnswer], place: Place, own: ProblemList) -> list[WeightedAnswer]:
    """Return the answers that earn everything; name those that earn a part."""
    for answer in answers:
        if answer.is_partial:
            weight = f"{answer.weight.normalize():f}"
            own.warning("partial_answer", place, text=excerpt(answer.text), weight=weight)
    return [answer for answer in answers if answer.is_full]
