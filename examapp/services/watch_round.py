"""Count what is happening in a round right now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import distinct, func, or_, select
from sqlalchemy.orm import Session

from examapp.services.find_round import find_round
from examapp.storage.attempts import Attempt, JournalRow
from examapp.storage.contest import Qualification, Round
from examapp.storage.people import Entry

RECENTLY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class RoundActivity:
    """Live counts of a round; `overdue` attempts have run out and wait for the next sweep."""

    entries: int
    not_started: int
    sitting: int
    overdue: int
    submitted: int
    closed_by_deadline: int
    closed_by_staff: int
    answers_last_minute: int
    last_activity_at: datetime | None


def watch_round(session: Session, *, round_id: int, now: datetime) -> RoundActivity:
    """Return the live counts; raise RoundNotFound."""
    round_row = find_round(session, round_id)
    closed = _closed_by(session, round_id)
    running = _running(session, round_id, now)
    answers, last_answer = _recent_answers(session, round_id, now)
    entries = count_eligible(session, round_row)
    return RoundActivity(
        entries=entries,
        not_started=max(0, entries - _count_started(session, round_id)),
        sitting=running.get(True, 0),
        overdue=running.get(False, 0),
        submitted=closed.get("entrant", 0),
        closed_by_deadline=closed.get("deadline", 0),
        closed_by_staff=closed.get("staff", 0),
        answers_last_minute=answers,
        last_activity_at=_latest(last_answer, *_attempt_times(session, round_row)),
    )


def count_eligible(session: Session, round_row: Round) -> int:
    """Return how many may sit the round: every entry in the first one, those qualified in a later one."""
    query = select(func.count()).where(Entry.event_id == round_row.event_id, Entry.exclusion == "")
    if round_row.number > 1:
        query = query.where(Qualification.entry_id == Entry.id, Qualification.round_id == round_row.id)
    return session.scalar(query) or 0


def _count_started(session: Session, round_id: int) -> int:
    # Without those excluded since they started: they are not among the eligible either.
    query = select(func.count(distinct(Attempt.entry_id))).join(Attempt.entry)
    return session.scalar(query.where(Attempt.round_id == round_id, Entry.exclusion == "")) or 0


def _closed_by(session: Session, round_id: int) -> dict[str, int]:
    query = (
        select(Attempt.closed_by, func.count())
        .where(Attempt.round_id == round_id, Attempt.state == "closed")
        .group_by(Attempt.closed_by)
    )
    return dict(session.execute(query).all())


def _running(session: Session, round_id: int, now: datetime) -> dict[bool, int]:
    query = select(Attempt.deadline_at).where(Attempt.round_id == round_id, Attempt.state == "open")
    in_time = [deadline_at > now for deadline_at in session.scalars(query)]
    return {True: in_time.count(True), False: in_time.count(False)}


def _recent_answers(session: Session, round_id: int, now: datetime) -> tuple[int, datetime | None]:
    """Return how many entries came in the last minute and when the last one did.

    Only attempts that were running in that minute are read, however large the journal has grown.
    """
    since = now - RECENTLY
    query = (
        select(func.count(), func.max(JournalRow.received_at))
        .join(Attempt, Attempt.id == JournalRow.attempt_id)
        .where(Attempt.round_id == round_id, JournalRow.received_at > since)
        .where(or_(Attempt.state == "open", Attempt.closed_at > since))
    )
    count, last = session.execute(query).one()
    return count, last


def _attempt_times(session: Session, round_row: Round) -> tuple[datetime | None, datetime | None]:
    query = select(func.max(Attempt.started_at), func.max(Attempt.closed_at))
    return session.execute(query.where(Attempt.round_id == round_row.id)).one()


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)
