"""Take an entry out of the contest: it withdrew, or it was disqualified."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.standings import Exclusion
from examapp.services.audit_log import record
from examapp.services.extend_round import EntryNotFound
from examapp.services.find_round import given_reason
from examapp.storage.contest import Event
from examapp.storage.people import Entry


class AlreadyExcluded(ExamError):
    """该报名已经处于这个状态，没有变化。"""

    code = "already_excluded"


def exclude_entry(
    session: Session, *, entry_id: int, exclusion: Exclusion, reason: str, actor: str, now: datetime
) -> None:
    """Set or, with an empty exclusion, lift what keeps an entry out of the ranking.

    Raises EntryNotFound, AlreadyExcluded, ReasonNeeded.
    """
    reason = given_reason(reason)
    query = select(Entry).where(Entry.id == entry_id).with_for_update(key_share=True)
    entry = session.scalar(query, execution_options={"populate_existing": True})
    if entry is None:
        raise EntryNotFound
    if entry.exclusion == exclusion:
        raise AlreadyExcluded
    before, entry.exclusion = entry.exclusion, exclusion
    entry.exclusion_reason = reason if exclusion else ""
    session.flush()
    code = session.scalar(select(Event.code).where(Event.id == entry.event_id))
    record(
        session,
        now=now,
        actor=actor,
        action="entry.exclude",
        subject=f"event:{code} ticket:{entry.ticket}",
        before={"exclusion": before},
        after={"exclusion": exclusion},
        reason=reason,
    )
