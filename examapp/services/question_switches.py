"""The switch of an event that asks for a review of what is written here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.services.audit_log import record
from examapp.storage.contest import Event


def reviews_required(session: Session, event_id: int) -> bool:
    """Return whether a question written here must be reviewed by somebody else before it is drawn."""
    return bool(session.scalar(select(Event.review_required).where(Event.id == event_id)))


def require_reviews(session: Session, *, event_id: int, required: bool, actor: str, now: datetime) -> None:
    """Switch it on or off; what has been reviewed stays so."""
    event = session.get_one(Event, event_id)
    if event.review_required == required:
        return
    event.review_required = required
    session.flush()
    record(
        session,
        now=now,
        actor=actor,
        action="bank.reviews",
        subject=f"event:{event.code}",
        before={"review_required": not required},
        after={"review_required": required},
    )
