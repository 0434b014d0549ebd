"""多选题: one or more options of several, with three schemes of partial credit.

- `exact`: all points for exactly the key, else none. (Moodle's all-or-nothing multiple choice.)
- `half_for_subset`: besides, half the points for some right options and no wrong one.
- `per_option`: each right option earns points / len(key), each wrong one takes as much away, and the
  sum never falls below zero. Moodle's multiple choice gives the same where right options weigh
  100 / n % and wrong ones −100 / n %, n being the number of right options.

Fractions are rounded down to whole centipoints, once, at the end.
"""

from __future__ import annotations

from examapp.domain.question_types.base import Response, expect
from examapp.domain.question_types.option_letters import (
    chosen_options,
    key_letters,
    letters_of,
    right_options,
)
from examapp.domain.questions import Question
from examapp.domain.rules import PartialCredit
from examapp.domain.wording import N_


class Multiple:
    """Grade a set of options."""

    code = "multiple"
    label = N_("多选题")
    position = 20

    def parse(self, raw: object, question: Question, option_order: tuple[str, ...]) -> Response | None:
        """Return the ids of the chosen options; from `["A", "C"]` or `"AC"`."""
        return chosen_options(raw, option_order) or None

    def grade(self, question: Question, response: Response | None, points: int, scheme: PartialCredit) -> int:
        """Return the centipoints that the scheme gives for the chosen options."""
        if not response:
            return 0
        key, chosen = right_options(question), expect(response, frozenset)
        if chosen == key:
            return points
        return _part_of(points, key, chosen, scheme)

    def response_to_text(self, question: Question, response: Response, option_order: tuple[str, ...]) -> str:
        """Return the letters displayed: `A,C`."""
        return letters_of(expect(response, frozenset), option_order)

    def key_to_text(self, question: Question, option_order: tuple[str, ...]) -> str:
        """Return the letters displayed: `A,C`."""
        return key_letters(question, option_order)


def _part_of(points: int, key: frozenset[str], chosen: frozenset[str], scheme: PartialCredit) -> int:
    if scheme == "half_for_subset" and chosen < key:
        return points // 2
    if scheme == "per_option" and key:
        net = len(chosen & key) - len(chosen - key)
        return points * max(0, net) // len(key)
    return 0


TYPE = Multiple()
