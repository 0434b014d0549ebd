"""材料题: sub-questions on one text; `parts` says how they are read and graded."""

from __future__ import annotations

from examapp.domain.question_types.base import Response
from examapp.domain.question_types.parts import (
    grade_parts,
    keys_to_text,
    read_parts,
    responses_to_text,
    told_with_letters,
)
from examapp.domain.questions import Question
from examapp.domain.rules import PartialCredit
from examapp.domain.wording import N_


class Scenario:
    """Grade the responses to the sub-questions."""

    code = "scenario"
    label = N_("材料题")
    position = 90

    def parse(self, raw: object, question: Question, option_order: tuple[str, ...]) -> Response | None:
        """Return the response to each sub-question; from one flat list of texts."""
        return read_parts(raw, question, option_order)

    def grade(self, question: Question, response: Response | None, points: int, scheme: PartialCredit) -> int:
        """Return all points for all parts right; for some, their weights' share if the scheme is per_option."""
        return grade_parts(question, response, points, scheme)

    def response_to_text(self, question: Question, response: Response, option_order: tuple[str, ...]) -> str:
        """Return each sub-question's number with its response, letters as displayed."""
        return responses_to_text(question, response, option_order, told_with_letters)

    def key_to_text(self, question: Question, option_order: tuple[str, ...]) -> str:
        """Return each sub-question's number with its key, letters as displayed."""
        return keys_to_text(question, option_order, told_with_letters)


TYPE = Scenario()
