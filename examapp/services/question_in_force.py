"""Find a question as it is in force, and give it a new revision: the only way that it ever changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.question_life import STATUS_DRAFT, Standing
from examapp.domain.question_texts import text_hash
from examapp.domain.questions import STATUS_ACTIVE, Question, question_from_json, question_to_json, sha256_of
from examapp.services.question_switches import reviews_required
from examapp.storage.banks import Bank, BankQuestion, QuestionReview, QuestionRevision
from examapp.storage.contest import Event

ORIGIN_EDITOR = "editor"
ORIGIN_IMPORT = "import"


class QuestionNotFound(ExamError):
    """没有这道题，可能地址有误。请返回题目列表重新选择。"""

    code = "question_not_found"


@dataclass(frozen=True, slots=True)
class QuestionInForce:
    """A question in its current revision, with what decides about its next steps."""

    id: int
    event_code: str
    number: int
    content: dict[str, Any]
    text_hash: str
    standing: Standing

    @property
    def question(self) -> Question:
        """The question itself."""
        return question_from_json(self.content)

    @property
    def subject(self) -> str:
        """What the audit log calls it."""
        return f"event:{self.event_code}/question:{self.standing.qid}"


def question_in_force(session: Session, *, event_id: int, question_id: int) -> QuestionInForce:
    """Return the event's question as it is now; raise QuestionNotFound."""
    found = questions_in_force(session, event_id=event_id, ids=[question_id])
    if not found:
        raise QuestionNotFound
    return found[0]


def lock_question(session: Session, *, event_id: int, question_id: int) -> QuestionInForce:
    """Return the question as it is now, and let nobody else change it before this transaction is over."""
    session.execute(select(BankQuestion.id).where(BankQuestion.id == question_id).with_for_update())
    return question_in_force(session, event_id=event_id, question_id=question_id)


def questions_in_force(
    session: Session, *, event_id: int, ids: Collection[int]
) -> tuple[QuestionInForce, ...]:
    """Return those of the questions that the event has, in the order they came in."""
    query = (
        select(
            BankQuestion.id,
            BankQuestion.qid,
            Event.code,
            Event.review_required,
            QuestionRevision.number,
            QuestionRevision.content,
            QuestionRevision.text_hash,
        )
        .join(Bank, Bank.id == BankQuestion.bank_id)
        .join(Event, Event.id == Bank.event_id)
        .join(QuestionRevision, QuestionRevision.question_id == BankQuestion.id)
        .where(
            Event.id == event_id,
            QuestionRevision.number == BankQuestion.current_revision,
            BankQuestion.id.in_(list(ids)),
        )
        .order_by(BankQuestion.id)
    )
    rows = session.execute(query).all()
    authors, reviewed = _authors(session, ids), _reviewed(session, ids)
    return tuple(_in_force(row, authors[row.id, row.text_hash], reviewed) for row in rows)


def unreviewed_as_drafts(
    session: Session, event_id: int, contents: Mapping[int, dict[str, Any]]
) -> dict[int, dict[str, Any]]:
    """Return, as drafts, those active contents (by question id) that were written here and nobody reviewed.

    Going out with a file and in again is no review.
    """
    texts = {id_: text_hash(each) for id_, each in contents.items() if each["status"] == STATUS_ACTIVE}
    if not texts or not reviews_required(session, event_id):
        return {}
    authors, reviewed = _authors(session, texts), _reviewed(session, texts)
    return {
        id_: {**contents[id_], "status": STATUS_DRAFT}
        for id_, text in texts.items()
        if authors.get((id_, text), ("", ""))[1] == ORIGIN_EDITOR and (id_, text) not in reviewed
    }


def add_revision(
    session: Session,
    before: QuestionInForce,
    question: Question,
    *,
    actor: str,
    now: datetime,
    reason: str = "",
) -> int:
    """Put a new revision in force and return its number; the caller has locked the question."""
    add_revisions(session, [(before, question)], actor=actor, now=now, reason=reason)
    return before.number + 1


def add_revisions(
    session: Session,
    changes: Sequence[tuple[QuestionInForce, Question]],
    *,
    actor: str,
    now: datetime,
    reason: str = "",
) -> None:
    """Put a new revision of each question in force; the caller has locked them."""
    if not changes:
        return
    rows = [
        revision_row(before.id, before.number + 1, question, actor=actor, now=now, reason=reason)
        for before, question in changes
    ]
    session.execute(insert(QuestionRevision), rows)
    current = [{"id": row["question_id"], "current_revision": row["number"]} for row in rows]
    session.execute(update(BankQuestion), current)


def revision_row(
    question_id: int, number: int, question: Question, *, actor: str, now: datetime, reason: str
) -> dict[str, Any]:
    """Return the row of a revision that was written here."""
    content = question_to_json(question)
    return {
        "question_id": question_id,
        "number": number,
        "content": content,
        "content_hash": sha256_of(content),
        "qtype": question.qtype,
        "topic": question.topic,
        "difficulty": question.difficulty,
        "pool": question.pool,
        "status": question.status,
        "created_at": now,
        "actor": actor,
        "origin": ORIGIN_EDITOR,
        "reason": reason,
    }


def _in_force(
    row: Row[*tuple[Any, ...]], first: tuple[str, str], reviewed: set[tuple[int, str]]
) -> QuestionInForce:
    author, origin = first
    standing = Standing(
        qid=row.qid,
        status=row.content["status"],
        author=author,
        written_here=origin == ORIGIN_EDITOR,
        is_reviewed=(row.id, row.text_hash) in reviewed,
        review_required=row.review_required,
    )
    return QuestionInForce(row.id, row.code, row.number, row.content, row.text_hash, standing)


def _authors(session: Session, ids: Collection[int]) -> dict[tuple[int, str], tuple[str, str]]:
    """Return who wrote each text of the questions first, and whether here or in a file."""
    first = (
        select(
            QuestionRevision.question_id,
            QuestionRevision.text_hash,
            func.min(QuestionRevision.number).label("number"),
        )
        .where(QuestionRevision.question_id.in_(list(ids)))
        .group_by(QuestionRevision.question_id, QuestionRevision.text_hash)
        .subquery()
    )
    query = select(
        first.c.question_id, first.c.text_hash, QuestionRevision.actor, QuestionRevision.origin
    ).join(
        QuestionRevision,
        (QuestionRevision.question_id == first.c.question_id) & (QuestionRevision.number == first.c.number),
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in session.execute(query)}


def _reviewed(session: Session, ids: Collection[int]) -> set[tuple[int, str]]:
    query = select(QuestionReview.question_id, QuestionReview.text_hash).where(
        QuestionReview.question_id.in_(list(ids))
    )
    return {(row[0], row[1]) for row in session.execute(query)}
