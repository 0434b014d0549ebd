"""An event with a small bank, for tests of what staff do with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.questions import Question, question_from_json
from examapp.services.edit_question import create_question
from examapp.storage.audit import AuditEntry
from examapp.storage.banks import BankQuestion, QuestionRevision
from tests import factories

NEW = factories.make_question(900, qid="new-1", stem="氩弧焊用什么气体保护？", tags=("必考",))


def make_bank(session: Session, now: datetime, per_type: int = 3) -> int:
    """The id of an event whose bank holds some imported questions."""
    event = factories.make_event(session, factories.make_competition(session, now))
    factories.make_bank(session, event, now, per_type=per_type)
    return event.id


def write_question(session: Session, event_id: int, now: datetime, question: Question = NEW) -> int:
    """The id of a question that Wang wrote here."""
    return create_question(session, event_id=event_id, question=question, actor="wang", now=now)


def question_named(session: Session, qid: str) -> int:
    """The id of a question by its qid."""
    return session.scalars(select(BankQuestion.id).where(BankQuestion.qid == qid)).one()


def revisions(session: Session, question_id: int) -> list[QuestionRevision]:
    """The revisions of a question, the first one first."""
    query = select(QuestionRevision).where(QuestionRevision.question_id == question_id)
    return list(session.scalars(query.order_by(QuestionRevision.number)))


def in_force(session: Session, question_id: int) -> Question:
    """The question as it is now."""
    return question_from_json(revisions(session, question_id)[-1].content)


def acts(session: Session) -> list[tuple[str, str, str, Any, Any]]:
    """(action, actor, reason, before, after) of every act so far."""
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(each.action, each.actor, each.reason, each.before, each.after) for each in entries]
