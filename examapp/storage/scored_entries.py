"""The results of a round, each with whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.storage.attempts import Attempt
from examapp.storage.people import Delegation, Employer, Entrant, Entry
from examapp.storage.results import Result


@dataclass(frozen=True, slots=True)
class ScoredEntry:
    """One entry with its current result; scores in centipoints."""

    ticket: str
    name: str
    employer: str
    delegation: str
    total: int
    section_scores: Mapping[str, int]
    time_used_ms: int
    exclusion: str
    exclusion_reason: str


def scored_entries(session: Session, round_id: int) -> tuple[ScoredEntry, ...]:
    """Return everybody with a result in the round, by ticket; of several attempts the newest one counts."""
    query = (
        select(
            Entry.ticket,
            Entrant.name,
            Employer.name,
            Delegation.name,
            Result.total,
            Result.section_scores,
            Result.time_used_ms,
            Entry.exclusion,
            Entry.exclusion_reason,
        )
        .join(Attempt, Attempt.id == Result.attempt_id)
        .join(Entry, Entry.id == Attempt.entry_id)
        .join(Entrant, Entrant.id == Entry.entrant_id)
        .join(Employer, Employer.id == Entrant.employer_id)
        .join(Delegation, Delegation.id == Entrant.delegation_id)
        .where(Attempt.round_id == round_id, Result.is_current, Attempt.state == "closed")
        .order_by(Entry.ticket, Attempt.number)
    )
    return tuple({row[0]: ScoredEntry(*row) for row in session.execute(query)}.values())
