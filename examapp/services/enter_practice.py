"""Let an entrant into the practice of an event, unless an attempt of theirs is running there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.services.start_attempt import NotEntered
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Event
from examapp.storage.people import Entry


class AttemptRunning(ExamError):
    """正在答题，交卷后再练：公开的题也可能在您的试卷上。"""

    code = "attempt_running"

    def __init__(self, attempt_id: int, deadline_at: datetime) -> None:
        """Keep which attempt it is and when it ends, so that a page can lead back to it."""
        self.attempt_id = attempt_id
        self.deadline_at = deadline_at
        super().__init__()


@dataclass(frozen=True, slots=True)
class Practiser:
    """An entrant in the practice of one of their events."""

    entrant_id: int
    event_id: int
    event_code: str
    event_name: str
    entry_id: int
    ticket: str
    extra_time_s: int


def enter_practice(session: Session, *, entrant_id: int, event_id: int) -> Practiser:
    """Return who practises what; raise NotEntered for an event of others.

    Raises AttemptRunning while an attempt of this entrant at this event is not closed: public questions can be
    on its paper, and practice tells their keys. Every use case of practice asks here first.
    """
    query = (
        select(Entry, Event, Attempt.id, Attempt.deadline_at)
        .join(Event, Event.id == Entry.event_id)
        .outerjoin(Attempt, and_(Attempt.entry_id == Entry.id, Attempt.state == "open"))
        .where(Entry.entrant_id == entrant_id, Entry.event_id == event_id)
        .limit(1)
    )
    found = session.execute(query).first()
    if found is None:
        raise NotEntered
    entry, event, running, deadline_at = found
    if running:
        raise AttemptRunning(running, deadline_at)
    return Practiser(
        entrant_id=entrant_id,
        event_id=event_id,
        event_code=event.code,
        event_name=event.name,
        entry_id=entry.id,
        ticket=entry.ticket,
        extra_time_s=entry.extra_time_s,
    )
