"""排序题: the options in the right order; a position for each of them.

All options must be right for the points, except under the scheme `per_option`: there each option at its own
position earns points / number of options, rounded down to whole centipoints once, at the end (Moodle's
ordering questions call this "absolute position"; QTI's match_correct is `exact`). A position given to several
options is right for none of them: it says no order.
"""

from __future__ import annotations

import re
from collections import Counter
from string import ascii_uppercase

from examapp.domain.question_types.base import BadResponse, Response, expect, texts_sent
from examapp.domain.questions import OrderAnswer, Question
from examapp.domain.rules import PartialCredit
from examapp.domain.wording import N_

_POSITION = re.compile(r"[1-9][0-9]?")


class Ordering:
    """Grade the position given to each option."""

    code = "ordering"
    label = N_("排序题")
    position = 70

    def parse(self, raw: object, question: Question, option_order: tuple[str, ...]) -> Response | None:
        """Return a position for each option in the bank's order, "" where open; from one for each displayed."""
        positions = [text.strip() for text in texts_sent(raw)]
        if not any(positions):
            return None
        if len(positions) > len(option_order) or not all(map(_is_open_or_position, positions)):
            raise BadResponse
        given = dict(zip(option_order, positions, strict=False))
        if any(int(position) > len(question.options) for position in positions if position):
            raise BadResponse
        return tuple(given.get(option.id, "") for option in question.options)

    def grade(self, question: Question, response: Response | None, points: int, scheme: PartialCredit) -> int:
        """Return all points for the right order; for some positions, their share if the scheme is per_option."""
        key = _key(question)
        if response is None or not key:
            return 0
        given = expect(response, tuple)
        times = Counter(given)
        right = sum(
            position == str(key.index(option.id) + 1) and times[position] == 1
            for option, position in zip(question.options, given, strict=True)
        )
        if right == len(key):
            return points
        return points * right // len(key) if scheme == "per_option" else 0

    def response_to_text(self, question: Question, response: Response, option_order: tuple[str, ...]) -> str:
        """Return the letters displayed by position: `C>A>B`; `?` for an open one, `A=B` for one given twice."""
        letters = _letters(option_order)
        at: dict[str, list[str]] = {}
        for option, position in zip(question.options, expect(response, tuple), strict=True):
            at.setdefault(position, []).append(letters[option.id])
        wanted = (str(number) for number in range(1, len(question.options) + 1))
        return ">".join("=".join(sorted(at.get(position, ["?"]))) for position in wanted)

    def key_to_text(self, question: Question, option_order: tuple[str, ...]) -> str:
        """Return the letters displayed in the right order: `C>A>B`."""
        key, letters = _key(question), _letters(option_order)
        return ">".join(letters[option_id] for option_id in key)


def _is_open_or_position(text: str) -> bool:
    return not text or _POSITION.fullmatch(text) is not None


def _key(question: Question) -> tuple[str, ...]:
    return expect(question.answer, OrderAnswer).order


def _letters(option_order: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(option_order, ascii_uppercase, strict=False))


TYPE = Ordering()
