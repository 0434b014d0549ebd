"""List the sealed answer files that came in for an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from examapp.domain.journal import EntryStatus
from examapp.services.audit_log import ENTRANT
from examapp.services.receive_sealed_file import code_of
from examapp.storage.attempts import Attempt
from examapp.storage.people import Entrant, Entry
from examapp.storage.sealed_files import SealedFile


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One file: whose it is, how many entries it brought and how they are marked."""

    code: str
    entry_id: int
    name: str
    ticket: str
    round_number: int
    round_name: str
    received_at: datetime
    by_staff: str
    entries: int
    new_entries: int
    status: EntryStatus


def sealed_files_of(session: Session, event_id: int) -> tuple[ListedFile, ...]:
    """Return the event's files, the newest first; `by_staff` is empty where the entrant sent it in."""
    rows = session.scalars(
        select(SealedFile)
        .join(SealedFile.attempt)
        .join(Attempt.entry)
        .join(Attempt.round)
        .join(Entry.entrant)
        .where(Entry.event_id == event_id)
        .order_by(SealedFile.id.desc())
        .options(
            contains_eager(SealedFile.attempt).options(
                contains_eager(Attempt.round), contains_eager(Attempt.entry).contains_eager(Entry.entrant)
            ),
        )
    )
    return tuple(_listed(row, row.attempt, row.attempt.entry.entrant) for row in rows)


def _listed(row: SealedFile, attempt: Attempt, entrant: Entrant) -> ListedFile:
    return ListedFile(
        code=code_of(row.content_hash),
        entry_id=attempt.entry_id,
        name=entrant.name,
        ticket=attempt.entry.ticket,
        round_number=attempt.round.number,
        round_name=attempt.round.name,
        received_at=row.received_at,
        by_staff="" if row.actor == ENTRANT else row.actor,
        entries=row.entries,
        new_entries=row.new_entries,
        status=row.status,  # type: ignore[arg-type]
    )
