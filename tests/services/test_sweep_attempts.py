"""What nobody touches any more closes itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.services.close_attempt import submit_attempt
from examapp.services.save_answers import save_answers
from examapp.services.sweep_attempts import sweep_attempts
from examapp.storage.attempts import Attempt
from examapp.storage.contest import RoundExtension
from examapp.storage.database import Database
from examapp.storage.results import Result
from examapp.storage.vault import Vault
from tests.services.cast import Seated, another_entry, answer, seat

GRACE_OVER = timedelta(seconds=3611)


def _seat_more(session: Session, vault: Vault, now: datetime, first: Seated, count: int) -> list[Seated]:
    seated = []
    for number in range(2, 2 + count):
        entry = another_entry(session, vault, first.round, now, number)
        mine = replace(first.round, entry_id=entry.id, entrant_id=entry.entrant_id, ticket=entry.ticket)
        seated.append(seat(session, vault, now, mine))
    return seated


def test_the_sweep_closes_what_has_expired_and_nothing_else(
    session: Session, vault: Vault, now: datetime
) -> None:
    expired = seat(session, vault, now)
    save_answers(session, vault, **expired.mine, token=expired.sitting.token, entries=[answer(1, 1)], now=now)
    (submitted,) = _seat_more(session, vault, now, expired, 1)
    submit_attempt(session, vault, **submitted.mine, token=submitted.sitting.token, now=now)
    later = now + timedelta(minutes=5)
    entry = another_entry(session, vault, expired.round, now, 7)
    running = seat(
        session, vault, later, replace(expired.round, entry_id=entry.id, entrant_id=entry.entrant_id)
    )
    assert sweep_attempts(session, vault, now=now + GRACE_OVER + timedelta(seconds=30)) == 1
    closed_by = {a.id: a.closed_by for a in session.scalars(select(Attempt))}
    assert closed_by == {
        expired.attempt_id: "deadline",
        submitted.attempt_id: "entrant",
        running.attempt_id: "",
    }
    result = session.scalars(select(Result).where(Result.attempt_id == expired.attempt_id)).one()
    assert (result.responses, result.time_used_ms) == ({"1": ["A"]}, 3_600_000)


def test_answers_under_way_are_given_time_to_settle_except_before_a_ranking(
    session: Session, vault: Vault, now: datetime
) -> None:
    seated = seat(session, vault, now)
    assert sweep_attempts(session, vault, now=now + GRACE_OVER) == 0
    assert sweep_attempts(session, vault, now=now + GRACE_OVER, round_id=seated.round.round_id + 1) == 0
    assert sweep_attempts(session, vault, now=now + GRACE_OVER, round_id=seated.round.round_id) == 1


def test_the_sweep_of_a_round_keeps_to_the_grace(session: Session, vault: Vault, now: datetime) -> None:
    seated = seat(session, vault, now)
    in_grace = now + timedelta(seconds=3610)
    assert sweep_attempts(session, vault, now=in_grace, round_id=seated.round.round_id) == 0


def test_time_granted_to_all_keeps_an_attempt_open(session: Session, vault: Vault, now: datetime) -> None:
    seated = seat(session, vault, now)
    session.add(
        RoundExtension(round_id=seated.round.round_id, granted_at=now, seconds=600, reason="停电", actor="t")
    )
    session.flush()
    assert sweep_attempts(session, vault, now=now + timedelta(seconds=4000)) == 0
    assert sweep_attempts(session, vault, now=now + timedelta(seconds=4300)) == 1


def test_a_sweep_takes_no_more_than_its_limit(session: Session, vault: Vault, now: datetime) -> None:
    _seat_more(session, vault, now, seat(session, vault, now), 2)
    tomorrow = now + timedelta(days=1)
    assert [sweep_attempts(session, vault, now=tomorrow, limit=2) for _ in range(3)] == [2, 1, 0]


def test_sweeps_at_once_share_the_work_and_close_each_attempt_once(
    database: Database, vault: Vault, now: datetime
) -> None:
    with database.transaction() as session:
        _seat_more(session, vault, now, seat(session, vault, now), 5)
    together = Barrier(3)

    def sweep(_number: int) -> int:
        together.wait()
        with database.transaction() as session:
            return sweep_attempts(session, vault, now=now + timedelta(days=1))

    with ThreadPoolExecutor(3) as sweeps:
        assert sum(sweeps.map(sweep, range(3))) == 6
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Result)) == 6
