"""The entries a competition already has, as a roster import adds to them and numbers new ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.tickets import serial_of, ticket_number
from examapp.roster_formats.report import RosterRow, spoken_place
from examapp.services.roster_people import Person
from examapp.services.roster_places import Places
from examapp.storage.contest import Competition
from examapp.storage.people import Entry
from examapp.storage.vault import Vault

# What a roster says of an entry; PIN version, extra time and exclusion are people's decisions, not the roster's.
_PLAIN = ("occupation", "skill_level", "qualification_number", "contact_name", "remark")


class UnknownEvent(ExamError):
    """{place}：没有代码为“{event}”的赛项。请改正后重新导入。"""

    code = "unknown_event"


class TicketTaken(ExamError):
    """{place}：准考证号 {ticket} 已属于另一条报名。请改正，或留空由系统编号。"""

    code = "ticket_taken"


class TicketDiffers(ExamError):
    """{place}：此人在本赛项已有准考证号 {ticket}，不能改为 {given}。请改回，或留空。"""

    code = "ticket_differs"


@dataclass(slots=True, eq=False)
class EntryRecord:
    """An entry, stored or about to be.

    `changed` names the columns that this import changed, `unsaved` those among them not written yet.
    """

    values: dict[str, Any]
    id: int | None = None
    is_new: bool = False
    changed: set[str] = field(default_factory=set)
    unsaved: set[str] = field(default_factory=set)

    def set(self, name: str, value: object) -> None:
        """Change one column."""
        self.values[name] = value
        self.changed.add(name)
        self.unsaved.add(name)


class Entries:
    """Adds entries and brings them up to date; loaded once for an import."""

    def __init__(self, session: Session, vault: Vault, competition: Competition, places: Places) -> None:
        """Load every entry of the competition and the serial each event has reached."""
        self._session = session
        self._vault = vault
        self._edition = competition.edition
        self._places = places
        self._event_ids = {event.code: event.id for event in competition.events}
        self._stored: dict[tuple[int, int], EntryRecord] = {}
        self._serials: dict[int, int] = {}
        # Tickets are unique in the whole database, other competitions included.
        self._tickets = set(session.scalars(select(Entry.ticket)))
        self._last_id = session.scalar(select(func.max(Entry.id))) or 0
        self._load()

    def take(self, rows: Sequence[RosterRow], people: Sequence[Person]) -> list[EntryRecord]:
        """Return each row's entry; raise UnknownEvent, TicketTaken, TicketDiffers."""
        records = [self._merged(row, person) for row, person in zip(rows, people, strict=True)]
        distinct = list(dict.fromkeys(records))
        self._insert([record for record in distinct if record.id is None])
        self._update([record for record in distinct if record.unsaved])
        return records

    def _load(self) -> None:
        names = ("entrant_id", "event_id", "ticket", "contact_phone_encrypted", *_PLAIN)
        query = select(Entry.id, *(getattr(Entry, name) for name in names))
        event_ids = self._event_ids.values()
        for entry_id, *values in self._session.execute(query.where(Entry.event_id.in_(event_ids))):
            record = EntryRecord(dict(zip(names, values, strict=True)), id=entry_id)
            key = record.values["entrant_id"], record.values["event_id"]
            self._stored[key] = record
            self._note_serial(key[1], record.values["ticket"])

    def _merged(self, row: RosterRow, person: Person) -> EntryRecord:
        event_id = self._event_ids.get(row.event)
        if event_id is None:
            raise UnknownEvent(place=spoken_place(row.place), event=row.event)
        assert person.id is not None  # noqa: S101 - entrants are stored before their entries
        record = self._stored.get((person.id, event_id))
        if record is None:
            record = self._new(row, person.id, event_id)
        elif row.ticket not in ("", record.values["ticket"]):
            stored = record.values["ticket"]
            raise TicketDiffers(place=spoken_place(row.place), ticket=stored, given=row.ticket)
        self._merge(record, row)
        return record

    def _new(self, row: RosterRow, entrant_id: int, event_id: int) -> EntryRecord:
        ticket = row.ticket or self._next_ticket(row, event_id)
        if ticket in self._tickets:
            raise TicketTaken(place=spoken_place(row.place), ticket=ticket)
        self._tickets.add(ticket)
        self._note_serial(event_id, ticket)
        values = {"entrant_id": entrant_id, "event_id": event_id, "ticket": ticket}
        blanks = dict.fromkeys(_PLAIN, "")
        record = EntryRecord({**values, "contact_phone_encrypted": None, **blanks}, is_new=True)
        self._stored[entrant_id, event_id] = record
        return record

    def _next_ticket(self, row: RosterRow, event_id: int) -> str:
        """Return the first free number: rosters may bring tickets of this very form with them."""
        code, serial = self._places.delegation_code(row.delegation), self._serials.get(event_id, 0)
        while True:
            serial += 1
            ticket = ticket_number(self._edition, row.event, code, serial)
            if ticket not in self._tickets:
                return ticket

    def _note_serial(self, event_id: int, ticket: str) -> None:
        self._serials[event_id] = max(self._serials.get(event_id, 0), serial_of(ticket) or 0)

    def _merge(self, record: EntryRecord, row: RosterRow) -> None:
        for name in _PLAIN:
            value = getattr(row, name)
            if value and record.values[name] != value:
                record.set(name, value)
        sealed = record.values["contact_phone_encrypted"]
        if row.contact_phone and self._vault.decrypt_text(sealed) != row.contact_phone:
            record.set("contact_phone_encrypted", self._vault.encrypt_text(row.contact_phone))

    def _insert(self, records: list[EntryRecord]) -> None:
        if not records:
            return
        # Asking for the ids afterwards is several times faster than RETURNING thousands of them.
        self._session.execute(insert(Entry), [record.values for record in records])
        query = select(Entry.ticket, Entry.id).where(Entry.id > self._last_id)
        ids = dict(self._session.execute(query).all())
        for record in records:
            record.id = ids[record.values["ticket"]]
            record.unsaved.clear()
        self._last_id = max(ids.values())

    def _update(self, records: list[EntryRecord]) -> None:
        if not records:
            return
        changes = [{"id": one.id, **{name: one.values[name] for name in one.unsaved}} for one in records]
        self._session.execute(update(Entry), changes)
        for record in records:
            record.unsaved.clear()
