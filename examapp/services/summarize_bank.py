"""Count an event's bank by type, knowledge point, difficulty and pool."""

from __future__ import annotations

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
    """An event's bank in numbers; `retired` questions are in none of the cells."""

    cells: tuple[BankCell, ...]
    active: int
    retired: int


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
    retired = session.scalar(
        select(func.count(QuestionRevision.id)).where(
            is_current_in(event_id), QuestionRevision.status != STATUS_ACTIVE
        )
    )
    return BankSummary(tuple(cells), sum(cell.count for cell in cells), retired or 0)
