"""数值题: a number within one of the accepted ranges, ends included; right or wrong.

Numbers are decimal and exact. What a Chinese keyboard makes of a sign and a point (full width characters,
any dash, `。`) is understood, and `,` between groups of three digits; a comma anywhere else is refused,
because nobody knows what it means. The unit of the key, shown beside the field, may be typed after the
number, whatever its width and case; any other one is refused.
"""

from __future__ import annotations

import re
from decimal import Decimal

from examapp.domain.question_types.base import BadResponse, Response, expect, filled, texts_sent
from examapp.domain.question_types.blank import normalised
from examapp.domain.questions import NumericAnswer, NumericRange, Question
from examapp.domain.rules import PartialCredit
from examapp.domain.wording import N_

# Not NFKC: that would read 10² as 102.
_HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
_HALF_WIDTH |= dict.fromkeys(range(0x2010, 0x2015), ord("-"))  # hyphens and dashes
_HALF_WIDTH |= {ord("−"): ord("-"), ord("。"): ord(".")}
# Two digits of exponent at most: 1e999999999 would fill the memory once it is written out.
_NUMBER = re.compile(
    r"[+-]?([0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?|[0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]{1,2})?"
)


class NotANumber(BadResponse):
    """请只填写一个数，例如 12.5 或 -3，不要带单位。"""


class WrongUnit(NotANumber):
    """请填写一个数，单位是 {unit}，不要写别的单位。"""


class Numeric:
    """Grade a number."""

    code = "numeric"
    label = N_("数值题")
    position = 50

    def parse(self, raw: object, question: Question, option_order: tuple[str, ...]) -> Response | None:
        """Return the number; from a string, alone or in a list."""
        texts = filled(texts_sent(raw))
        if not texts:
            return None
        if len(texts) > 1:
            raise NotANumber
        return _number_in(texts[0], _key(question).unit)

    def grade(self, question: Question, response: Response | None, points: int, scheme: PartialCredit) -> int:
        """Return all points for a number in one of the ranges."""
        if response is None:
            return 0
        number = expect(response, Decimal)
        return points if any(r.low <= number <= r.high for r in _key(question).ranges) else 0

    def response_to_text(self, question: Question, response: Response, option_order: tuple[str, ...]) -> str:
        """Return the number written out without an exponent."""
        return format(expect(response, Decimal), "f")

    def key_to_text(self, question: Question, option_order: tuple[str, ...]) -> str:
        """Return the ranges, `4.9~5.1 mm`, with `;` between them; one number where the ends are equal."""
        ranges = ";".join(_range_to_text(accepted) for accepted in _key(question).ranges)
        return f"{ranges} {_key(question).unit}".rstrip()


def number_from(text: str) -> Decimal:
    """Return the number that a person typed; raise NotANumber for anything else."""
    plain = _plain(text)
    if not _NUMBER.fullmatch(plain):
        raise NotANumber
    return Decimal(plain.replace(",", ""))


def _plain(text: str) -> str:
    return text.strip().translate(_HALF_WIDTH).lower()


def _number_in(text: str, unit: str) -> Decimal:
    if not unit:
        return number_from(text)
    for length in range(len(text)):
        number, rest = text[: len(text) - length], text[len(text) - length :]
        if normalised(rest) in ("", normalised(unit)) and _NUMBER.fullmatch(_plain(number)):
            return number_from(number)
    raise WrongUnit(unit=unit)


def _key(question: Question) -> NumericAnswer:
    return expect(question.answer, NumericAnswer)


def _range_to_text(accepted: NumericRange) -> str:
    if accepted.low == accepted.high:
        return format(accepted.low, "f")
    return f"{accepted.low:f}~{accepted.high:f}"


TYPE = Numeric()
