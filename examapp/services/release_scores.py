"""Release the scores of a closed round to those who sat it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.services.audit_log import record
from examapp.services.find_round import RoundNotClosed, lock_round, subject_of


class AlreadyReleased(ExamError):
    """“{round}”的成绩已经发布过了。"""

    code = "already_released"


def release_scores(session: Session, *, round_id: int, actor: str, now: datetime) -> None:
    """Let entrants see their results from now on; raise RoundNotClosed, AlreadyReleased."""
    round_row = lock_round(session, round_id)
    if round_row.state != "closed":
        raise RoundNotClosed(round=round_row.name)
    if round_row.scores_released_at is not None:
        raise AlreadyReleased(round=round_row.name)
    round_row.scores_released_at = now
    session.flush()
    record(session, now=now, actor=actor, action="scores.release", subject=subject_of(round_row))
