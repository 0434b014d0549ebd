"""Make the slips that tell entrants their ticket number and PIN, and give one a new PIN."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.wording import N_
from examapp.roster_formats.writing import write_table
from examapp.services.audit_log import record
from examapp.storage.contest import Event
from examapp.storage.people import Delegation, Employer, Entrant, Entry
from examapp.storage.vault import Vault

HEADERS = (N_("准考证号"), N_("姓名"), N_("代表队"), N_("工作单位"), N_("赛项"), N_("登录密码"))


class TicketNotFound(ExamError):
    """没有准考证号“{ticket}”，请核对。"""

    code = "ticket_not_found"


@dataclass(frozen=True, slots=True)
class PinSlip:
    """What is handed to one entrant."""

    ticket: str
    name: str
    delegation: str
    employer: str
    event: str
    pin: str


def pin_slips(
    session: Session, vault: Vault, *, event_ids: Sequence[int], actor: str, now: datetime
) -> list[PinSlip]:
    """Return the slips of these events' entrants who are not excluded, by event, delegation, employer, ticket.

    Making them is recorded, since whoever holds a slip can sign in.
    """
    query = (
        select(
            Entry.ticket,
            Entrant.name,
            Delegation.name,
            Employer.name,
            Event.code,
            Event.name,
            Entry.pin_version,
        )
        .join(Entrant, Entrant.id == Entry.entrant_id)
        .join(Delegation, Delegation.id == Entrant.delegation_id)
        .join(Employer, Employer.id == Entrant.employer_id)
        .join(Event, Event.id == Entry.event_id)
        .where(Entry.event_id.in_(event_ids), Entry.exclusion == "")
        .order_by(Event.code, Delegation.code, Employer.id, Entry.ticket)
    )
    slips = [
        PinSlip(ticket, name, delegation, employer, f"{code} {event}", vault.pin(ticket, version))
        for ticket, name, delegation, employer, code, event, version in session.execute(query)
    ]
    codes = session.scalars(select(Event.code).where(Event.id.in_(event_ids)).order_by(Event.code)).all()
    subject = f"events:{len(codes)}" if len(codes) > 1 else f"event:{''.join(codes)}"
    after = {"events": list(codes), "slips": len(slips)}
    record(session, now=now, actor=actor, action="pins.export", subject=subject, after=after)
    return slips


def slips_file(filename: str, slips: Sequence[PinSlip]) -> bytes:
    """Return the slips as a table in the format of the file's name; raise UnknownTableFormat."""
    rows = ((one.ticket, one.name, one.delegation, one.employer, one.event, one.pin) for one in slips)
    return write_table(filename, HEADERS, rows)


def events_of_competition(session: Session, competition_id: int) -> list[int]:
    """Return the ids of the competition's events by code."""
    query = select(Event.id).where(Event.competition_id == competition_id).order_by(Event.code)
    return list(session.scalars(query))


def reset_pin(
    session: Session, vault: Vault, *, ticket: str, actor: str, now: datetime, reason: str = ""
) -> str:
    """Make the old PIN of a ticket worthless and return the new one; raise TicketNotFound."""
    entry = session.scalar(select(Entry).where(Entry.ticket == ticket).with_for_update())
    if entry is None:
        raise TicketNotFound(ticket=ticket)
    before = entry.pin_version
    entry.pin_version = _next_version(vault, ticket, before)
    session.flush()
    record(
        session,
        now=now,
        actor=actor,
        action="pin.reset",
        subject=f"ticket:{ticket}",
        before={"pin_version": before},
        after={"pin_version": entry.pin_version},
        reason=reason,
    )
    return vault.pin(ticket, entry.pin_version)


def _next_version(vault: Vault, ticket: str, version: int) -> int:
    """Return the next version whose PIN differs: one in a million is the old one again."""
    following = version + 1
    while vault.pin(ticket, following) == vault.pin(ticket, version):
        following += 1
    return following
