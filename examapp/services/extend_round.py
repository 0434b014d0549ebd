"""Give time: to everybody sitting after an outage, to the window, or to one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.timing import Extension, Window, deadline
from examapp.services.audit_log import record
from examapp.services.edit_blueprint import round_rules
from examapp.services.find_round import RoundNotOpen, given_reason, lock_round, subject_of
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Event, Round, RoundExtension
from examapp.storage.people import Entry

LONGEST_S = 24 * 3600


class BadExtension(ExamError):
    """加时必须大于 0 且不超过 24 小时。"""

    code = "bad_extension"


class WindowOnlyLonger(ExamError):
    """轮次开放后，结束时间只能推后，不能提前；要提前结束请使用“结束本轮”。"""

    code = "window_only_longer"


class EntryNotFound(ExamError):
    """没有这条报名记录，请核对后重试。"""

    code = "entry_not_found"


@dataclass(frozen=True, slots=True)
class Prolonged:
    """How many running attempts now end later."""

    attempts: int


def extend_round(
    session: Session, *, round_id: int, seconds: int, reason: str, actor: str, now: datetime
) -> Prolonged:
    """Give everybody who is sitting now that much more time.

    Raises RoundNotOpen, BadExtension, ReasonNeeded.
    """
    reason, seconds = given_reason(reason), _checked(seconds)
    round_row = _open_round(session, round_id)
    session.add(
        RoundExtension(round_id=round_id, granted_at=now, seconds=seconds, reason=reason, actor=actor)
    )
    session.flush()
    prolonged = _recompute_all(session, round_row)
    record(
        session,
        now=now,
        actor=actor,
        action="round.extend",
        subject=subject_of(round_row),
        after={"seconds": seconds, "attempts": prolonged.attempts},
        reason=reason,
    )
    return prolonged


def extend_window(
    session: Session, *, round_id: int, closes_at: datetime, reason: str, actor: str, now: datetime
) -> Prolonged:
    """Let the window of an open round end later; attempts that it would have cut short get their full time.

    Raises RoundNotOpen, WindowOnlyLonger, ReasonNeeded.
    """
    reason = given_reason(reason)
    round_row = _open_round(session, round_id)
    before = round_row.closes_at
    if closes_at <= before:
        raise WindowOnlyLonger
    round_row.closes_at = closes_at
    session.flush()
    prolonged = _recompute_all(session, round_row)
    record(
        session,
        now=now,
        actor=actor,
        action="round.extend_window",
        subject=subject_of(round_row),
        before={"closes_at": before.isoformat()},
        after={"closes_at": closes_at.isoformat(), "attempts": prolonged.attempts},
        reason=reason,
    )
    return prolonged


def grant_extra_time(
    session: Session, *, entry_id: int, seconds: int, reason: str, actor: str, now: datetime
) -> Prolonged:
    """Give one person more time in every sitting of the event, a running one included.

    Raises EntryNotFound, BadExtension, ReasonNeeded.
    """
    reason, seconds = given_reason(reason), _checked(seconds)
    query = select(Entry).where(Entry.id == entry_id).with_for_update(key_share=True)
    entry = session.scalar(query, execution_options={"populate_existing": True})
    if entry is None:
        raise EntryNotFound
    before, entry.extra_time_s = entry.extra_time_s, _checked(entry.extra_time_s + seconds)
    session.flush()
    _lock_open_rounds(session, entry.event_id)
    prolonged = 0
    for attempt in _open_attempts(session, select(Attempt).where(Attempt.entry_id == entry_id)):
        prolonged += _recompute(session, attempt.round, [attempt]).attempts
    code = session.scalar(select(Event.code).where(Event.id == entry.event_id))
    record(
        session,
        now=now,
        actor=actor,
        action="entry.extra_time",
        subject=f"event:{code} ticket:{entry.ticket}",
        before={"extra_time_s": before},
        after={"extra_time_s": entry.extra_time_s, "attempts": prolonged},
        reason=reason,
    )
    return Prolonged(prolonged)


def _checked(seconds: int) -> int:
    if not 0 < seconds <= LONGEST_S:
        raise BadExtension
    return seconds


def _open_round(session: Session, round_id: int) -> Round:
    round_row = lock_round(session, round_id)
    if round_row.state != "open":
        raise RoundNotOpen(round=round_row.name)
    return round_row


def _lock_open_rounds(session: Session, event_id: int) -> None:
    # Before its attempts, as giving time to a whole round does: the two must not wait for each other.
    locked = select(Round.id).where(Round.event_id == event_id, Round.state == "open").order_by(Round.id)
    session.execute(locked.with_for_update(key_share=True))


def _open_attempts(session: Session, query: Select[Attempt]) -> list[Attempt]:
    # In order of id, so that two grants at once wait for each other instead of locking crosswise.
    locked = query.where(Attempt.state == "open").order_by(Attempt.id).with_for_update(key_share=True)
    return list(session.scalars(locked, execution_options={"populate_existing": True}))


def _recompute_all(session: Session, round_row: Round) -> Prolonged:
    attempts = _open_attempts(session, select(Attempt).where(Attempt.round_id == round_row.id))
    return _recompute(session, round_row, attempts)


def _recompute(session: Session, round_row: Round, attempts: Iterable[Attempt]) -> Prolonged:
    """Set the deadline of attempts of one round anew from everything that has been granted."""
    session.refresh(round_row, ["extensions"])
    rules = round_rules(session, round_row).timing
    window = Window(round_row.opens_at, round_row.closes_at)
    extensions = [Extension(each.granted_at, each.seconds) for each in round_row.extensions]
    prolonged = 0
    for attempt in attempts:
        ends_at = deadline(attempt.started_at, rules, window, attempt.entry.extra_time_s, extensions)
        prolonged += ends_at > attempt.deadline_at
        attempt.deadline_at = ends_at
    if prolonged:
        round_row.time_version = Round.time_version + 1
    session.flush()
    return Prolonged(prolonged)
