"""Make up a whole contest to rehearse with, by the same services that prepare a real one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.made_up_bank import made_up_bank
from examapp.domain.rehearsal import Rehearsal, RehearsedEntrant, RehearsedEvent, stem_as_shown
from examapp.domain.rules import PRESETS
from examapp.domain.working_days import CONTEST_ZONE
from examapp.roster_formats.report import RosterRow
from examapp.services.create_round import create_round
from examapp.services.import_bank import import_bank
from examapp.services.import_roster import import_roster
from examapp.services.open_round import open_round
from examapp.storage.contest import Competition, Event, Round
from examapp.storage.people import Entry
from examapp.storage.vault import Vault

MOST_EVENTS = 99
MOST_ENTRANTS = 100_000
DELEGATIONS = 20
ENTRANTS_PER_EMPLOYER = 9
BEFORE, AFTER = timedelta(hours=1), timedelta(hours=12)


class BadRehearsalSize(ExamError):
    """彩排的赛项数应为 1 到 {most_events}，人数应为 1 到 {most_entrants}，且人数不少于赛项数。"""

    code = "bad_rehearsal_size"


def prepare_rehearsal(
    session: Session, vault: Vault, *, entrants: int, events: int, actor: str, now: datetime
) -> Rehearsal:
    """Add a competition of its own with banks, entrants and one open round per event.

    The entrants are spread evenly over events, employers and delegations. Raises BadRehearsalSize.
    """
    if not (1 <= events <= MOST_EVENTS and events <= entrants <= MOST_ENTRANTS):
        raise BadRehearsalSize(most_events=MOST_EVENTS, most_entrants=MOST_ENTRANTS)
    competition = _competition(session, now)
    made = [_event(session, competition, number) for number in range(1, events + 1)]
    rows = [_row(competition.id, number, made[number % events].code) for number in range(entrants)]
    import_roster(session, vault, competition_id=competition.id, rows=rows, actor=actor, now=now)
    rehearsed = tuple(_opened(session, vault, event, actor, now) for event in made)
    return Rehearsal(competition.id, competition.name, rehearsed, _entrants(session, vault, rehearsed, rows))


def _competition(session: Session, now: datetime) -> Competition:
    competition = Competition(
        name=f"彩排 {now.astimezone(CONTEST_ZONE):%Y-%m-%d %H:%M:%S.%f}",
        organizer_name="彩排",
        notice_version="1",
        notice_text="这是一次彩排，人员和题目都是虚构的。",
        is_rehearsal=True,
        created_at=now,
    )
    session.add(competition)
    session.flush()
    return competition


def _event(session: Session, competition: Competition, number: int) -> Event:
    event = Event(competition_id=competition.id, code=f"R{number:02d}", name=f"彩排赛项{number}")
    session.add(event)
    session.flush()
    return event


def _row(competition_id: int, number: int, event_code: str) -> RosterRow:
    return RosterRow(
        name=f"彩排{number:05d}",
        employer=f"彩排单位{number // ENTRANTS_PER_EMPLOYER:05d}",
        delegation=f"彩排代表队{number % DELEGATIONS:02d}",
        event=event_code,
        mobile=f"130{number:08d}",
        # With letters, which no ticket numbered by the system has: a rehearsal takes none of those.
        ticket=f"R{competition_id}N{number:06d}",
    )


def _opened(session: Session, vault: Vault, event: Event, actor: str, now: datetime) -> RehearsedEvent:
    questions = made_up_bank(event.code)
    import_bank(session, event_id=event.id, questions=questions, actor=actor, now=now)
    rules = PRESETS["default"]
    round_id = create_round(
        session,
        event_id=event.id,
        name="彩排",
        opens_at=now - BEFORE,
        closes_at=now + AFTER,
        rules=rules,
        actor=actor,
        now=now,
    )
    open_round(session, vault, round_id=round_id, actor=actor, now=now)
    return RehearsedEvent(
        code=event.code,
        round_id=round_id,
        questions={stem_as_shown(question): question for question in questions},
        points={section.qtype: section.points for section in rules.blueprint.sections},
    )


def _entrants(
    session: Session, vault: Vault, events: Sequence[RehearsedEvent], rows: Sequence[RosterRow]
) -> tuple[RehearsedEntrant, ...]:
    """Return the entrants with the PINs that their slips would show."""
    by_code = {event.code: event for event in events}
    rounds = select(Round.event_id).where(Round.id.in_([event.round_id for event in events]))
    query = select(Entry.ticket, Entry.pin_version).where(Entry.event_id.in_(rounds))
    version = {row.ticket: row.pin_version for row in session.execute(query)}
    return tuple(
        RehearsedEntrant(row.ticket, vault.pin(row.ticket, version[row.ticket]), by_code[row.event])
        for row in rows
    )
