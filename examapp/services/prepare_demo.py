"""Prepare a contest to try the system with, by the same services that load a real one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.bank_formats.registry import read_bank
from examapp.domain.rules import PRESETS
from examapp.services import demo_contest
from examapp.services.create_round import create_round
from examapp.services.create_staff import create_staff, generated_password
from examapp.services.edit_blueprint import apply_preset
from examapp.services.import_bank import import_bank
from examapp.services.import_roster import import_roster
from examapp.services.open_round import open_round
from examapp.services.sign_in_staff import hash_password
from examapp.storage.contest import Competition, Event
from examapp.storage.people import Entrant, Entry, Staff
from examapp.storage.vault import Vault

ACTOR = "demo"
BEFORE, AFTER = timedelta(hours=1), timedelta(days=30)
ENTRANTS_WITH_BANK, ENTRANTS_WITHOUT = 20, 3
# Numbers of made-up people reserved for each event, so that preparing again makes the same people.
_NUMBERS_PER_EVENT = 100
ACCOUNTS = {
    "organizer": ("organizer", "示例组委会"),
    "coordinator": ("coordinator", "示例赛项协调员"),
    "auditor": ("auditor", "示例监督员"),
}


@dataclass(frozen=True, slots=True)
class DemoTicket:
    """What a made-up entrant signs in with."""

    event: str
    name: str
    ticket: str
    pin: str


@dataclass(frozen=True, slots=True)
class DemoContest:
    """The demo as it stands: the staff's passwords by user name, and an entrant of each event with a bank."""

    passwords: dict[str, str]
    tickets: tuple[DemoTicket, ...]


def prepare_demo(
    session: Session, vault: Vault, *, banks_folder: Path, known_passwords: Mapping[str, str], now: datetime
) -> DemoContest:
    """Make whatever of the demo contest is not there yet; a second time changes nothing.

    `banks_folder` holds a folder per event code with a bank.csv, and its pictures in `pictures`. An account whose password is not among
    `known_passwords` gets a new one.
    """
    competition = _competition(session, now)
    events = _events(session, competition)
    banks = {code: banks_folder / code / "bank.csv" for code in events}
    banks = {code: path for code, path in banks.items() if path.is_file()}
    _load_roster(session, vault, competition, list(banks), now)
    for code, event in events.items():
        round_id = _first_round(session, event, now)
        if code in banks and event.rounds[0].state == "draft":
            _load_bank(session, event, banks[code], now)
            if event.is_sample:  # its bank is made for the short paper
                apply_preset(session, round_id=round_id, preset="short", actor=ACTOR, now=now)
            open_round(session, vault, round_id=round_id, actor=ACTOR, now=now)
    passwords = {
        name: _account(session, name, known_passwords.get(name), list(banks), now) for name in ACCOUNTS
    }
    tickets = tuple(_ticket(session, vault, events[code]) for code in banks)
    return DemoContest(passwords, tickets)


def _competition(session: Session, now: datetime) -> Competition:
    found = session.scalar(select(Competition).where(Competition.name == demo_contest.NAME))
    if found is not None:
        return found
    competition = Competition(
        name=demo_contest.NAME,
        edition=demo_contest.EDITION,
        organizer_name=demo_contest.ORGANIZER,
        notice_version=demo_contest.NOTICE_VERSION,
        notice_text=demo_contest.NOTICE,
        created_at=now,
    )
    session.add(competition)
    session.flush()
    return competition


def _events(session: Session, competition: Competition) -> dict[str, Event]:
    known = {event.code for event in competition.events}
    for code, name, is_sample in demo_contest.demo_events():
        if code not in known:
            session.add(Event(competition_id=competition.id, code=code, name=name, is_sample=is_sample))
    session.flush()
    session.refresh(competition, ["events"])
    return {event.code: event for event in competition.events}


def _load_roster(
    session: Session, vault: Vault, competition: Competition, with_bank: list[str], now: datetime
) -> None:
    rows = [
        demo_contest.made_up_row(place * _NUMBERS_PER_EVENT + number, code)
        for place, (code, _, _) in enumerate(demo_contest.demo_events())
        for number in range(ENTRANTS_WITH_BANK if code in with_bank else ENTRANTS_WITHOUT)
    ]
    import_roster(session, vault, competition_id=competition.id, rows=rows, actor=ACTOR, now=now)


def _load_bank(session: Session, event: Event, path: Path, now: datetime) -> None:
    report = read_bank(path.read_bytes(), path.name)
    pictures = {picture.name: picture.read_bytes() for picture in (path.parent / "pictures").glob("*")}
    import_bank(
        session, event_id=event.id, questions=report.questions, actor=ACTOR, now=now, pictures=pictures
    )


def _first_round(session: Session, event: Event, now: datetime) -> int:
    if event.rounds:
        return event.rounds[0].id
    round_id = create_round(
        session,
        event_id=event.id,
        name="初赛",
        opens_at=now - BEFORE,
        closes_at=now + AFTER,
        rules=PRESETS["default"],
        actor=ACTOR,
        now=now,
    )
    session.refresh(event, ["rounds"])
    return round_id


def _account(
    session: Session, username: str, known: str | None, event_codes: list[str], now: datetime
) -> str:
    """Return the account's password; make the account, or a new password when nobody knows the old one."""
    role, name = ACCOUNTS[username]
    password = known or generated_password()
    staff = session.scalar(select(Staff).where(Staff.username == username))
    if staff is None:
        create_staff(
            session,
            username=username,
            name=name,
            role=role,
            password=password,
            event_codes=event_codes if role == "coordinator" else (),
            actor=ACTOR,
            now=now,
        )
    elif known is None:
        staff.password_hash = hash_password(password)
        staff.session_version += 1
        session.flush()
    return password


def _ticket(session: Session, vault: Vault, event: Event) -> DemoTicket:
    query = (
        select(Entrant.name, Entry.ticket, Entry.pin_version)
        .join(Entry, Entry.entrant_id == Entrant.id)
        .where(Entry.event_id == event.id)
        .order_by(Entry.id)
        .limit(1)
    )
    name, ticket, version = session.execute(query).one()
    return DemoTicket(f"{event.code} {event.name}", name, ticket, vault.pin(ticket, version))
