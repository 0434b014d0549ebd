"""Giving time to everybody, to the window, to one person."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.services.extend_round import (
    BadExtension,
    EntryNotFound,
    WindowOnlyLonger,
    extend_round,
    extend_window,
    grant_extra_time,
)
from examapp.services.find_round import ReasonNeeded, RoundNotOpen
from examapp.services.pulse_round import time_version
from examapp.storage.attempts import Attempt
from examapp.storage.audit import AuditEntry
from examapp.storage.contest import Round
from examapp.storage.people import Entry
from examapp.storage.vault import Vault
from tests.services.cast import OpenRound, open_round, seat

REASON = "考点停电"


def seated(session: Session, vault: Vault, now: datetime) -> tuple[OpenRound, Attempt]:
    cast = seat(session, vault, now)
    return cast.round, session.get_one(Attempt, cast.attempt_id)


def extend(session: Session, round_id: int, now: datetime, seconds: int = 600, reason: str = REASON) -> int:
    return extend_round(
        session, round_id=round_id, seconds=seconds, reason=reason, actor="t", now=now
    ).attempts


def grant(session: Session, entry_id: int, now: datetime, seconds: int = 900, reason: str = REASON) -> int:
    return grant_extra_time(
        session, entry_id=entry_id, seconds=seconds, reason=reason, actor="t", now=now
    ).attempts


def test_everybody_sitting_gets_the_time(session: Session, vault: Vault, now: datetime) -> None:
    opened, attempt = seated(session, vault, now)
    before = attempt.deadline_at
    assert extend(session, opened.round_id, now + timedelta(minutes=5)) == 1
    assert attempt.deadline_at - before == timedelta(minutes=10)


def test_who_ran_out_of_time_before_gets_nothing(session: Session, vault: Vault, now: datetime) -> None:
    opened, attempt = seated(session, vault, now)
    before = attempt.deadline_at
    assert extend(session, opened.round_id, before + timedelta(seconds=1)) == 0
    assert attempt.deadline_at == before


def test_extensions_and_extra_time_add_up(session: Session, vault: Vault, now: datetime) -> None:
    opened, attempt = seated(session, vault, now)
    before = attempt.deadline_at
    extend(session, opened.round_id, now + timedelta(minutes=5))
    grant(session, opened.entry_id, now + timedelta(minutes=6))
    extend(session, opened.round_id, now + timedelta(minutes=7))
    assert attempt.deadline_at - before == timedelta(minutes=10 + 15 + 10)


def test_extra_time_given_before_the_start_is_kept_for_it(
    session: Session, vault: Vault, now: datetime
) -> None:
    opened = open_round(session, vault, now)
    assert grant(session, opened.entry_id, now) == 0
    attempt = session.get_one(Attempt, seat(session, vault, now, opened).attempt_id)
    assert attempt.deadline_at - attempt.started_at == timedelta(minutes=60 + 15)


def test_a_later_end_of_the_window_gives_back_what_it_cut(
    session: Session, vault: Vault, now: datetime
) -> None:
    opened = open_round(session, vault, now)
    row = session.get_one(Round, opened.round_id)
    late = row.closes_at - timedelta(minutes=20)
    attempt = session.get_one(Attempt, seat(session, vault, late, opened).attempt_id)
    assert attempt.deadline_at == row.closes_at
    extend_window(
        session,
        round_id=row.id,
        closes_at=row.closes_at + timedelta(hours=2),
        reason=REASON,
        actor="t",
        now=late,
    )
    assert attempt.deadline_at == late + timedelta(minutes=60)


def test_an_open_window_never_gets_shorter(session: Session, vault: Vault, now: datetime) -> None:
    opened = open_round(session, vault, now)
    closes_at = session.get_one(Round, opened.round_id).closes_at
    with pytest.raises(WindowOnlyLonger):
        extend_window(
            session, round_id=opened.round_id, closes_at=closes_at, reason=REASON, actor="t", now=now
        )


@pytest.mark.parametrize("seconds", [0, -60, 24 * 3600 + 1])
def test_time_is_given_and_never_taken(session: Session, vault: Vault, now: datetime, seconds: int) -> None:
    opened = open_round(session, vault, now)
    with pytest.raises(BadExtension):
        extend(session, opened.round_id, now, seconds)
    with pytest.raises(BadExtension):
        grant(session, opened.entry_id, now, seconds)


def test_every_grant_needs_a_reason(session: Session, vault: Vault, now: datetime) -> None:
    opened = open_round(session, vault, now)
    with pytest.raises(ReasonNeeded):
        extend(session, opened.round_id, now, reason=" ")
    with pytest.raises(ReasonNeeded):
        grant(session, opened.entry_id, now, reason="")


def test_only_an_open_round_is_extended(session: Session, vault: Vault, now: datetime) -> None:
    opened = open_round(session, vault, now)
    session.get_one(Round, opened.round_id).state = "closed"
    with pytest.raises(RoundNotOpen):
        extend(session, opened.round_id, now)


def test_an_unknown_entry_gets_nothing(session: Session, now: datetime) -> None:
    with pytest.raises(EntryNotFound):
        grant(session, 10**6, now)


def test_the_audit_log_says_who_got_time_and_why(session: Session, vault: Vault, now: datetime) -> None:
    opened = open_round(session, vault, now)
    grant(session, opened.entry_id, now)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "entry.extra_time")).one()
    ticket = session.get_one(Entry, opened.entry_id).ticket
    assert (entry.subject, entry.reason) == (f"event:11 ticket:{ticket}", REASON)
    assert entry.after == {"extra_time_s": 900, "attempts": 0}


def test_phones_are_told_that_time_was_given(session: Session, vault: Vault, now: datetime) -> None:
    opened, attempt = seated(session, vault, now)
    before = time_version(session, opened.round_id)
    extend(session, opened.round_id, now)
    after_all = time_version(session, opened.round_id)
    grant(session, attempt.entry_id, now)
    assert before == 0
    assert after_all == 1
    assert time_version(session, opened.round_id) == 2


def test_phones_are_not_asked_to_look_where_nobody_got_more(
    session: Session, vault: Vault, now: datetime
) -> None:
    opened = open_round(session, vault, now)
    grant(session, opened.entry_id, now)
    assert time_version(session, opened.round_id) == 0


@pytest.mark.parametrize("round_id", [0, -1, 2**31, 10**30])
def test_a_round_that_is_not_there_has_no_pulse(session: Session, round_id: int) -> None:
    assert time_version(session, round_id) is None
