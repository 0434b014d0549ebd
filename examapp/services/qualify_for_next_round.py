"""Give those who advanced the right to sit the next round."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.services.audit_log import record
from examapp.services.find_round import find_round, subject_of
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Qualification, Round
from examapp.storage.people import Entry
from examapp.storage.results import FinalsList


class NothingPublished(ExamError):
    """“{round}”还没有公布晋级名单，不能据此确定下一轮的参赛资格。"""

    code = "nothing_published"


def qualify_for_next_round(session: Session, *, round_id: int, actor: str, now: datetime) -> int | None:
    """Make the next round open to those who advanced in the newest published list, and only to them.

    Returns how many may sit it, None when the event has no next round. One who no longer advances loses
    the right unless an attempt was started. Raises NothingPublished.
    """
    round_row = find_round(session, round_id)
    advanced = _advanced_tickets(session, round_row.id)
    if advanced is None:
        raise NothingPublished(round=round_row.name)
    following = _round_after(session, round_row)
    if following is None:
        return None
    return _qualify(session, following, advanced, actor, now)


def qualify_if_published(session: Session, *, round_row: Round, actor: str, now: datetime) -> None:
    """Open a new round to those who advanced in the round before, if its list is published already."""
    previous = session.scalar(
        select(Round).where(Round.event_id == round_row.event_id, Round.number == round_row.number - 1)
    )
    if previous is not None and (advanced := _advanced_tickets(session, previous.id)) is not None:
        _qualify(session, round_row, advanced, actor, now)


def _advanced_tickets(session: Session, round_id: int) -> set[str] | None:
    newest = (
        select(FinalsList.rows).where(FinalsList.round_id == round_id).order_by(FinalsList.version.desc())
    )
    rows = session.scalar(newest.limit(1))
    return None if rows is None else {row["ticket"] for row in rows if row["state"] == "advanced"}


def _round_after(session: Session, round_row: Round) -> Round | None:
    return session.scalar(
        select(Round).where(Round.event_id == round_row.event_id, Round.number == round_row.number + 1)
    )


def _qualify(session: Session, following: Round, advanced: set[str], actor: str, now: datetime) -> int:
    before = _qualified(session, following.id)
    started = set(session.scalars(select(Attempt.entry_id).where(Attempt.round_id == following.id)))
    entries = dict(
        session.execute(
            select(Entry.id, Entry.ticket).where(
                Entry.event_id == following.event_id, Entry.ticket.in_(advanced)
            )
        ).all()
    )
    gone = [entry_id for entry_id in before if entry_id not in entries and entry_id not in started]
    session.execute(
        delete(Qualification).where(Qualification.round_id == following.id, Qualification.entry_id.in_(gone))
    )
    for entry_id in sorted(entries.keys() - before.keys()):
        session.add(Qualification(round_id=following.id, entry_id=entry_id, granted_at=now))
    session.flush()
    after = _qualified(session, following.id)
    if after != before:
        _record(session, following, before, after, actor, now)
    return len(after)


def _record(
    session: Session,
    following: Round,
    before: dict[int, str],
    after: dict[int, str],
    actor: str,
    now: datetime,
) -> None:
    record(
        session,
        now=now,
        actor=actor,
        action="round.qualify",
        subject=subject_of(following),
        before=sorted(before.values()),
        after=sorted(after.values()),
    )


def _qualified(session: Session, round_id: int) -> dict[int, str]:
    query = (
        select(Entry.id, Entry.ticket)
        .join(Qualification, Qualification.entry_id == Entry.id)
        .where(Qualification.round_id == round_id)
    )
    return dict(session.execute(query).all())
