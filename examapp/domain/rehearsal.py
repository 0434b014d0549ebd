"""What a rehearsal hands from one layer to the next: who sits it, what their phones saw and were told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from examapp.domain.questions import Question

EntryKind = Literal["answer", "flag"]


@dataclass(frozen=True, slots=True)
class RehearsedEvent:
    """One event of a rehearsal; `questions` is its bank by stem, `points` centipoints by question type."""

    code: str
    round_id: int
    questions: Mapping[str, Question] = field(repr=False)
    points: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RehearsedEntrant:
    """Someone made up who sits an event of the rehearsal."""

    ticket: str
    pin: str = field(repr=False)
    event: RehearsedEvent = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A whole contest made up for trying out a server."""

    competition_id: int
    name: str
    events: tuple[RehearsedEvent, ...]
    entrants: tuple[RehearsedEntrant, ...]


@dataclass(frozen=True, slots=True)
class SeenItem:
    """A question as a phone showed it: its text, and its options in the order displayed."""

    stem: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AcknowledgedEntry:
    """One entry that the server said was saved; `session` is the token it was sent with."""

    session: str
    seq: int
    item: int
    kind: EntryKind
    response: object


@dataclass(frozen=True, slots=True)
class SittingLog:
    """What one phone knows of its attempt; `finished` says that handing in was acknowledged."""

    entrant: RehearsedEntrant
    attempt_id: int | None
    items: tuple[SeenItem, ...]
    entries: tuple[AcknowledgedEntry, ...]
    finished: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What comparing the phones' logs with the record found.

    `lost` counts acknowledged entries that the record lacks, or holds otherwise or as not counting;
    `wrong` results whose answers or score differ from the phone's own log. `finals_bytes` is the size
    of the finals list exported on trial.
    """

    acknowledged: int
    found: int
    results: int
    wrong: int
    ranked: int
    advanced: int
    repeatable: bool
    finals_bytes: int
    examples: tuple[str, ...] = ()

    @property
    def lost(self) -> int:
        """How many acknowledged entries the record does not hold as they were sent."""
        return self.acknowledged - self.found

    def to_json(self) -> dict[str, Any]:
        """Return the findings as plain JSON values."""
        return {
            "acknowledged": self.acknowledged,
            "found": self.found,
            "lost": self.lost,
            "results": self.results,
            "wrong_results": self.wrong,
            "ranked": self.ranked,
            "advanced": self.advanced,
            "ranking_repeatable": self.repeatable,
            "finals_list_bytes": self.finals_bytes,
            "examples": list(self.examples),
        }
