"""Show the contest's events and rounds: to the public, and to staff with counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.domain.questions import STATUS_ACTIVE
from examapp.storage.attempts import Attempt
from examapp.storage.banks import Bank, BankQuestion, QuestionRevision
from examapp.storage.contest import Competition, Event, Round
from examapp.storage.people import Entry
from examapp.storage.results import FinalsList

Phase = Literal["not_begun", "running", "over"]


@dataclass(frozen=True, slots=True)
class ListLink:
    """A published list, to link to."""

    id: int
    round_id: int
    version: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A round in short; `started` counts attempts, `sitting` those still open.

    `lists` are the published ones, the newest first.
    """

    id: int
    number: int
    name: str
    state: str
    phase: Phase
    opens_at: datetime
    closes_at: datetime
    commitment: str
    started: int
    sitting: int
    lists: tuple[ListLink, ...]

    @property
    def submitted(self) -> int:
        """How many attempts are over."""
        return self.started - self.sitting


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event in short; `questions` counts those in use, `entries` those not excluded."""

    id: int
    code: str
    name: str
    is_sample: bool
    competition: str
    entries: int
    questions: int
    rounds: tuple[RoundCard, ...]

    @property
    def current_round(self) -> RoundCard | None:
        """The last round that has left draft, else the first one."""
        begun = [each for each in self.rounds if each.state != "draft"]
        return begun[-1] if begun else next(iter(self.rounds), None)


@dataclass(frozen=True, slots=True)
class Contest:
    """A competition with its events by code."""

    id: int
    name: str
    organizer_name: str
    events: tuple[EventCard, ...]


@dataclass(frozen=True, slots=True)
class _Counts:
    """Counts by event or round id, gathered for all events in one query each."""

    entries: Mapping[int, int]
    questions: Mapping[int, int]
    attempts: Mapping[tuple[int, str], int]
    lists: Mapping[int, Sequence[ListLink]]


def show_contest(session: Session, now: datetime) -> Contest | None:
    """Return the newest competition that is no rehearsal, without figures; None before there is one."""
    query = select(Competition).where(~Competition.is_rehearsal).order_by(Competition.id.desc()).limit(1)
    competition = session.scalar(query)
    if competition is None:
        return None
    # Everybody opens this page at once when a round begins, and nobody there needs figures.
    events = _cards(session, competition.events, now, _Counts({}, {}, {}, _lists(session)))
    return Contest(competition.id, competition.name, competition.organizer_name, events)


def list_events(
    session: Session, now: datetime, only: Collection[int] | None = None
) -> tuple[EventCard, ...]:
    """Return all events, the newest competition's first, or only those with the given ids."""
    query = select(Event).join(Competition).order_by(Competition.id.desc(), Event.code)
    if only is not None:
        query = query.where(Event.id.in_(only))
    counts = _Counts(_entries(session), _questions(session), _attempts(session), _lists(session))
    return _cards(session, session.scalars(query).all(), now, counts)


def show_event(session: Session, event_id: int, now: datetime) -> EventCard | None:
    """Return the event, None when there is none of this id."""
    return next(iter(list_events(session, now, {event_id})), None)


def _cards(
    session: Session, events: Sequence[Event], now: datetime, counts: _Counts
) -> tuple[EventCard, ...]:
    return tuple(
        EventCard(
            id=event.id,
            code=event.code,
            name=event.name,
            is_sample=event.is_sample,
            competition=event.competition.name,
            entries=counts.entries.get(event.id, 0),
            questions=counts.questions.get(event.id, 0),
            rounds=tuple(_round_card(each, counts, now) for each in rounds),
        )
        for event, rounds in _with_rounds(session, events)
    )


def _with_rounds(session: Session, events: Sequence[Event]) -> Iterable[tuple[Event, list[Round]]]:
    query = select(Round).where(Round.event_id.in_([event.id for event in events])).order_by(Round.number)
    rounds = defaultdict(list)
    for each in session.scalars(query):
        rounds[each.event_id].append(each)
    return [(event, rounds[event.id]) for event in events]


def _round_card(row: Round, counts: _Counts, now: datetime) -> RoundCard:
    sitting = counts.attempts.get((row.id, "open"), 0)
    return RoundCard(
        id=row.id,
        number=row.number,
        name=row.name,
        state=row.state,
        phase=phase_of(row.state, row.opens_at, row.closes_at, now),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        commitment=row.commitment,
        started=sitting + counts.attempts.get((row.id, "closed"), 0),
        sitting=sitting,
        lists=tuple(counts.lists.get(row.id, ())),
    )


def phase_of(state: str, opens_at: datetime, closes_at: datetime, now: datetime) -> Phase:
    """Return where a round stands as the public sees it."""
    if state == "closed":
        return "over"
    if state == "draft" or now < opens_at:
        return "not_begun"
    return "running" if now < closes_at else "over"


def _entries(session: Session) -> Mapping[int, int]:
    query = select(Entry.event_id, func.count()).where(Entry.exclusion == "").group_by(Entry.event_id)
    return dict(session.execute(query).all())


def _questions(session: Session) -> Mapping[int, int]:
    query = (
        select(Bank.event_id, func.count())
        .join(BankQuestion, BankQuestion.bank_id == Bank.id)
        .join(
            QuestionRevision,
            (QuestionRevision.question_id == BankQuestion.id)
            & (QuestionRevision.number == BankQuestion.current_revision),
        )
        .where(QuestionRevision.status == STATUS_ACTIVE)
        .group_by(Bank.event_id)
    )
    return dict(session.execute(query).all())


def _attempts(session: Session) -> Mapping[tuple[int, str], int]:
    query = select(Attempt.round_id, Attempt.state, func.count()).group_by(Attempt.round_id, Attempt.state)
    return Counter({(round_id, state): count for round_id, state, count in session.execute(query)})


def _lists(session: Session) -> Mapping[int, Sequence[ListLink]]:
    query = select(FinalsList.id, FinalsList.round_id, FinalsList.version, FinalsList.published_at).order_by(
        FinalsList.version.desc()
    )
    links = defaultdict(list)
    for row in session.execute(query):
        links[row[1]].append(ListLink(*row))
    return links
