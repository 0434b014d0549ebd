"""List rounds with their state and window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from examapp.domain.working_days import CONTEST_ZONE
from examapp.storage.contest import Event, Round


@dataclass(frozen=True, slots=True)
class RoundSummary:
    """One round in a list."""

    id: int
    event_id: int
    event_code: str
    event_name: str
    number: int
    name: str
    state: str
    opens_at: datetime
    closes_at: datetime
    scores_released_at: datetime | None

    @property
    def window_text(self) -> str:
        """The window in the contest's time zone."""
        opens, closes = (each.astimezone(CONTEST_ZONE) for each in (self.opens_at, self.closes_at))
        return f"{opens:%Y-%m-%d %H:%M} — {closes:%Y-%m-%d %H:%M}"


def list_rounds(session: Session) -> tuple[RoundSummary, ...]:
    """Return the rounds of every event, newest competition first, by event code and number."""
    query = (
        select(Round)
        .join(Event)
        .options(joinedload(Round.event))
        .order_by(Event.competition_id.desc(), Event.code, Round.number)
    )
    return tuple(_summary(each) for each in session.scalars(query))


def _summary(round_row: Round) -> RoundSummary:
    return RoundSummary(
        id=round_row.id,
        event_id=round_row.event_id,
        event_code=round_row.event.code,
        event_name=round_row.event.name,
        number=round_row.number,
        name=round_row.name,
        state=round_row.state,
        opens_at=round_row.opens_at,
        closes_at=round_row.closes_at,
        scores_released_at=round_row.scores_released_at,
    )
