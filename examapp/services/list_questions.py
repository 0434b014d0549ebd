"""List a bank's questions for staff: filters, search by any part of a text, sorting, pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from examapp.domain.question_texts import searchable, tags_in, tags_line
from examapp.domain.questions import Question, question_from_json
from examapp.markup.summaries import summary_of
from examapp.services.paging import Page, page_of
from examapp.storage.banks import Bank, BankQuestion, QuestionComment, QuestionReview, QuestionRevision
from examapp.storage.current_revisions import is_current_in

SORTS = ("", "qid", "changed", "topic", "difficulty", "status")


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """What a list is narrowed to; an empty value leaves that axis open.

    `review` is "without" for texts that nobody reviewed, "with" for the others; `comments` is "open" for
    questions with open threads. `sort` is one of SORTS; the empty one is the order they came in.
    """

    qtype: str = ""
    topic: str = ""
    difficulty: int | None = None
    pool: str = ""
    status: str = ""
    tag: str = ""
    review: str = ""
    comments: str = ""
    text: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One line of the list; `summary` is the stem in one line, `threads` counts the open ones."""

    id: int
    revision: int
    question: Question
    summary: str
    changed_at: datetime
    is_reviewed: bool
    threads: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The topics and tags that any question of a bank has, sorted."""

    topics: tuple[str, ...]
    tags: tuple[str, ...]


def list_questions(session: Session, *, event_id: int, only: QuestionFilter, page: int) -> Page[QuestionRow]:
    """Return one page of the questions that the filter lets through, sorted as it says."""
    query = _narrowed(
        select(
            BankQuestion.id,
            QuestionRevision.number,
            QuestionRevision.content,
            QuestionRevision.created_at,
            text_is_reviewed().label("reviewed"),
            _open_threads().label("threads"),
        ),
        event_id,
        only,
    )
    return page_of(session, query.order_by(*_order(only.sort)), page, _row)


def matching_ids(session: Session, *, event_id: int, only: QuestionFilter) -> tuple[int, ...]:
    """Return the ids of all questions that the filter lets through, in the order they came in."""
    query = _narrowed(select(BankQuestion.id), event_id, only).order_by(BankQuestion.id)
    return tuple(session.scalars(query))


def bank_facets(session: Session, event_id: int) -> Facets:
    """Return what the bank can be filtered by."""
    topics = session.scalars(
        select(QuestionRevision.topic).where(is_current_in(event_id), QuestionRevision.topic != "").distinct()
    )
    lines = session.scalars(
        select(QuestionRevision.tags_line)
        .where(is_current_in(event_id), QuestionRevision.tags_line != "")
        .distinct()
    )
    tags = {tag for line in lines for tag in tags_in(line)}
    return Facets(tuple(sorted(topics)), tuple(sorted(tags)))


def text_is_reviewed() -> ColumnElement[bool]:
    """Return the condition that somebody reviewed the text of the revision in the same query."""
    return exists().where(
        QuestionReview.question_id == QuestionRevision.question_id,
        QuestionReview.text_hash == QuestionRevision.text_hash,
    )


def _narrowed(
    query: Select[*tuple[Any, ...]], event_id: int, only: QuestionFilter
) -> Select[*tuple[Any, ...]]:
    query = query.join(Bank, Bank.id == BankQuestion.bank_id)
    query = query.join(
        QuestionRevision,
        (QuestionRevision.question_id == BankQuestion.id)
        & (QuestionRevision.number == BankQuestion.current_revision),
    )
    return query.where(Bank.event_id == event_id, *_conditions(only))


def _conditions(only: QuestionFilter) -> list[ColumnElement[bool]]:
    given = [
        column == wanted
        for column, wanted in (
            (QuestionRevision.qtype, only.qtype),
            (QuestionRevision.topic, only.topic),
            (QuestionRevision.difficulty, only.difficulty),
            (QuestionRevision.pool, only.pool),
            (QuestionRevision.status, only.status),
        )
        if wanted
    ]
    if only.tag:
        given.append(QuestionRevision.tags_line.contains(tags_line([only.tag]), autoescape=True))
    if only.review:
        given.append(text_is_reviewed() if only.review == "with" else ~text_is_reviewed())
    if only.comments:
        given.append(_open_threads() > 0)
    if only.text:
        given.append(QuestionRevision.search_text.contains(searchable(only.text), autoescape=True))
    return given


def _open_threads() -> ColumnElement[int]:
    return (
        select(func.count())
        .where(
            QuestionComment.question_id == BankQuestion.id,
            QuestionComment.thread_id.is_(None),
            QuestionComment.resolved_at.is_(None),
        )
        .correlate(BankQuestion)
        .scalar_subquery()
    )


def _order(sort: str) -> list[ColumnElement[Any]]:
    chosen: dict[str, list[ColumnElement[Any]]] = {
        "qid": [BankQuestion.qid.asc()],
        "changed": [QuestionRevision.created_at.desc()],
        "topic": [QuestionRevision.topic.asc()],
        "difficulty": [func.coalesce(QuestionRevision.difficulty, 99).asc()],
        "status": [QuestionRevision.status.asc()],
    }
    return [*chosen.get(sort, []), BankQuestion.id.asc()]


def _row(
    question_id: int,
    revision: int,
    content: dict[str, Any],
    changed_at: datetime,
    is_reviewed: bool,
    threads: int,
) -> QuestionRow:
    question = question_from_json(content)
    summary = summary_of(question.stem)
    return QuestionRow(question_id, revision, question, summary, changed_at, bool(is_reviewed), threads)
