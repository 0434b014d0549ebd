"""From a paper and its responses to a score, in whole centipoints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from examapp.domain.paper import Paper, PaperItem
from examapp.domain.question_types import QUESTION_TYPES, BadResponse, Response
from examapp.domain.questions import Question, sha256_of


@dataclass(frozen=True, slots=True)
class PaperScore:
    """What a paper earned, in centipoints: in all, by question type, by item; and items answered."""

    total: int
    section_scores: dict[str, int]
    marks: tuple[int, ...]
    answered: int


def grade_paper(
    paper: Paper, questions: Mapping[str, Question], responses: Mapping[int, object]
) -> PaperScore:
    """Return the score of a paper; `questions` by qid, `responses` as sent, by item number from 1.

    A response that can't be read, because the question was revised since, counts as blank. Raises
    KeyError when a question of the paper is missing.
    """
    read = [
        response_to(item, questions[item.qid], responses.get(number))
        for number, item in enumerate(paper.items, start=1)
    ]
    marks = tuple(
        mark_of(item, questions[item.qid], response) for item, response in zip(paper.items, read, strict=True)
    )
    answered = sum(response is not None for response in read)
    return PaperScore(sum(marks), section_scores(paper, marks), marks, answered)


def response_to(item: PaperItem, question: Question, raw: object) -> Response | None:
    """Return what was sent in the bank's terms, None where it is blank or can't be read."""
    try:
        return QUESTION_TYPES[item.qtype].parse(raw, question, item.option_order)
    except BadResponse:
        return None


def mark_of(item: PaperItem, question: Question, response: Response | None) -> int:
    """Return the centipoints that a response earns."""
    return QUESTION_TYPES[item.qtype].grade(question, response, item.points, item.partial_credit)


def section_scores(paper: Paper, marks: Sequence[int]) -> dict[str, int]:
    """Return the sum of the items' marks by question type."""
    scores: dict[str, int] = {}
    for item, mark in zip(paper.items, marks, strict=True):
        scores[item.qtype] = scores.get(item.qtype, 0) + mark
    return scores


def answers_hash(responses: Mapping[int, object]) -> str:
    """Return the hex SHA-256 of the canonical JSON of `{item: response}`.

    Item numbers are strings there and sorted as such ("1", "10", "2"), as in every language's JSON.
    """
    return sha256_of({str(item): response for item, response in responses.items()})
