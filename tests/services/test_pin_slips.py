from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.roster_formats.writing import UnknownTableFormat
from examapp.services.pin_slips import TicketNotFound, events_of_competition, pin_slips, reset_pin, slips_file
from examapp.services.sign_in_entrant import SignedIn, sign_in_entrant
from examapp.storage.audit import AuditEntry
from examapp.storage.vault import Vault
from tests.factories import make_competition, make_entry, make_event


def signs_in(session: Session, vault: Vault, now: datetime, ticket: str, pin: str) -> bool:
    outcome = sign_in_entrant(
        session, vault, ticket=ticket, pin=pin, address="127.0.0.1", address_limit=9, now=now
    )
    return isinstance(outcome, SignedIn)


def test_a_slip_lets_its_entrant_sign_in(session: Session, vault: Vault, now: datetime) -> None:
    event = make_event(session, make_competition(session, now))
    entry = make_entry(session, vault, event)
    (slip,) = pin_slips(session, vault, event_ids=[event.id], actor="lin", now=now)
    assert (slip.ticket, slip.name, slip.employer, slip.event) == (
        entry.ticket,
        "职工1",
        "示例单位0",
        "11 焊接",
    )
    assert signs_in(session, vault, now, slip.ticket, slip.pin)


def test_slips_are_made_for_the_events_asked_for_and_nobody_excluded(
    session: Session, vault: Vault, now: datetime
) -> None:
    competition = make_competition(session, now)
    event, other = make_event(session, competition), make_event(session, competition, "09")
    kept, excluded = make_entry(session, vault, event, 1), make_entry(session, vault, event, 2)
    make_entry(session, vault, other, 3)
    excluded.exclusion = "withdrawn"
    session.flush()
    slips = pin_slips(session, vault, event_ids=[event.id], actor="lin", now=now)
    assert [slip.ticket for slip in slips] == [kept.ticket]
    everybody = events_of_competition(session, competition.id)
    assert len(pin_slips(session, vault, event_ids=everybody, actor="lin", now=now)) == 2


def test_making_slips_is_recorded_without_their_pins(session: Session, vault: Vault, now: datetime) -> None:
    event = make_event(session, make_competition(session, now))
    make_entry(session, vault, event)
    (slip,) = pin_slips(session, vault, event_ids=[event.id], actor="lin", now=now)
    audit = session.scalars(select(AuditEntry)).one()
    assert (audit.action, audit.subject, audit.after) == (
        "pins.export",
        "event:11",
        {"events": ["11"], "slips": 1},
    )
    assert slip.pin not in str(audit.after)


def test_a_reset_pin_works_and_the_old_one_no_longer_does(
    session: Session, vault: Vault, now: datetime
) -> None:
    event = make_event(session, make_competition(session, now))
    entry = make_entry(session, vault, event)
    old = vault.pin(entry.ticket, 1)
    new = reset_pin(session, vault, ticket=entry.ticket, actor="lin", now=now, reason="遗失")
    assert not signs_in(session, vault, now, entry.ticket, old)
    assert signs_in(session, vault, now, entry.ticket, new)
    audit = session.scalars(select(AuditEntry)).one()
    assert (audit.subject, audit.after, audit.reason) == (
        f"ticket:{entry.ticket}",
        {"pin_version": 2},
        "遗失",
    )


def test_a_ticket_nobody_has_gets_no_pin(session: Session, vault: Vault, now: datetime) -> None:
    with pytest.raises(TicketNotFound):
        reset_pin(session, vault, ticket="041101000000", actor="lin", now=now)


def test_slips_are_written_as_tables(session: Session, vault: Vault, now: datetime) -> None:
    event = make_event(session, make_competition(session, now))
    make_entry(session, vault, event)
    slips = pin_slips(session, vault, event_ids=[event.id], actor="lin", now=now)
    lines = slips_file("密码条.csv", slips).decode("utf-8-sig").splitlines()
    assert lines[0] == "准考证号,姓名,代表队,工作单位,赛项,登录密码"
    assert lines[1].endswith(slips[0].pin)
    assert slips_file("密码条.xlsx", slips).startswith(b"PK")
    with pytest.raises(UnknownTableFormat):
        slips_file("密码条.pdf", slips)
