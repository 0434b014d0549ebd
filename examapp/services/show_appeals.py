"""Show appeals to staff: those that wait first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from examapp.domain.appeals import AppealKind, AppealState, answer_due
from examapp.services.paging import Page, page_of
from examapp.storage.afterwards import Appeal
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Competition, Event, Round
from examapp.storage.people import Employer, Entrant, Entry


@dataclass(frozen=True, slots=True)
class AppealRow:
    """One appeal with whose it is."""

    id: int
    event_id: int
    event_code: str
    event_name: str
    round_number: int
    round_name: str
    entry_id: int
    ticket: str
    name: str
    employer: str
    number: int
    kind: AppealKind
    item: int
    text: str
    state: AppealState
    submitted_at: datetime
    decided_at: datetime | None
    decided_by: str
    answer: str

    @property
    def due_at(self) -> datetime:
        """Until when it has to be answered."""
        return answer_due(self.submitted_at)

    def is_overdue(self, now: datetime) -> bool:
        """Say whether it should have been answered by now."""
        return self.state == "open" and now > self.due_at


def list_appeals(
    session: Session, *, page: int, state: str = "", event_id: int | None = None
) -> Page[AppealRow]:
    """Return one page of appeals: of one state or all, of one event or every one that is no rehearsal.

    The open ones come first, the one that waits longest before the others.
    """
    query = _appeals().order_by((Appeal.state != "open"), Appeal.submitted_at, Appeal.id)
    if state:
        query = query.where(Appeal.state == state)
    query = query.where(Event.id == event_id if event_id is not None else ~Competition.is_rehearsal)
    return page_of(session, query, page, AppealRow)


def show_appeal(session: Session, appeal_id: int) -> AppealRow | None:
    """Return one appeal, None when there is none."""
    row = session.execute(_appeals().where(Appeal.id == appeal_id)).one_or_none()
    return AppealRow(*row) if row else None


def count_open_appeals(session: Session) -> int:
    """Return how many appeals wait for an answer, rehearsals' left out."""
    query = (
        select(func.count())
        .select_from(Appeal)
        .join(Attempt, Attempt.id == Appeal.attempt_id)
        .join(Round, Round.id == Attempt.round_id)
        .join(Event, Event.id == Round.event_id)
        .join(Competition, Competition.id == Event.competition_id)
        .where(Appeal.state == "open", ~Competition.is_rehearsal)
    )
    return session.scalar(query) or 0


def _appeals() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Appeal.id,
            Event.id,
            Event.code,
            Event.name,
            Round.number,
            Round.name,
            Entry.id,
            Entry.ticket,
            Entrant.name,
            Employer.name,
            Appeal.number,
            Appeal.kind,
            Appeal.item,
            Appeal.text,
            Appeal.state,
            Appeal.submitted_at,
            Appeal.decided_at,
            Appeal.decided_by,
            Appeal.answer,
        )
        .join(Attempt, Attempt.id == Appeal.attempt_id)
        .join(Round, Round.id == Attempt.round_id)
        .join(Event, Event.id == Round.event_id)
        .join(Competition, Competition.id == Event.competition_id)
        .join(Entry, Entry.id == Attempt.entry_id)
        .join(Entrant, Entrant.id == Entry.entrant_id)
        .join(Employer, Employer.id == Entrant.employer_id)
    )
