"""Show entries and staff to staff; ID numbers and phones stay where they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, selectinload

from examapp.services.paging import Page, page_of
from examapp.storage.contest import Event
from examapp.storage.people import Delegation, Employer, Entrant, Entry, Staff


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of an event's roster."""

    id: int
    ticket: str
    name: str
    employer: str
    delegation: str
    extra_time_s: int
    exclusion: str
    exclusion_reason: str


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One account; `events` are the codes and names of those a coordinator looks after."""

    id: int
    username: str
    name: str
    role: str
    is_active: bool
    events: tuple[str, ...]


def _entries(event_id: int) -> Select[*tuple[Any, ...]]:
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
        )
        .join(Entrant, Entrant.id == Entry.entrant_id)
        .join(Employer, Employer.id == Entrant.employer_id)
        .join(Delegation, Delegation.id == Entrant.delegation_id)
        .where(Entry.event_id == event_id)
    )


def list_entries(session: Session, *, event_id: int, text: str, page: int) -> Page[EntryRow]:
    """Return one page of the event's roster by ticket; `text` is a part of name, employer or ticket."""
    query = _entries(event_id).order_by(Entry.ticket)
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
