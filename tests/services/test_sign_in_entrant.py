"""An entrant signs in with ticket and PIN; guessing gets nowhere and learns nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from examapp.services.sign_in_entrant import (
    SignedIn,
    SignInRefused,
    is_signed_in,
    sign_in_entrant,
    sign_in_mark,
)
from examapp.storage.people import Entry
from examapp.storage.vault import Vault
from tests import factories


@pytest.fixture
def entry(session: Session, vault: Vault, now: datetime) -> Entry:
    event = factories.make_event(session, factories.make_competition(session, now))
    return factories.make_entry(session, vault, event)


def _try(
    session: Session, vault: Vault, ticket: str, pin: str, now: datetime, limit: int = 600
) -> SignedIn | SignInRefused:
    return sign_in_entrant(
        session, vault, ticket=ticket, pin=pin, address="192.0.2.7", address_limit=limit, now=now
    )


def _wrong(pin: str) -> str:
    return f"{(int(pin) + 1) % 10**6:06d}"


def test_ticket_and_pin_sign_in(session: Session, vault: Vault, now: datetime, entry: Entry) -> None:
    expected = SignedIn(entry.entrant_id, entry.id, "职工1", sign_in_mark(vault, entry))
    assert _try(session, vault, entry.ticket, vault.pin(entry.ticket, 1), now) == expected


def test_a_sign_in_holds_for_its_own_entrant_and_ticket_only(
    session: Session, vault: Vault, now: datetime, entry: Entry
) -> None:
    kept = {"entrant_id": entry.entrant_id, "entry_id": entry.id, "mark": sign_in_mark(vault, entry)}
    other = factories.make_entry(session, vault, entry.event, 2)
    assert is_signed_in(session, vault, **kept)
    changes = {"entrant_id": other.entrant_id, "entry_id": other.id, "mark": sign_in_mark(vault, other)}
    for name, value in changes.items():
        assert not is_signed_in(session, vault, **{**kept, name: value})
    assert not is_signed_in(session, vault, **{**kept, "entry_id": 999_999})
    # Another person under the same numbers, as after a rehearsal was removed.
    entry.ticket = "990000000001"
    session.flush()
    assert not is_signed_in(session, vault, **kept)


def test_spaces_and_full_width_digits_are_understood(
    session: Session, vault: Vault, now: datetime, entry: Entry
) -> None:
    wide = {ord(str(digit)): chr(ord("０") + digit) for digit in range(10)}
    ticket = f" {entry.ticket[:4]} {entry.ticket[4:]}　".translate(wide)
    pin = vault.pin(entry.ticket, 1).translate(wide)
    assert isinstance(_try(session, vault, ticket, pin, now), SignedIn)


def test_an_unknown_ticket_and_a_wrong_pin_are_refused_alike_from_first_to_lock(
    session: Session, vault: Vault, now: datetime, entry: Entry
) -> None:
    wrong = _wrong(vault.pin(entry.ticket, 1))
    known = [_try(session, vault, entry.ticket, wrong, now) for _ in range(7)]
    unknown = [_try(session, vault, "9999000000017", wrong, now) for _ in range(7)]
    assert known == unknown == [SignInRefused("wrong")] * 5 + [SignInRefused("locked", 900)] * 2


def test_even_the_right_pin_is_refused_while_locked(
    session: Session, vault: Vault, now: datetime, entry: Entry
) -> None:
    pin = vault.pin(entry.ticket, 1)
    for _ in range(5):
        _try(session, vault, entry.ticket, _wrong(pin), now)
    assert _try(session, vault, entry.ticket, pin, now) == SignInRefused("locked", 900)
    assert isinstance(_try(session, vault, entry.ticket, pin, now + timedelta(minutes=15)), SignedIn)


def test_signing_in_starts_the_count_afresh(
    session: Session, vault: Vault, now: datetime, entry: Entry
) -> None:
    pin = vault.pin(entry.ticket, 1)
    for _ in range(2):
        for _ in range(4):
            _try(session, vault, entry.ticket, _wrong(pin), now)
        assert isinstance(_try(session, vault, entry.ticket, pin, now), SignedIn)


def test_a_new_pin_ends_the_old_one(session: Session, vault: Vault, now: datetime, entry: Entry) -> None:
    entry.pin_version = 2
    assert _try(session, vault, entry.ticket, vault.pin(entry.ticket, 1), now) == SignInRefused("wrong")
    assert isinstance(_try(session, vault, entry.ticket, vault.pin(entry.ticket, 2), now), SignedIn)


def test_an_address_that_failed_too_often_waits(
    session: Session, vault: Vault, now: datetime, entry: Entry
) -> None:
    for number in range(3):
        _try(session, vault, f"000{number}", "000000", now, limit=3)
    pin = vault.pin(entry.ticket, 1)
    assert _try(session, vault, entry.ticket, pin, now, limit=3) == SignInRefused("too_many", 600)


@pytest.mark.parametrize("ticket", ["", "\0", "a\0b", "\ud800", "准考证", "' OR 1=1 --", "9" * 5000])
@pytest.mark.parametrize("pin", ["", "\0", "\udfff", "１" * 5000])
def test_whatever_is_typed_is_only_wrong(
    session: Session, vault: Vault, now: datetime, ticket: str, pin: str
) -> None:
    assert _try(session, vault, ticket, pin, now) == SignInRefused("wrong")
