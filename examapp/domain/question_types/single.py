"""单选题: one option of several; right or wrong, whatever the scheme of partial credit."""

from __future__ import annotations

from examapp.domain.question_types.base import BadResponse, Response, expect
from examapp.domain.question_types.option_letters import (
    chosen_options,
    key_letters,
    letters_of,
    right_options,
)
from examapp.domain.questions import Question
from examapp.domain.rules import PartialCredit
from examapp.domain.wording import N_


class TooManyOptions(BadResponse):
    """单选题只能选一个选项，请重新选择。"""


class Single:
    """Grade the one option chosen."""

    code = "single"
    label = N_("单选题")
    position = 10

    def parse(self, raw: object, question: Question, option_order: tuple[str, ...]) -> Response | None:
        """Return the chosen option as a set of one id; from `["B"]` or `"B"`."""
        chosen = chosen_options(raw, option_order)
        if len(chosen) > 1:
            raise TooManyOptions
        return chosen or None

    def grade(self, question: Question, response: Response | None, points: int, scheme: PartialCredit) -> int:
        """Return all points for the right option."""
        return points if response and response == right_options(question) else 0

    def response_to_text(self, question: Question, response: Response, option_order: tuple[str, ...]) -> str:
        """Return the letter displayed: `B`."""
        return letters_of(expect(response, frozenset), option_order)

    def key_to_text(self, question: Question, option_order: tuple[str, ...]) -> str:
        """Return the letter displayed: `B`."""
        return key_letters(question, option_order)


TYPE = Single()
