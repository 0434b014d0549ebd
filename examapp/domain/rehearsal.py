"""What a rehearsal hands from one layer to the next: who sits it, what their phones saw and were told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from examapp.domain.questions import BlankAnswer, Question

_GAP = re.compile(r"\[\[\d{1,3}\]\]")
_BLANK = re.compile(r"_{2,}|＿{2,}|\(\s{0,20}\)|（\s{0,20}）")
EntryKind = Literal["answer", "flag"]


@dataclass(frozen=True, slots=True)
class RehearsedEvent:
    """One event of a rehearsal; `questions` is its bank by stem as shown, `points` centipoints by question type."""

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
    """A question as a phone showed it: its text, its options in the order displayed, and the same of its parts."""

    stem: str
    options: tuple[str, ...] = ()
    parts: tuple[SeenItem, ...] = ()


def stem_as_shown(question: Question) -> str:
    """Return a question's text on a page, without what a page puts fields in place of."""
    marks = _GAP if question.qtype == "cloze" else _BLANK
    fields = len(question.answer.blanks) if isinstance(question.answer, BlankAnswer) else len(question.parts)
    has_fields = question.qtype in ("cloze", "blank") and len(marks.findall(question.stem)) == fields
    return " ".join((marks.sub("", question.stem) if has_fields else question.stem).split())


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
