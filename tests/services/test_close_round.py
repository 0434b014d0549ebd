"""Closing a round, and releasing its scores."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.services.close_round import AttemptsStillRunning, close_round
from examapp.services.find_round import ReasonNeeded, RoundNotClosed, RoundNotOpen
from examapp.services.release_scores import AlreadyReleased, release_scores
from examapp.services.save_answers import save_answers
from examapp.services.start_attempt import start_attempt
from examapp.services.watch_round import watch_round
from examapp.storage.attempts import Attempt
from examapp.storage.audit import AuditEntry
from examapp.storage.contest import Round
from examapp.storage.database import Database
from examapp.storage.people import Entry
from examapp.storage.results import Result
from examapp.storage.vault import Vault
from tests.services.cast import another_entry, answer, open_round, seat


def close(session: Session, vault: Vault, round_id: int, now: datetime, *, force: bool = False) -> int:
    return close_round(session, vault, round_id=round_id, actor="t", now=now, reason="到时结束", force=force)


def test_a_round_in_which_people_sit_is_not_closed(session: Session, vault: Vault, now: datetime) -> None:
    cast = seat(session, vault, now)
    with pytest.raises(AttemptsStillRunning, match="1 人在考"):
        close(session, vault, cast.round.round_id, now)
    assert session.get_one(Round, cast.round.round_id).state == "open"


def test_closing_by_force_hands_in_what_was_saved(session: Session, vault: Vault, now: datetime) -> None:
    cast = seat(session, vault, now)
    assert close(session, vault, cast.round.round_id, now + timedelta(minutes=3), force=True) == 1
    attempt = session.get_one(Attempt, cast.attempt_id)
    assert (attempt.state, attempt.closed_by) == ("closed", "staff")
    result = session.scalars(select(Result)).one()
    assert result.time_used_ms == 180_000


def test_what_has_run_out_does_not_keep_a_round_open(session: Session, vault: Vault, now: datetime) -> None:
    cast = seat(session, vault, now)
    assert close(session, vault, cast.round.round_id, now + timedelta(hours=2)) == 0
    assert session.get_one(Attempt, cast.attempt_id).closed_by == "deadline"
    assert session.get_one(Round, cast.round.round_id).state == "closed"


def test_a_round_does_not_close_over_a_start_under_way(
    database: Database, vault: Vault, now: datetime
) -> None:
    with database.transaction() as session:
        opened = open_round(session, vault, now)

    def close_meanwhile() -> int:
        with database.transaction() as other:
            return close(other, vault, opened.round_id, now)

    with ThreadPoolExecutor() as desk, database.session(writing=True) as session:
        start_attempt(session, vault, entrant_id=opened.entrant_id, round_id=opened.round_id, now=now)
        closing = desk.submit(close_meanwhile)
        assert not wait([closing], timeout=0.5).done
        session.commit()
        with pytest.raises(AttemptsStillRunning):
            closing.result(timeout=30)


def test_a_round_is_closed_once_and_with_a_reason(session: Session, vault: Vault, now: datetime) -> None:
    opened = open_round(session, vault, now)
    with pytest.raises(ReasonNeeded):
        close_round(session, vault, round_id=opened.round_id, actor="t", now=now, reason="")
    close(session, vault, opened.round_id, now)
    with pytest.raises(RoundNotOpen):
        close(session, vault, opened.round_id, now)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "round.close")).one()
    assert entry.reason == "到时结束"


def test_scores_are_released_once_and_only_after_the_round(
    session: Session, vault: Vault, now: datetime
) -> None:
    opened = open_round(session, vault, now)
    with pytest.raises(RoundNotClosed):
        release_scores(session, round_id=opened.round_id, actor="t", now=now)
    close(session, vault, opened.round_id, now)
    release_scores(session, round_id=opened.round_id, actor="t", now=now)
    assert session.get_one(Round, opened.round_id).scores_released_at == now
    with pytest.raises(AlreadyReleased):
        release_scores(session, round_id=opened.round_id, actor="t", now=now)


def test_live_counts_say_who_has_not_started_who_sits_and_who_is_done(
    session: Session, vault: Vault, now: datetime
) -> None:
    opened = open_round(session, vault, now)
    another_entry(session, vault, opened, now)
    before = watch_round(session, round_id=opened.round_id, now=now)
    assert (before.entries, before.not_started, before.last_activity_at) == (2, 2, None)
    cast = seat(session, vault, now, opened)
    save_answers(
        session,
        vault,
        **cast.mine,
        token=cast.sitting.token,
        entries=[answer(1, 1), answer(2, 2)],
        now=now + timedelta(seconds=5),
    )
    during = watch_round(session, round_id=opened.round_id, now=now + timedelta(seconds=30))
    assert (during.answers_last_minute, during.last_activity_at) == (2, now + timedelta(seconds=5))
    assert (
        watch_round(session, round_id=opened.round_id, now=now + timedelta(minutes=2)).answers_last_minute
        == 0
    )
    assert (during.not_started, during.sitting, during.overdue) == (1, 1, 0)
    later = now + timedelta(hours=2)
    assert watch_round(session, round_id=opened.round_id, now=later).overdue == 1
    close(session, vault, opened.round_id, later)
    after = watch_round(session, round_id=opened.round_id, now=later)
    assert (after.sitting, after.closed_by_deadline, after.submitted) == (0, 1, 0)
    assert after.last_activity_at == later


def test_one_excluded_while_sitting_leaves_the_count_of_the_others_alone(
    session: Session, vault: Vault, now: datetime
) -> None:
    seated = seat(session, vault, now)
    another_entry(session, vault, seated.round, now)
    session.get_one(Entry, seated.round.entry_id).exclusion = "disqualified"
    session.flush()
    activity = watch_round(session, round_id=seated.round.round_id, now=now)
    assert (activity.entries, activity.not_started) == (1, 1)
