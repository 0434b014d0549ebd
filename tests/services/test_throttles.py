"""Five failures lock an account for a quarter of an hour, whichever process counts them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.services.throttles import (
    Counters,
    SignInRefused,
    count_failure,
    counters,
    forget_failures,
    refusal_before,
)
from examapp.storage.database import Database
from examapp.storage.people import Throttle

MINUTE = timedelta(minutes=1)


@pytest.fixture
def used() -> Counters:
    return counters("entrant", "0411000000017", "192.0.2.7", 600)


def _fail(session: Session, used: Counters, now: datetime, times: int) -> None:
    for _ in range(times):
        count_failure(session, used, now)


def test_the_fifth_failure_locks_for_a_quarter_of_an_hour(
    session: Session, now: datetime, used: Counters
) -> None:
    _fail(session, used, now, 4)
    assert refusal_before(session, used, now) is None
    _fail(session, used, now + 10 * MINUTE, 1)
    assert refusal_before(session, used, now + 10 * MINUTE) == SignInRefused("locked", 900)
    assert refusal_before(session, used, now + 25 * MINUTE - timedelta(seconds=0.5)) == SignInRefused(
        "locked", 1
    )
    assert refusal_before(session, used, now + 25 * MINUTE) is None


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::7", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.8", False),
        ("192.0.2.7", "192.0.2.8", False),
        ("", "unix:", False),
    ],
)
def test_a_client_gets_no_new_counters_by_an_address_it_may_choose(
    one: str, other: str, is_same: bool
) -> None:
    ticket = "0411000000017"
    assert (counters("entrant", ticket, one, 600) == counters("entrant", ticket, other, 600)) is is_same


def test_entrants_of_a_network_do_not_keep_its_staff_out(session: Session, now: datetime) -> None:
    for guess in range(3):
        count_failure(session, counters("entrant", str(guess), "192.0.2.7", 3), now)
    refused = refusal_before(session, counters("entrant", "9", "192.0.2.7", 3), now)
    assert refused == SignInRefused("too_many", 600)
    assert refusal_before(session, counters("staff", "wang", "192.0.2.7", 3), now) is None


def test_nobody_locks_an_account_for_another_address(session: Session, now: datetime, used: Counters) -> None:
    elsewhere = counters("entrant", "0411000000017", "192.0.2.8", 600)
    _fail(session, elsewhere, now, 5)
    assert refusal_before(session, elsewhere, now) == SignInRefused("locked", 900)
    assert refusal_before(session, used, now) is None


def test_thirty_failures_lock_wherever_they_come_from(
    session: Session, now: datetime, used: Counters
) -> None:
    for number in range(30):
        assert refusal_before(session, used, now) is None
        count_failure(session, counters("entrant", "0411000000017", f"198.51.100.{number}", 600), now)
    assert refusal_before(session, used, now) == SignInRefused("locked", 900)


def test_failures_are_forgotten_after_the_window(session: Session, now: datetime, used: Counters) -> None:
    _fail(session, used, now, 4)
    _fail(session, used, now + 15 * MINUTE, 4)
    assert refusal_before(session, used, now + 15 * MINUTE) is None


def test_a_sign_in_forgets_the_accounts_failures_but_not_the_addresss(
    session: Session, now: datetime
) -> None:
    used = counters("entrant", "1", "192.0.2.7", 4)
    _fail(session, used, now, 4)
    forget_failures(session, used)
    assert refusal_before(session, used, now) == SignInRefused("too_many", 600)
    assert refusal_before(session, used, now + 10 * MINUTE) is None


def test_one_address_may_fail_only_so_often_over_all_accounts(session: Session, now: datetime) -> None:
    for number in range(6):
        count_failure(session, counters("entrant", str(number), "192.0.2.7", 6), now)
    here = counters("entrant", "new", "192.0.2.7", 6)
    elsewhere = counters("entrant", "new", "192.0.2.8", 6)
    assert refusal_before(session, here, now) == SignInRefused("too_many", 600)
    assert refusal_before(session, elsewhere, now) is None


def test_a_lock_of_one_kind_of_account_is_no_lock_of_the_other(session: Session, now: datetime) -> None:
    _fail(session, counters("entrant", "admin", "a", 600), now, 5)
    assert refusal_before(session, counters("staff", "admin", "a", 600), now) is None


def test_the_table_names_nobody(session: Session, now: datetime) -> None:
    count_failure(session, counters("entrant", "0411000000017", "192.0.2.7", 600), now)
    keys = " ".join(session.scalars(select(Throttle.key)))
    assert "0411000000017" not in keys
    assert "192.0.2.7" not in keys


def test_tries_at_once_cannot_outrun_the_lock(database: Database, now: datetime, used: Counters) -> None:
    together = Barrier(8)

    def guess(_number: int) -> str:
        together.wait()
        with database.transaction() as session:
            refusal = refusal_before(session, used, now) or count_failure(session, used, now)
        return refusal.reason

    with ThreadPoolExecutor(8) as guesses:
        reasons = sorted(guesses.map(guess, range(8)))
    assert reasons == ["locked"] * 3 + ["wrong"] * 5
