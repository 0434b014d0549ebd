"""Anybody may check a receipt: it names nobody, tells no score, and guessing is slow."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from examapp.services.check_receipt import (
    MISSES_PER_ADDRESS,
    CheckedReceipt,
    NoReceipt,
    check_receipt,
    receipt_number,
)
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Competition
from examapp.storage.vault import Vault
from tests.services.afterwards import handed_in


def _number(session: Session, vault: Vault, now: datetime) -> str:
    return session.get_one(Attempt, handed_in(session, vault, now).attempt_id).receipt or ""


def test_a_receipt_is_found_with_time_count_and_hashes(session: Session, vault: Vault, now: datetime) -> None:
    number = _number(session, vault, now)
    found = check_receipt(session, number=number, address="1.2.3.4", now=now)
    assert isinstance(found, CheckedReceipt)
    assert (found.submitted_at, found.answered, found.total_items) == (now + timedelta(minutes=30), 1, 8)
    assert not hasattr(found, "entrant_name")


@pytest.mark.parametrize("typed", ["abcd efgh-jk", "ＡＢＣＤＥＦＧＨＪＫ", " ABCDEFGHJK "])
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert receipt_number(typed) == "ABCDEFGHJK"


def test_a_number_that_nobody_got_is_not_found(session: Session, now: datetime) -> None:
    assert check_receipt(session, number="ABCDEFGHJK", address="1.2.3.4", now=now) == NoReceipt("ABCDEFGHJK")


def test_a_rehearsals_receipt_is_nobodys(session: Session, vault: Vault, now: datetime) -> None:
    number = _number(session, vault, now)
    session.query(Competition).one().is_rehearsal = True
    session.flush()
    assert isinstance(check_receipt(session, number=number, address="1.2.3.4", now=now), NoReceipt)


def test_guessing_from_one_address_is_stopped_for_a_while(
    session: Session, vault: Vault, now: datetime
) -> None:
    number = _number(session, vault, now)
    for _ in range(MISSES_PER_ADDRESS):
        check_receipt(session, number="ABCDEFGHJK", address="1.2.3.4", now=now)
    stopped = check_receipt(session, number=number, address="1.2.3.4", now=now)
    assert isinstance(stopped, NoReceipt)
    assert stopped.retry_after_s > 0
    assert isinstance(check_receipt(session, number=number, address="5.6.7.8", now=now), CheckedReceipt)
    later = now + timedelta(seconds=stopped.retry_after_s)
    assert isinstance(check_receipt(session, number=number, address="1.2.3.4", now=later), CheckedReceipt)
