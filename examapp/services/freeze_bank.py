"""Freeze the bank a round draws from, and read a bank as it is now or as it was frozen."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from examapp.domain.questions import STATUS_ACTIVE, Question, question_from_json, sha256_of
from examapp.storage.banks import BankQuestion, QuestionRevision, RoundQuestion
from examapp.storage.contest import Round
from examapp.storage.current_revisions import is_current_in


def freeze_bank(session: Session, *, round_id: int) -> str:
    """Note the event's current active revisions as the round's and return the bank's hash."""
    query = select(
        QuestionRevision.id, BankQuestion.qid, QuestionRevision.number, QuestionRevision.content_hash
    ).where(Round.id == round_id, is_current_in(Round.event_id), QuestionRevision.status == STATUS_ACTIVE)
    rows = session.execute(query).all()
    if rows:
        session.execute(
            insert(RoundQuestion), [{"round_id": round_id, "revision_id": row[0]} for row in rows]
        )
    return bank_hash([qid, number, content_hash] for _, qid, number, content_hash in rows)


def bank_hash(revisions: Iterable[list[object]]) -> str:
    """Return the hex SHA-256 of the canonical JSON of the sorted [qid, revision number, content hash]."""
    return sha256_of(sorted(revisions))


def frozen_questions(session: Session, round_id: int) -> list[tuple[Question, int]]:
    """Return the questions frozen for the round, sorted by qid, each with its revision number."""
    query = (
        select(QuestionRevision.content, QuestionRevision.number)
        .join(RoundQuestion, RoundQuestion.revision_id == QuestionRevision.id)
        .where(RoundQuestion.round_id == round_id)
    )
    return _sorted((question_from_json(content), number) for content, number in session.execute(query))


def current_questions(session: Session, event_id: int) -> list[tuple[Question, int]]:
    """Return the active questions of the event's bank as they are now, sorted by qid, with revision numbers."""
    query = select(QuestionRevision.content, QuestionRevision.number).where(
        is_current_in(event_id), QuestionRevision.status == STATUS_ACTIVE
    )
    return _sorted((question_from_json(content), number) for content, number in session.execute(query))


def _sorted(questions: Iterable[tuple[Question, int]]) -> list[tuple[Question, int]]:
    return sorted(questions, key=lambda pair: pair[0].qid)
