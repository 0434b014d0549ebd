"""What stands in GIFT's braces: choices, short answers, numbers, true and false."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from examapp.bank_formats.answer_texts import ranges_of
from examapp.bank_formats.gift_syntax import show
from examapp.bank_formats.weighted_answers import FULL, WeightedAnswer
from examapp.domain.questions import NumericRange

_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d{1,10})?)%")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}


@dataclass(frozen=True, slots=True)
class GiftAnswer:
    """One answer of a list; `weight` is in percent, `starred` says that it began with `=`."""

    starred: bool
    weight: Decimal | None
    text: str
    feedback: str

    @property
    def weighted(self) -> WeightedAnswer:
        """The answer with what it earns: all when it began with `=` and says nothing else."""
        weight = self.weight if self.weight is not None else FULL if self.starred else Decimal(0)
        return WeightedAnswer(self.text, weight, self.feedback)


def kind_of(body: str) -> str:
    """Return essay, numeric, choice, matching, judge or blank, in the order Moodle decides."""
    if not body:
        return "essay"
    if body.startswith("#"):
        return "numeric"
    if "~" in body:
        return "choice"
    if "=" in body and "->" in body:
        return "matching"
    return "judge" if truth_of(body) is not None else "blank"


def truth_of(body: str) -> bool | None:
    """Return what `{T}`, `{FALSE#feedback}` say; lower case says nothing."""
    return _TRUTH.get(body.partition("#")[0].strip())


def answers_of(body: str) -> list[GiftAnswer]:
    """Return the answers of a list, each begun by `=` or `~`."""
    pieces = re.split(r"([=~])", body)
    first = pieces[0].strip()
    answers = [_answer("=", first)] if first else []
    for sign, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if piece.strip():
            answers.append(_answer(sign, piece.strip()))
    return answers


def numeric_ranges(text: str) -> tuple[NumericRange, ...] | None:
    """Return the range of `1822`, `1822:5` or `1..5`, None when it is no number."""
    return ranges_of(text) if ";" not in text else None


def _answer(sign: str, piece: str) -> GiftAnswer:
    match = _WEIGHT.match(piece)
    weight = Decimal(match[1]) if match else None
    text, _, feedback = (piece[match.end() :] if match else piece).partition("#")
    return GiftAnswer(sign == "=", weight, show(text), show(feedback))
