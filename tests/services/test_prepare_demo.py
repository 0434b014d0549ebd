from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.domain.identity_numbers import is_id_number, is_mobile
from examapp.domain.rules import PRESETS
from examapp.services.demo_contest import demo_events, made_up_rows
from examapp.services.edit_blueprint import round_rules
from examapp.services.prepare_demo import DemoContest, prepare_demo
from examapp.services.sign_in_entrant import SignedIn, sign_in_entrant
from examapp.services.sign_in_staff import StaffSignedIn, sign_in_staff
from examapp.storage.audit import AuditEntry
from examapp.storage.contest import Event, Round
from examapp.storage.people import Entry
from examapp.storage.vault import Vault
from tests.question_banks.some_banks import CODES, some_banks


@pytest.fixture
def banks(tmp_path: Path) -> Path:
    return some_banks(tmp_path)


@pytest.fixture
def prepared(session: Session, vault: Vault, banks: Path, now: datetime) -> DemoContest:
    return prepare_demo(session, vault, banks_folder=banks, known_passwords={}, now=now)


def test_the_demo_has_forty_events_and_opens_those_with_a_bank(
    session: Session, prepared: DemoContest, now: datetime
) -> None:
    assert session.scalar(select(func.count()).select_from(Event)) == 40
    query = select(Event.code).join(Round).where(Round.state == "open").order_by(Event.code)
    assert session.scalars(query).all() == list(CODES)
    opened = session.scalars(select(Round).where(Round.state == "open")).first()
    assert opened is not None
    assert (opened.opens_at, opened.closes_at) == (now - timedelta(hours=1), now + timedelta(days=30))


@pytest.mark.usefixtures("prepared")
def test_a_sample_event_draws_the_short_paper_a_named_one_the_default(session: Session) -> None:
    query = select(Event.code, Round).join(Round).where(Round.state == "open")
    drawn = {code: round_rules(session, row).blueprint for code, row in session.execute(query)}
    default, short = (PRESETS[name].blueprint for name in ("default", "short"))
    assert drawn == {"01": default, "11": default, "19": short}


def test_preparing_again_changes_nothing(
    session: Session, vault: Vault, banks: Path, prepared: DemoContest, now: datetime
) -> None:
    before = session.scalar(select(func.count()).select_from(AuditEntry))
    again = prepare_demo(
        session, vault, banks_folder=banks, known_passwords=prepared.passwords, now=now + timedelta(days=1)
    )
    assert again == prepared
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == before


def test_everybody_printed_can_sign_in(
    session: Session, vault: Vault, prepared: DemoContest, now: datetime
) -> None:
    for one in prepared.tickets:
        outcome = sign_in_entrant(
            session, vault, ticket=one.ticket, pin=one.pin, address="::1", address_limit=9, now=now
        )
        assert isinstance(outcome, SignedIn)
    for username, password in prepared.passwords.items():
        staff = sign_in_staff(
            session, username=username, password=password, address="::1", address_limit=9, now=now
        )
        assert isinstance(staff, StaffSignedIn)


def test_a_lost_password_is_replaced(
    session: Session, vault: Vault, banks: Path, prepared: DemoContest, now: datetime
) -> None:
    known = {name: text for name, text in prepared.passwords.items() if name != "auditor"}
    again = prepare_demo(session, vault, banks_folder=banks, known_passwords=known, now=now)
    assert again.passwords["organizer"] == prepared.passwords["organizer"]
    assert again.passwords["auditor"] != prepared.passwords["auditor"]
    outcome = sign_in_staff(
        session,
        username="auditor",
        password=again.passwords["auditor"],
        address="::1",
        address_limit=9,
        now=now,
    )
    assert isinstance(outcome, StaffSignedIn)


def test_without_banks_every_round_stays_a_draft(
    session: Session, vault: Vault, now: datetime, tmp_path: Path
) -> None:
    contest = prepare_demo(session, vault, banks_folder=tmp_path, known_passwords={}, now=now)
    assert contest.tickets == ()
    assert set(session.scalars(select(Round.state))) == {"draft"}
    assert session.scalar(select(func.count()).select_from(Entry)) == 120


def test_made_up_people_are_valid_distinct_and_from_nowhere() -> None:
    codes = [code for code, _, _ in demo_events()]
    rows = list(made_up_rows(range(42_650), codes))
    assert len({row.id_number for row in rows}) == len(rows)
    assert all(is_id_number(row.id_number) and row.id_number.startswith("999999") for row in rows)
    assert all(is_mobile(row.mobile) for row in rows)
    assert {row.event for row in rows} == set(codes)
    assert all(row.employer.startswith("示例") for row in rows)
