"""Show a bank to staff: a filtered list of questions, one question with its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.questions import STATUS_ACTIVE, Question, question_from_json
from examapp.markup.picture_names import missing_pictures
from examapp.markup.summaries import summary_of
from examapp.services.paging import Page, page_of
from examapp.services.question_fragments import QuestionFragments, fragments_of
from examapp.storage.banks import Bank, BankQuestion, QuestionRevision
from examapp.storage.current_revisions import is_current_in


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """What a list is narrowed to; an empty value leaves that axis open."""

    qtype: str = ""
    topic: str = ""
    difficulty: int | None = None
    pool: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One line of the list; `summary` is the stem in one line."""

    id: int
    revision: int
    question: Question
    summary: str


@dataclass(frozen=True, slots=True)
class RevisionCard:
    """One revision; `key_text` is the key as people read it, letters in the bank's order.

    `missing_pictures` are names in its texts that stand for no picture.
    """

    number: int
    question: Question
    fragments: QuestionFragments
    missing_pictures: tuple[str, ...]
    key_text: str
    content_hash: str
    created_at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """A question with its revisions, the newest first; the first of them is in force."""

    id: int
    revisions: tuple[RevisionCard, ...]

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


def list_questions(session: Session, *, event_id: int, only: QuestionFilter, page: int) -> Page[QuestionRow]:
    """Return one page of the questions that the filter lets through, in the order they came in."""
    query = _current(event_id, BankQuestion.id, QuestionRevision.number, QuestionRevision.content)
    query = _narrowed(query, only).order_by(BankQuestion.id)
    return page_of(session, query, page, _row)


def show_question(session: Session, *, event_id: int, question_id: int) -> QuestionCard | None:
    """Return the question with its history, None when the event has no such question."""
    query = (
        select(QuestionRevision)
        .join(BankQuestion, BankQuestion.id == QuestionRevision.question_id)
        .join(Bank, Bank.id == BankQuestion.bank_id)
        .where(Bank.event_id == event_id, BankQuestion.id == question_id)
        .order_by(QuestionRevision.number.desc())
    )
    revisions = tuple(_revision(session, row) for row in session.scalars(query).all())
    return QuestionCard(question_id, revisions) if revisions else None


def _current(event_id: int, *columns: Any) -> Select[*tuple[Any, ...]]:
    return select(*columns).where(is_current_in(event_id))


def _narrowed(query: Select[*tuple[Any, ...]], only: QuestionFilter) -> Select[*tuple[Any, ...]]:
    for column, wanted in (
        (QuestionRevision.qtype, only.qtype),
        (QuestionRevision.topic, only.topic),
        (QuestionRevision.difficulty, only.difficulty),
        (QuestionRevision.pool, only.pool),
    ):
        if wanted:
            query = query.where(column == wanted)
    if not only.text:
        return query
    stem = QuestionRevision.content["stem"].as_string()
    return query.where(
        or_(
            stem.icontains(only.text, autoescape=True), BankQuestion.qid.icontains(only.text, autoescape=True)
        )
    )


def _row(question_id: int, revision: int, content: dict[str, Any]) -> QuestionRow:
    question = question_from_json(content)
    return QuestionRow(question_id, revision, question, summary_of(question.stem))


def _revision(session: Session, row: QuestionRevision) -> RevisionCard:
    question = question_from_json(row.content)
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
    )
