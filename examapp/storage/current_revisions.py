"""The condition that picks the current revisions of an event's bank."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import InstrumentedAttribute

from examapp.storage.banks import Bank, BankQuestion, QuestionRevision


def is_current_in(event_id: int | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Return the condition that joins Bank, BankQuestion and QuestionRevision to one row per question."""
    return and_(
        Bank.event_id == event_id,
        BankQuestion.bank_id == Bank.id,
        QuestionRevision.question_id == BankQuestion.id,
        QuestionRevision.number == BankQuestion.current_revision,
    )
