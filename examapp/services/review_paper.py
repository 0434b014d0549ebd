"""Show entrants their own paper with their answers and marks, once everything is over and the rules allow it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from examapp.domain.corrections import Corrected
from examapp.domain.errors import ExamError
from examapp.domain.paper import paper_from_json
from examapp.domain.review import ReviewRefusal, review_refusal
from examapp.domain.rules import ReviewPolicy
from examapp.services.applied_corrections import CorrectionNote, corrected_in_round, key_that_counts
from examapp.services.edit_blueprint import round_rules
from examapp.services.own_attempts import own_attempt
from examapp.services.prepared_rounds import PreparedRound, prepared_round
from examapp.services.question_fragments import (
    ShownExplanation,
    SittingItem,
    shown_explanation,
    sitting_item,
)
from examapp.services.show_attempt import response_text
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Round
from examapp.storage.results import Result
from examapp.storage.vault import Vault


class ReviewTooEarly(ExamError):
    """本轮全部结束、成绩公布以后，才能查看自己的试卷。"""

    code = "review_too_early"


class ReviewNotAllowed(ExamError):
    """按本轮规则，不提供查看本人试卷。"""

    code = "review_not_allowed"


class ReviewPaused(ExamError):
    """本赛项还有一轮正在考试，同样的题目可能再次用到；考完以后再来查看自己的试卷。"""

    code = "review_paused"


@dataclass(frozen=True, slots=True)
class Key:
    """What the right answer is and why."""

    answer: str
    explanation: ShownExplanation
    source: str


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One question as it stood on the paper, the own answer and its mark in centipoints.

    `response` is None for a blank; `key` is None unless the rules show keys; `correction` says what became of
    the question since.
    """

    number: int
    qtype: str
    shown: SittingItem
    response: str | None
    is_readable: bool
    mark: int
    points: int
    key: Key | None
    correction: CorrectionNote = ""


@dataclass(frozen=True, slots=True)
class Review:
    """An entrant's own paper by the result that counts now; totals in centipoints."""

    attempt_id: int
    event_name: str
    round_name: str
    total: int
    full_marks: int
    shows_keys: bool
    items: tuple[ReviewItem, ...]

    @property
    def lost_items(self) -> tuple[int, ...]:
        """The numbers of the questions without full marks."""
        return tuple(
            item.number
            for item in self.items
            if item.mark < item.points and item.correction != "void_rescale"
        )


def review_paper(session: Session, vault: Vault, *, entrant_id: int, attempt_id: int) -> Review:
    """Return the paper; raise AttemptNotFound, ReviewTooEarly, ReviewNotAllowed or ReviewPaused."""
    attempt = own_attempt(session, entrant_id=entrant_id, attempt_id=attempt_id)
    if attempt.state == "open":
        raise ReviewTooEarly
    policy = round_rules(session, attempt.round).review
    refusal = refusal_to_review(session, attempt, policy)
    if refusal == "not_allowed":
        raise ReviewNotAllowed
    if refusal == "too_early":
        raise ReviewTooEarly
    if refusal == "paused":
        raise ReviewPaused
    prepared = prepared_round(session, vault, attempt.round_id)
    current = session.scalars(
        select(Result)
        .where(Result.attempt_id == attempt.id, Result.is_current)
        .options(undefer(Result.marks), undefer(Result.responses))
    ).one()
    corrected = corrected_in_round(session, prepared.id, prepared.questions)
    items = tuple(_items(prepared, attempt, current, corrected, shows_keys=policy == "keys"))
    return Review(
        attempt_id=attempt.id,
        event_name=attempt.round.event.name,
        round_name=attempt.round.name,
        total=current.total,
        full_marks=sum(item.points for item in items),
        shows_keys=policy == "keys",
        items=items,
    )


def refusal_to_review(session: Session, attempt: Attempt, policy: ReviewPolicy) -> ReviewRefusal | None:
    """Return why the paper of a closed attempt can't be seen now, None when it can."""
    row = attempt.round
    sat = select(Round.id).where(Round.event_id == row.event_id, Round.state == "open").limit(1)
    return review_refusal(
        policy,
        round_closed=row.state == "closed",
        released=row.scores_released_at is not None,
        bank_in_use=session.scalar(sat) is not None,
    )


def _items(
    prepared: PreparedRound,
    attempt: Attempt,
    result: Result,
    corrected: Mapping[str, Corrected],
    *,
    shows_keys: bool,
) -> Iterator[ReviewItem]:
    questions, fragments = prepared.questions, prepared.fragments
    paper = paper_from_json(attempt.paper)
    for number, (item, mark) in enumerate(zip(paper.items, result.marks, strict=True), start=1):
        question = questions[item.qid]
        response, is_readable = response_text(item, question, result.responses.get(str(number)))
        answer, correction = key_that_counts(item, question, corrected.get(item.qid))
        key = Key(
            answer,
            shown_explanation(fragments[item.qid]),
            question.source,
        )
        yield ReviewItem(
            number=number,
            qtype=item.qtype,
            shown=sitting_item(number, question, fragments[item.qid], item.option_order, item.points),
            response=response,
            is_readable=is_readable,
            mark=mark,
            points=item.points,
            key=key if shows_keys else None,
            correction=correction,
        )
