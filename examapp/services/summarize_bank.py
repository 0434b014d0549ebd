"""Count an event's bank by type, knowledge point, difficulty and pool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.domain.questions import STATUS_ACTIVE
from examapp.storage.banks import QuestionRevision
from examapp.storage.current_revisions import is_current_in


@dataclass(frozen=True, slots=True)
class BankCell:
    """How many active questions share these four."""

    qtype: str
    topic: str
    difficulty: int | None
    pool: str
    count: int


@dataclass(frozen=True, slots=True)
class BankSummary:
    """An event's bank in numbers; only active questions are in the cells, `statuses` counts all."""

    cells: tuple[BankCell, ...]
    statuses: Mapping[str, int]

    @property
    def active(self) -> int:
        """How many questions can be drawn."""
        return self.statuses.get(STATUS_ACTIVE, 0)


def bank_summary(session: Session, event_id: int) -> BankSummary:
    """Return the counts of the bank's current revisions, sorted by type, topic, difficulty and pool."""
    axes = (
        QuestionRevision.qtype,
        QuestionRevision.topic,
        QuestionRevision.difficulty,
        QuestionRevision.pool,
    )
    query = (
        select(*axes, func.count())
        .where(is_current_in(event_id), QuestionRevision.status == STATUS_ACTIVE)
        .group_by(*axes)
    )
    cells = [BankCell(*row) for row in session.execute(query)]
    cells.sort(key=lambda cell: (cell.qtype, cell.topic, cell.difficulty or 0, cell.pool))
    by_status = (
        select(QuestionRevision.status, func.count())
        .where(is_current_in(event_id))
        .group_by(QuestionRevision.status)
    )
    return BankSummary(tuple(cells), {row[0]: row[1] for row in session.execute(by_status)})
