"""Bring a roster's rows into a competition: new people, changed ones, and nobody twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.questions import sha256_of
from examapp.roster_formats.report import RosterRow
from examapp.services.audit_log import record
from examapp.services.roster_entries import Entries, EntryRecord
from examapp.services.roster_people import People, Person
from examapp.services.roster_places import Places
from examapp.storage.contest import Competition, Event
from examapp.storage.people import Entrant, Entry
from examapp.storage.vault import Vault

ROWS_AT_ONCE = 2000


class UnknownCompetition(ExamError):
    """没有这个大赛，请先建立大赛和赛项。"""

    code = "unknown_competition"


@dataclass(frozen=True, slots=True)
class RosterChange:
    """What an import did, counted in entries (an entrant in two events is two)."""

    added: int
    updated: int
    unchanged: int
    employers_added: int
    delegations_added: int


@dataclass(slots=True)
class _Tally:
    added: int = 0
    unchanged: int = 0
    # Column names by ticket: what changed, but not from what to what, since that is personal.
    changed: dict[str, list[str]] = field(default_factory=dict)

    def count(self, entry: EntryRecord, person: Person) -> None:
        """Count what one row did."""
        columns = entry.changed | person.changed
        if entry.is_new:
            self.added += 1
        elif columns:
            self.changed[entry.values["ticket"]] = sorted(columns)
        else:
            self.unchanged += 1


def import_roster(
    session: Session,
    vault: Vault,
    *,
    competition_id: int,
    rows: Sequence[RosterRow],
    actor: str,
    now: datetime,
    progress: Callable[[int], object] | None = None,
) -> RosterChange:
    """Add or update the rows' entrants and entries; `progress` hears the number of rows done since last time.

    The same roster again changes nothing; a blank cell erases nothing; exclusions, extra time and PINs stay.
    Raises UnknownCompetition, TooManyDelegations, UnknownEvent, TicketTaken, TicketDiffers, NoTicketCode,
    SerialsExhausted.
    """
    # Two imports into one competition take turns, so that both see each other's people and serials.
    competition = session.get(Competition, competition_id, with_for_update={"key_share": True})
    if competition is None:
        raise UnknownCompetition
    places = Places(session, competition_id, rows)
    people = People(session, vault, competition_id, places)
    entries = Entries(session, vault, competition, places)
    tally = _Tally()
    for chunk in _chunks(rows):
        persons = people.take(chunk)
        for entry, person in zip(entries.take(chunk, persons), persons, strict=True):
            tally.count(entry, person)
        if progress is not None:
            progress(len(chunk))
    change = RosterChange(
        tally.added, len(tally.changed), tally.unchanged, places.employers_added, places.delegations_added
    )
    _record(session, competition_id, tally, actor, now)
    return change


def roster_hash(session: Session, event_id: int) -> str:
    """Return the hex SHA-256 of the canonical JSON of the event's sorted [ticket, keyed identity hash]."""
    query = (
        select(Entry.ticket, Entrant.identity_hash)
        .join(Entrant, Entrant.id == Entry.entrant_id)
        .where(Entry.event_id == event_id)
    )
    return sha256_of(sorted([ticket, identity] for ticket, identity in session.execute(query)))


def event_names(session: Session, competition_id: int) -> dict[str, str]:
    """Return the names of the competition's events by code, as `read_roster` checks them."""
    query = select(Event.code, Event.name).where(Event.competition_id == competition_id).order_by(Event.code)
    return dict(session.execute(query).all())


def _chunks(rows: Sequence[RosterRow]) -> Iterator[Sequence[RosterRow]]:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        yield rows[start : start + ROWS_AT_ONCE]


def _record(session: Session, competition_id: int, tally: _Tally, actor: str, now: datetime) -> None:
    if not tally.added and not tally.changed:
        return
    record(
        session,
        now=now,
        actor=actor,
        action="roster.import",
        subject=f"competition:{competition_id}",
        after={"added": tally.added, "unchanged": tally.unchanged, "changed": tally.changed},
    )
