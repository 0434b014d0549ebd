"""List an entrant's events and what can be done in each round now."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypedDict

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, contains_eager

from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.rules import RoundRules, paper_points
from examapp.domain.timing import Window, accepts, remaining_ms, start_refusal, start_release, time_on_offer
from examapp.services.prepared_rounds import round_rules
from examapp.services.start_attempt import ONLY_ATTEMPT
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Event, Qualification, Round
from examapp.storage.people import Entry

MyState = Literal[
    "not_ready",
    "not_qualified",
    "not_open_yet",
    "open",
    "in_progress",
    "submitted",
    "released",
    "missed",
]


@dataclass(frozen=True, slots=True)
class PaperPart:
    """What every paper holds of one question type, `points` centipoints each."""

    label: str
    count: int
    points: int


@dataclass(frozen=True, slots=True)
class MyEvent:
    """One round of an event that the entrant entered, as it stands for this person.

    Times in whole seconds or milliseconds as named, points in centipoints. `offered_s` is how long an
    attempt started now would have, `is_shortened` that the window's end cuts it; `full_time_until` is
    the last moment to start without that, None where the window's end cuts nothing. `exclusion` is ""
    unless the entry was withdrawn or disqualified. `release_delay_ms` is how long the start button waits,
    so that not everybody starts in the same second.
    """

    event_id: int
    event_code: str
    event_name: str
    ticket: str
    exclusion: str
    round_id: int
    round_number: int
    round_name: str
    state: MyState
    opens_at: datetime
    closes_at: datetime
    duration_s: int
    offered_s: int
    is_shortened: bool
    full_time_until: datetime | None
    question_count: int
    full_marks: int
    sections: tuple[PaperPart, ...]
    attempt_id: int | None
    receipt: str | None
    remaining_ms: int
    release_delay_ms: int


@dataclass(frozen=True, slots=True)
class _Mine:
    entry: Entry
    round: Round
    attempt: Attempt | None
    qualified: bool


def my_events(session: Session, *, entrant_id: int, now: datetime) -> tuple[MyEvent, ...]:
    """Return every round of the entrant's events, by event code and round number."""
    found = session.execute(
        select(Entry, Round, Attempt, Qualification.granted_at)
        .join(Entry.event)
        .join(Round, Round.event_id == Event.id)
        .outerjoin(
            Attempt,
            and_(Attempt.round_id == Round.id, Attempt.entry_id == Entry.id, Attempt.number == ONLY_ATTEMPT),
        )
        .outerjoin(
            Qualification, and_(Qualification.round_id == Round.id, Qualification.entry_id == Entry.id)
        )
        .options(contains_eager(Entry.event))
        .where(Entry.entrant_id == entrant_id)
        .order_by(Event.code, Round.number)
        .execution_options(populate_existing=True)
    )
    return tuple(
        _my_event(session, _Mine(entry, round_, attempt, granted_at is not None), now)
        for entry, round_, attempt, granted_at in found
    )


def _my_event(session: Session, mine: _Mine, now: datetime) -> MyEvent:
    entry, row, attempt = mine.entry, mine.round, mine.attempt
    rules = round_rules(session, row)
    return MyEvent(
        event_id=entry.event_id,
        event_code=entry.event.code,
        event_name=entry.event.name,
        ticket=entry.ticket,
        exclusion=entry.exclusion,
        round_id=row.id,
        round_number=row.number,
        round_name=row.name,
        state=_state(mine, rules, now),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        attempt_id=attempt.id if attempt else None,
        receipt=attempt.receipt if attempt else None,
        remaining_ms=remaining_ms(now, attempt.deadline_at) if attempt and attempt.state == "open" else 0,
        **_measures(mine, rules, now),
    )


class _Measures(TypedDict):
    release_delay_ms: int
    duration_s: int
    offered_s: int
    is_shortened: bool
    full_time_until: datetime | None
    question_count: int
    full_marks: int
    sections: tuple[PaperPart, ...]


_NOTHING = _Measures(
    release_delay_ms=0,
    duration_s=0,
    offered_s=0,
    is_shortened=False,
    full_time_until=None,
    question_count=0,
    full_marks=0,
    sections=(),
)


def _measures(mine: _Mine, rules: RoundRules | None, now: datetime) -> _Measures:
    """Return what the rules promise; nothing while a round has no blueprint."""
    if rules is None:
        return _NOTHING
    duration_s = rules.timing.duration_s + mine.entry.extra_time_s
    window = Window(mine.round.opens_at, mine.round.closes_at)
    offered = time_on_offer(now, rules.timing, window, mine.entry.extra_time_s)
    offered_s = offered // timedelta(seconds=1)
    return _Measures(
        release_delay_ms=_release_delay_ms(mine.entry.ticket, rules, window, now),
        duration_s=duration_s,
        offered_s=offered_s,
        is_shortened=0 < offered_s < duration_s,
        full_time_until=_full_time_until(rules, window),
        question_count=sum(section.count for section in rules.blueprint.sections),
        full_marks=paper_points(rules.blueprint),
        sections=tuple(
            PaperPart(QUESTION_TYPES[section.qtype].label, section.count, section.points)
            for section in rules.blueprint.sections
        ),
    )


def _release_delay_ms(ticket: str, rules: RoundRules, window: Window, now: datetime) -> int:
    digest = hashlib.sha256(ticket.encode()).digest()
    share = int.from_bytes(digest[:4], "big") / 2**32
    return remaining_ms(now, start_release(rules.timing, window, share))


def _full_time_until(rules: RoundRules, window: Window) -> datetime | None:
    if rules.timing.window_policy != "shorten":
        return None
    return window.closes_at - timedelta(seconds=rules.timing.duration_s)


def _state(mine: _Mine, rules: RoundRules | None, now: datetime) -> MyState:
    if mine.attempt is not None:
        return _state_of_attempt(mine.round, mine.attempt, rules, now)
    if mine.round.state == "draft" or rules is None:
        return "not_ready"
    if mine.entry.exclusion or (mine.round.number > 1 and not mine.qualified):
        return "not_qualified"
    if mine.round.state == "closed":
        return "missed"
    refusal = start_refusal(now, Window(mine.round.opens_at, mine.round.closes_at))
    return "open" if refusal is None else "missed" if refusal == "closed" else "not_open_yet"


def _state_of_attempt(row: Round, attempt: Attempt, rules: RoundRules | None, now: datetime) -> MyState:
    grace_s = rules.timing.grace_s if rules else 0
    if attempt.state == "open" and accepts(now, attempt.deadline_at, grace_s):
        return "in_progress"
    return "released" if row.scores_released_at else "submitted"
