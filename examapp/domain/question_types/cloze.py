"""完形填空题: gaps in a text, each with a list to choose from, a blank or a number.

The stem marks the gaps `[[1]]`, `[[2]]`…; `parts` says how they are read and graded.
"""

from __future__ import annotations

from examapp.domain.question_types.base import PlainResponse, Response
from examapp.domain.question_types.option_letters import right_options
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


class Cloze:
    """Grade what was chosen for, or put into, each gap."""

    code = "cloze"
    label = N_("完形填空题")
    position = 80

    def parse(self, raw: object, question: Question, option_order: tuple[str, ...]) -> Response | None:
        """Return the response to each gap; from one flat list of texts."""
        return read_parts(raw, question, option_order)

    def grade(self, question: Question, response: Response | None, points: int, scheme: PartialCredit) -> int:
        """Return all points for all gaps right; for some, their weights' share if the scheme is per_option."""
        return grade_parts(question, response, points, scheme)

    def response_to_text(self, question: Question, response: Response, option_order: tuple[str, ...]) -> str:
        """Return each gap's number with the text chosen or typed, for no letters are shown."""
        return responses_to_text(question, response, option_order, _told_in_words)

    def key_to_text(self, question: Question, option_order: tuple[str, ...]) -> str:
        """Return each gap's number with the text that belongs there."""
        return keys_to_text(question, option_order, _told_in_words)


def _told_in_words(part: Question, response: PlainResponse | None, order: tuple[str, ...]) -> str:
    if part.qtype != "single":
        return told_with_letters(part, response, order)
    chosen = response if isinstance(response, frozenset) else right_options(part)
    return "|".join(option.text for option in part.options if option.id in chosen)


TYPE = Cloze()
