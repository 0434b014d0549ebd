"""Staff sign in with a password; every refusal looks the same."""

from __future__ import annotations

from datetime import datetime

import pytest
from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from examapp.services.sign_in_staff import (
    SignInRefused,
    StaffSignedIn,
    hash_password,
    load_staff,
    sign_in_staff,
)
from examapp.storage.people import Staff, StaffAssignment
from tests import factories

PASSWORD = "好的口令 is long enough"


@pytest.fixture
def coordinator(session: Session, now: datetime) -> Staff:
    event = factories.make_event(session, factories.make_competition(session, now))
    staff = Staff(
        username="wang",
        name="王协调",
        role="coordinator",
        password_hash=hash_password(PASSWORD),
        created_at=now,
        assignments=[StaffAssignment(event_id=event.id)],
    )
    session.add(staff)
    session.flush()
    return staff


def _try(session: Session, username: str, password: str, now: datetime) -> StaffSignedIn | SignInRefused:
    return sign_in_staff(
        session, username=username, password=password, address="192.0.2.7", address_limit=600, now=now
    )


def test_name_and_password_sign_in_with_the_own_events(
    session: Session, now: datetime, coordinator: Staff
) -> None:
    signed_in = _try(session, " wang ", PASSWORD, now)
    assert isinstance(signed_in, StaffSignedIn)
    identity = signed_in.identity
    assert (identity.id, identity.username, identity.role) == (coordinator.id, "wang", "coordinator")
    assert identity.event_ids == {coordinator.assignments[0].event_id}
    assert load_staff(session, identity.id, signed_in.session_version) == identity


def test_a_network_guesses_at_staff_less_often_than_at_entrants(
    session: Session, now: datetime, coordinator: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{sign_in_staff.__module__}.ADDRESS_FAILURES", 3)
    for guess in range(3):
        assert _try(session, f"nobody{guess}", PASSWORD, now) == SignInRefused("wrong")
    assert _try(session, "wang", PASSWORD, now) == SignInRefused("too_many", 600)


def test_unknown_closed_and_wrong_are_refused_alike_from_first_to_lock(
    session: Session, now: datetime, coordinator: Staff
) -> None:
    closed = Staff(
        username="li", name="李", role="auditor", password_hash=hash_password(PASSWORD), created_at=now
    )
    closed.is_active = False
    session.add(closed)
    session.flush()
    tries = {"wang": "wrong", "li": PASSWORD, "nobody": PASSWORD}
    for username, password in tries.items():
        outcomes = [_try(session, username, password, now) for _ in range(6)]
        assert outcomes == [SignInRefused("wrong")] * 5 + [SignInRefused("locked", 900)]


def test_a_hash_of_older_parameters_is_renewed_at_sign_in(
    session: Session, now: datetime, coordinator: Staff
) -> None:
    coordinator.password_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    assert isinstance(_try(session, "wang", PASSWORD, now), StaffSignedIn)
    assert "m=19456,t=2,p=1" in coordinator.password_hash
    assert isinstance(_try(session, "wang", PASSWORD, now), StaffSignedIn)


@pytest.mark.parametrize("username", ["", "\0", "wang\0", "\ud800", "王" * 5000])
@pytest.mark.parametrize("password", ["", "\0", "\udfff"])
def test_whatever_is_typed_is_only_wrong(
    session: Session, now: datetime, username: str, password: str
) -> None:
    assert _try(session, username, password, now) == SignInRefused("wrong")


def test_a_session_ends_with_a_new_password_or_a_closed_account(session: Session, coordinator: Staff) -> None:
    assert load_staff(session, coordinator.id, 1) is not None
    coordinator.session_version = 2
    assert load_staff(session, coordinator.id, 1) is None
    coordinator.is_active = False
    assert load_staff(session, coordinator.id, 2) is None
    assert load_staff(session, coordinator.id + 1, 1) is None
