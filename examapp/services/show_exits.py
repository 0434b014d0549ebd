"""Show entrants when and for how long they left the page of their sitting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from examapp.domain.journal import JournalEntry
from examapp.services.own_attempts import own_attempt
from examapp.storage.journal import entries_of


@dataclass(frozen=True, slots=True)
class PageExit:
    """That the page was left at a moment since the start, by the phone's count, and for how long."""

    after: timedelta
    away: timedelta


@dataclass(frozen=True, slots=True)
class MyExits:
    """The exits of an attempt in order of time."""

    attempt_id: int
    event_name: str
    round_name: str
    exits: tuple[PageExit, ...]

    @property
    def total(self) -> timedelta:
        """How long they were together."""
        return sum((each.away for each in self.exits), timedelta())


def show_exits(session: Session, *, entrant_id: int, attempt_id: int) -> MyExits:
    """Return the exits of an own attempt; raise AttemptNotFound."""
    attempt = own_attempt(session, entrant_id=entrant_id, attempt_id=attempt_id)
    exits = [_exit(entry) for entry in entries_of(session, attempt.id, "away")]
    return MyExits(
        attempt_id=attempt.id,
        event_name=attempt.round.event.name,
        round_name=attempt.round.name,
        exits=tuple(sorted(exits, key=lambda each: each.after)),
    )


def _exit(entry: JournalEntry) -> PageExit:
    away_ms = entry.response if isinstance(entry.response, int) else 0
    return PageExit(timedelta(milliseconds=entry.elapsed_ms), timedelta(milliseconds=away_ms))
