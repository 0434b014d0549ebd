"""Try a question: what an answer would earn under each scheme of partial credit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from examapp.domain.errors import ExamError
from examapp.domain.question_types import QUESTION_TYPES, BadResponse
from examapp.domain.questions import Question
from examapp.domain.rules import PartialCredit

SCHEMES: tuple[PartialCredit, ...] = get_args(PartialCredit)
# Without points of its own a question is tried as one worth a point.
USUAL_POINTS = 100


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it: the answer and the key as people read them, and centipoints by scheme.

    `refusal` says why the answer could not be read; then nothing else is filled.
    """

    given: str = ""
    key: str = ""
    points: int = 0
    marks: tuple[tuple[PartialCredit, int], ...] = ()
    refusal: ExamError | None = None

    @property
    def is_right(self) -> bool:
        """Whether the answer earns full marks."""
        return bool(self.marks) and all(mark == self.points for _, mark in self.marks)


def try_question(question: Question, raw: Sequence[str]) -> Trial:
    """Return what an answer, sent as a form sends it, would earn with the options in the bank's order."""
    kind = QUESTION_TYPES[question.qtype]
    order = question.option_ids
    try:
        response = kind.parse(list(raw), question, order)
    except BadResponse as refusal:
        return Trial(refusal=refusal)
    points = question.points or USUAL_POINTS
    return Trial(
        given=kind.response_to_text(question, response, order) if response is not None else "",
        key=kind.key_to_text(question, order),
        points=points,
        marks=tuple((scheme, kind.grade(question, response, points, scheme)) for scheme in SCHEMES),
    )
