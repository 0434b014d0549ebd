"""Show one question of a bank to staff: what it says, who changed what, and which rounds drew from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from examapp.domain.question_life import Standing
from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.questions import STATUS_ACTIVE, Question, question_from_json
from examapp.markup.picture_names import missing_pictures
from examapp.services.compare_revisions import FieldChange, changes_between
from examapp.services.discuss_question import Thread, threads_of
from examapp.services.question_fragments import QuestionFragments, fragments_of
from examapp.services.question_in_force import ORIGIN_IMPORT, question_in_force
from examapp.storage.banks import Bank, BankQuestion, QuestionReview, QuestionRevision, RoundQuestion
from examapp.storage.contest import Round
from examapp.storage.current_revisions import is_current_in


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """That somebody reviewed a revision."""

    reviewer: str
    reviewed_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class RevisionCard:
    """One revision; `key_text` is the key as people read it, letters in the bank's order.

    `missing_pictures` are names in its texts that stand for no picture. `changes` is what it changed in the
    one before, `reviews` who reviewed it, `rounds` the names of those that froze it.
    """

    number: int
    question: Question
    fragments: QuestionFragments
    missing_pictures: tuple[str, ...]
    key_text: str
    content_hash: str
    created_at: datetime
    actor: str
    reason: str
    is_import: bool
    changes: tuple[FieldChange, ...]
    reviews: tuple[ReviewNote, ...]
    rounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """A question with its revisions, the newest first; the first of them is in force."""

    id: int
    revisions: tuple[RevisionCard, ...]
    threads: tuple[Thread, ...]
    standing: Standing

    @property
    def current(self) -> RevisionCard:
        """The revision in force."""
        return self.revisions[0]


def bank_topics(session: Session, event_id: int) -> tuple[str, ...]:
    """Return the topics of the questions in use, sorted."""
    query = _current(event_id, QuestionRevision.topic).where(
        QuestionRevision.status == STATUS_ACTIVE, QuestionRevision.topic != ""
    )
    return tuple(sorted(session.scalars(query.distinct())))


def show_question(session: Session, *, event_id: int, question_id: int) -> QuestionCard | None:
    """Return the question with its history, None when the event has no such question."""
    query = (
        select(QuestionRevision)
        .join(BankQuestion, BankQuestion.id == QuestionRevision.question_id)
        .join(Bank, Bank.id == BankQuestion.bank_id)
        .where(Bank.event_id == event_id, BankQuestion.id == question_id)
        .order_by(QuestionRevision.number.desc())
    )
    rows = session.scalars(query).all()
    if not rows:
        return None
    return QuestionCard(
        question_id,
        _revisions(session, question_id, rows),
        threads_of(session, question_id),
        question_in_force(session, event_id=event_id, question_id=question_id).standing,
    )


def _current(event_id: int, *columns: Any) -> Select[*tuple[Any, ...]]:
    return select(*columns).where(is_current_in(event_id))


def _revisions(
    session: Session, question_id: int, rows: Sequence[QuestionRevision]
) -> tuple[RevisionCard, ...]:
    """Return the cards of the revisions, which come newest first."""
    reviews, rounds = _reviews(session, question_id), _rounds(session, question_id)
    questions = [question_from_json(row.content) for row in rows]
    before = [*questions[1:], None]
    return tuple(
        _revision(session, row, question, changes_between(earlier, question), reviews, rounds)
        for row, question, earlier in zip(rows, questions, before, strict=True)
    )


def _revision(
    session: Session,
    row: QuestionRevision,
    question: Question,
    changes: tuple[FieldChange, ...],
    reviews: Mapping[int, tuple[ReviewNote, ...]],
    rounds: Mapping[int, tuple[str, ...]],
) -> RevisionCard:
    order = question.option_ids
    key_text = QUESTION_TYPES[question.qtype].key_to_text(question, order)
    return RevisionCard(
        number=row.number,
        question=question,
        fragments=fragments_of(session, [question])[question.qid],
        missing_pictures=missing_pictures(question),
        key_text=key_text,
        content_hash=row.content_hash,
        created_at=row.created_at,
        actor=row.actor,
        reason=row.reason,
        is_import=row.origin == ORIGIN_IMPORT,
        changes=changes,
        reviews=reviews.get(row.number, ()),
        rounds=rounds.get(row.number, ()),
    )


def _reviews(session: Session, question_id: int) -> dict[int, tuple[ReviewNote, ...]]:
    query = (
        select(QuestionReview)
        .where(QuestionReview.question_id == question_id)
        .order_by(QuestionReview.reviewed_at, QuestionReview.id)
    )
    found: dict[int, tuple[ReviewNote, ...]] = {}
    for row in session.scalars(query):
        note = ReviewNote(row.reviewer, row.reviewed_at, row.note)
        found[row.revision] = (*found.get(row.revision, ()), note)
    return found


def _rounds(session: Session, question_id: int) -> dict[int, tuple[str, ...]]:
    query = (
        select(QuestionRevision.number, Round.name)
        .join(RoundQuestion, RoundQuestion.revision_id == QuestionRevision.id)
        .join(Round, Round.id == RoundQuestion.round_id)
        .where(QuestionRevision.question_id == question_id)
        .order_by(Round.number)
    )
    found: dict[int, tuple[str, ...]] = {}
    for number, name in session.execute(query):
        found[number] = (*found.get(number, ()), name)
    return found
