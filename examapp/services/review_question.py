"""Put a question, what was answered and its key side by side."""

from __future__ import annotations

from dataclasses import dataclass

from examapp.domain.grading import mark_of, response_to
from examapp.domain.paper import CHOICE_QTYPES, PaperItem
from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.questions import BlankAnswer, Question
from examapp.services.question_fragments import (
    QuestionFragments,
    ShownExplanation,
    SittingItem,
    shown_explanation,
    sitting_item,
)


@dataclass(frozen=True, slots=True)
class ReviewedQuestion:
    """One question with answer and key.

    `chosen` and `right` are letters for 单选 and 多选; else `given` and `key` are texts, one for each blank, of
    which a 判断's are words to translate. `mark` is in centipoints.
    """

    item: SittingItem
    is_blank: bool
    chosen: frozenset[str]
    right: frozenset[str]
    given: tuple[str, ...]
    key: tuple[str, ...]
    mark: int
    explanation: ShownExplanation
    source: str

    @property
    def is_right(self) -> bool:
        """Whether it earned full marks."""
        return self.mark == self.item.points

    @property
    def is_incomplete(self) -> bool:
        """Whether nothing wrong was chosen, but not all that is right."""
        return bool(self.chosen) and self.chosen < self.right


def review_question(
    number: int, item: PaperItem, question: Question, fragments: QuestionFragments, raw: object
) -> ReviewedQuestion:
    """Return the question of a paper with the response as sent and its key; only once its key may be seen."""
    response = response_to(item, question, raw)
    kind = QUESTION_TYPES[item.qtype]
    key = kind.key_to_text(question, item.option_order)
    given = kind.response_to_text(question, response, item.option_order) if response is not None else ""
    has_options = item.qtype in CHOICE_QTYPES
    return ReviewedQuestion(
        item=sitting_item(number, question, fragments, item.option_order, item.points),
        is_blank=response is None,
        chosen=frozenset(given.split(",")) - {""} if has_options else frozenset(),
        right=frozenset(key.split(",")) if has_options else frozenset(),
        given=() if has_options else _texts_given(question, response, given),
        key=() if has_options else _texts_of_key(question, key),
        mark=mark_of(item, question, response),
        explanation=shown_explanation(fragments),
        source=question.source,
    )


def _texts_given(question: Question, response: object, given: str) -> tuple[str, ...]:
    blanks = isinstance(question.answer, BlankAnswer)
    return response if blanks and isinstance(response, tuple) else (given,)


def _texts_of_key(question: Question, key: str) -> tuple[str, ...]:
    if isinstance(question.answer, BlankAnswer):
        return tuple(" / ".join(accepted) for accepted in question.answer.blanks)
    return (key,)
