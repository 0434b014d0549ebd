"""Find which attempts there are to look at, for staff."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.storage.attempts import Attempt
from examapp.storage.contest import Round
from examapp.storage.people import Entry


@dataclass(frozen=True, slots=True)
class AttemptLink:
    """That there is an attempt in a round, and whether it is open or closed."""

    round_number: int
    round_name: str
    state: str


def attempts_of_entry(session: Session, *, entry_id: int) -> tuple[AttemptLink, ...]:
    """Return the rounds that the entry has an attempt in, by number, with the newest attempt's state."""
    query = (
        select(Round.number, Round.name, Attempt.state)
        .join(Round, Round.id == Attempt.round_id)
        .where(Attempt.entry_id == entry_id)
        .order_by(Round.number, Attempt.number)
    )
    return tuple({row[0]: AttemptLink(*row) for row in session.execute(query)}.values())


def entry_ids_by_ticket(session: Session, *, round_id: int) -> dict[str, int]:
    """Return the entries with an attempt in the round, by ticket."""
    query = select(Entry.ticket, Entry.id).join(Attempt, Attempt.entry_id == Entry.id)
    return dict(session.execute(query.where(Attempt.round_id == round_id).distinct()).all())
