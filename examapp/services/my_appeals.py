"""Show entrants their own appeals and what they may appeal against now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.appeals import (
    MOST_APPEALS,
    AppealKind,
    AppealState,
    AppealWindow,
    answer_due,
    appeal_window,
)
from examapp.services.close_attempt import receipt_of
from examapp.services.edit_blueprint import round_rules
from examapp.services.own_attempts import own_attempt
from examapp.services.published_places import newest_list
from examapp.services.show_result import StillOpen
from examapp.storage.afterwards import Appeal
from examapp.storage.attempts import Attempt


@dataclass(frozen=True, slots=True)
class MyAppeal:
    """One appeal; `item` is 0 unless it is about a question. `due_at` is until when it will be answered."""

    number: int
    kind: AppealKind
    item: int
    text: str
    state: AppealState
    submitted_at: datetime
    due_at: datetime
    decided_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class MyAppeals:
    """The appeals of an attempt, newest first, and the window of each kind."""

    attempt_id: int
    event_name: str
    round_name: str
    total_items: int
    appeal_days: int
    windows: Mapping[AppealKind, AppealWindow]
    appeals: tuple[MyAppeal, ...]

    @property
    def left(self) -> int:
        """How many more may be filed."""
        return MOST_APPEALS - len(self.appeals)


def my_appeals(session: Session, *, entrant_id: int, attempt_id: int) -> MyAppeals:
    """Return the appeals of an own closed attempt; raise AttemptNotFound, StillOpen."""
    attempt = own_attempt(session, entrant_id=entrant_id, attempt_id=attempt_id)
    if attempt.state == "open":
        raise StillOpen
    query = select(Appeal).where(Appeal.attempt_id == attempt.id).order_by(Appeal.number.desc())
    return MyAppeals(
        attempt_id=attempt.id,
        event_name=attempt.round.event.name,
        round_name=attempt.round.name,
        total_items=len(attempt.paper["items"]),
        appeal_days=round_rules(session, attempt.round).appeal_days,
        windows=appeal_windows(session, attempt),
        appeals=tuple(_mine(row) for row in session.scalars(query)),
    )


def appeal_windows(session: Session, attempt: Attempt) -> dict[AppealKind, AppealWindow]:
    """Return when appeals of each kind are taken about a closed attempt."""
    newest = newest_list(session, attempt.round_id)
    appeal_days = round_rules(session, attempt.round).appeal_days
    submitted_at = receipt_of(session, attempt).submitted_at
    return {
        kind: appeal_window(
            kind,
            submitted_at=submitted_at,
            released_at=attempt.round.scores_released_at,
            listed_at=newest.published_at if newest else None,
            appeal_days=appeal_days,
        )
        for kind in get_args(AppealKind)
    }


def _mine(row: Appeal) -> MyAppeal:
    return MyAppeal(
        number=row.number,
        kind=cast("AppealKind", row.kind),
        item=row.item,
        text=row.text,
        state=cast("AppealState", row.state),
        submitted_at=row.submitted_at,
        due_at=answer_due(row.submitted_at),
        decided_at=row.decided_at,
        answer=row.answer,
    )
