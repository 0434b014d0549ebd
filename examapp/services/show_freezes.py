"""Show what rounds froze of a bank: which of them, when, how many questions, and the hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from examapp.domain.questions import STATUS_ACTIVE
from examapp.services.freeze_bank import bank_hash
from examapp.storage.banks import BankQuestion, QuestionRevision, RoundQuestion
from examapp.storage.contest import Round
from examapp.storage.current_revisions import is_current_in


@dataclass(frozen=True, slots=True)
class FrozenBank:
    """A bank as one round froze it; `newer` of its questions have been given later revisions since."""

    round_number: int
    round_name: str
    frozen_at: datetime | None
    bank_hash: str
    questions: int
    newer: int


def frozen_banks(session: Session, event_id: int) -> tuple[FrozenBank, ...]:
    """Return what the event's rounds froze, the first round first."""
    newer = func.sum(case((BankQuestion.current_revision > QuestionRevision.number, 1), else_=0))
    query = (
        select(Round, func.count(), newer)
        .join(RoundQuestion, RoundQuestion.round_id == Round.id)
        .join(QuestionRevision, QuestionRevision.id == RoundQuestion.revision_id)
        .join(BankQuestion, BankQuestion.id == QuestionRevision.question_id)
        .where(Round.event_id == event_id)
        .group_by(Round.id)
        .order_by(Round.number)
    )
    return tuple(
        FrozenBank(row.number, row.name, row.opened_at, row.bank_hash, count, int(changed or 0))
        for row, count, changed in session.execute(query)
    )


def bank_hash_now(session: Session, event_id: int) -> str:
    """Return the hash that a round would freeze if it opened now: of the active questions' revisions."""
    query = select(BankQuestion.qid, QuestionRevision.number, QuestionRevision.content_hash).where(
        is_current_in(event_id), QuestionRevision.status == STATUS_ACTIVE
    )
    return bank_hash([qid, number, content_hash] for qid, number, content_hash in session.execute(query))
