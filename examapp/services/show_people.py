"""Show entries and staff to staff; ID numbers and phones stay where they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, literal, or_, select
from sqlalchemy.orm import Session, selectinload

from examapp.services.paging import Page, page_of
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Event, Qualification, Round
from examapp.storage.people import Delegation, Employer, Entrant, Entry, Staff


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of an event's roster.

    `sitting` is where the entry stands in the round that was asked about: "waiting", "open" or "closed",
    empty for who may not sit it and where no round was asked about.
    """

    id: int
    ticket: str
    name: str
    employer: str
    delegation: str
    extra_time_s: int
    exclusion: str
    exclusion_reason: str
    sitting: str


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One account; `events` are the codes and names of those a coordinator looks after."""

    id: int
    username: str
    name: str
    role: str
    is_active: bool
    events: tuple[str, ...]


def _sitting(round_id: int | None) -> ColumnElement[str]:
    """Return where an entry stands in a round, as a column."""
    if round_id is None:
        return literal("")
    of_round = select(Attempt.id).where(Attempt.entry_id == Entry.id, Attempt.round_id == round_id)
    qualified = select(Qualification.entry_id).where(
        Qualification.entry_id == Entry.id, Qualification.round_id == round_id
    )
    first = select(Round.id).where(Round.id == round_id, Round.number == 1)
    may_sit = and_(Entry.exclusion == "", or_(first.exists(), qualified.exists()))
    return case(
        (of_round.where(Attempt.state == "open").exists(), "open"),
        (of_round.exists(), "closed"),
        (may_sit, "waiting"),
        else_="",
    )


def _entries(event_id: int, round_id: int | None = None) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Entry.id,
            Entry.ticket,
            Entrant.name,
            Employer.name,
            Delegation.name,
            Entry.extra_time_s,
            Entry.exclusion,
            Entry.exclusion_reason,
            _sitting(round_id).label("sitting"),
        )
        .join(Entrant, Entrant.id == Entry.entrant_id)
        .join(Employer, Employer.id == Entrant.employer_id)
        .join(Delegation, Delegation.id == Entrant.delegation_id)
        .where(Entry.event_id == event_id)
    )


def list_entries(
    session: Session,
    *,
    event_id: int,
    text: str,
    page: int,
    round_id: int | None = None,
    only_waiting: bool = False,
) -> Page[EntryRow]:
    """Return one page of the event's roster by ticket, with where each entry stands in the round.

    `text` is a part of name, employer or ticket; `only_waiting` leaves those who have not started.
    """
    query = _entries(event_id, round_id).order_by(Entry.ticket)
    if only_waiting:
        query = query.where(_sitting(round_id) == "waiting")
    if text:
        columns = (Entrant.name, Employer.name, Entry.ticket)
        query = query.where(or_(*(column.icontains(text, autoescape=True) for column in columns)))
    return page_of(session, query, page, EntryRow)


def show_entry(session: Session, *, event_id: int, entry_id: int) -> EntryRow | None:
    """Return one entry, None when the event has no such entry."""
    row = session.execute(_entries(event_id).where(Entry.id == entry_id)).one_or_none()
    return EntryRow(*row) if row else None


def list_staff(session: Session) -> tuple[StaffRow, ...]:
    """Return every account by user name."""
    events = dict(session.execute(select(Event.id, Event.code + " " + Event.name)).all())
    query = select(Staff).options(selectinload(Staff.assignments)).order_by(Staff.username)
    return tuple(
        StaffRow(
            id=staff.id,
            username=staff.username,
            name=staff.name,
            role=staff.role,
            is_active=staff.is_active,
            events=tuple(sorted(events[assignment.event_id] for assignment in staff.assignments)),
        )
        for staff in session.scalars(query)
    )
