from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.services.create_staff import (
    BadUsername,
    EventsNeedCoordinator,
    UnknownRole,
    UsernameTaken,
    WeakPassword,
    create_staff,
    generated_password,
)
from examapp.services.find_round import EventNotFound
from examapp.services.sign_in_staff import StaffSignedIn, load_staff, sign_in_staff
from examapp.storage.audit import AuditEntry
from examapp.storage.database import Database
from examapp.storage.people import Staff
from tests.factories import make_competition, make_event

PASSWORD = "correct horse"


def create(session: Session, now: datetime, **changes: object) -> int:
    values = {"username": "lin", "name": "林某", "role": "coordinator", "password": PASSWORD}
    return create_staff(session, **{**values, **changes}, actor="cli", now=now)  # type: ignore[arg-type]


def test_a_new_account_can_sign_in_and_reaches_its_events(session: Session, now: datetime) -> None:
    event = make_event(session, make_competition(session, now))
    staff_id = create(session, now, event_codes=["11", "11"])
    outcome = sign_in_staff(
        session, username="lin", password=PASSWORD, address="127.0.0.1", address_limit=9, now=now
    )
    assert isinstance(outcome, StaffSignedIn)
    identity = load_staff(session, staff_id, outcome.session_version)
    assert identity is not None
    assert (identity.role, identity.event_ids) == ("coordinator", {event.id})


def test_creating_an_account_is_recorded_without_its_password(session: Session, now: datetime) -> None:
    create(session, now)
    audit = session.scalars(select(AuditEntry)).one()
    assert (audit.action, audit.subject) == ("staff.create", "staff:lin")
    assert PASSWORD not in str(audit.after)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"username": "林"}, BadUsername),
        ({"username": "../x"}, BadUsername),
        ({"role": "king"}, UnknownRole),
        ({"password": "short"}, WeakPassword),
        ({"username": "lin.of.changchun", "password": "lin.of.changchun"}, WeakPassword),
        ({"role": "auditor", "event_codes": ["11"]}, EventsNeedCoordinator),
        ({"event_codes": ["77"]}, EventNotFound),
    ],
)
def test_what_is_wrong_creates_no_account(
    session: Session, now: datetime, changes: dict[str, object], refusal: type[ExamError]
) -> None:
    with pytest.raises(refusal):
        create(session, now, **changes)
    assert session.scalars(select(Staff)).all() == []


def test_a_user_name_is_given_once(session: Session, now: datetime) -> None:
    create(session, now)
    with pytest.raises(UsernameTaken):
        create(session, now)


@pytest.mark.parametrize("username", ["entrant", "CLI"])
def test_no_account_can_pass_for_an_entrant_or_a_command_in_the_log(
    session: Session, now: datetime, username: str
) -> None:
    with pytest.raises(UsernameTaken):
        create(session, now, username=username)


def test_generated_passwords_are_long_and_never_the_same() -> None:
    passwords = {generated_password() for _ in range(100)}
    assert len(passwords) == 100
    assert min(map(len, passwords)) >= 16


def test_of_two_accounts_of_one_name_at_once_one_is_refused(database: Database, now: datetime) -> None:
    def create_meanwhile() -> None:
        with database.transaction() as other:
            create(other, now)

    with ThreadPoolExecutor(1) as desk, database.session(writing=True) as session:
        create(session, now)
        second = desk.submit(create_meanwhile)
        assert not wait([second], timeout=0.5).done
        session.commit()
        with pytest.raises(UsernameTaken):
            second.result(timeout=30)
