"""Close a round: nobody sits it any more, and it can be ranked for good."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.services.audit_log import record
from examapp.services.close_attempt import close_by_staff
from examapp.services.find_round import RoundNotOpen, given_reason, lock_round, subject_of
from examapp.services.rank_round import count_open_attempts, sweep_round
from examapp.storage.attempts import Attempt
from examapp.storage.vault import Vault


class AttemptsStillRunning(ExamError):
    """“{round}”还有 {sitting} 人在考，现在结束会中断他们的考试；请等他们交卷，或者确认强制收卷。"""

    code = "attempts_still_running"


def close_round(
    session: Session,
    vault: Vault,
    *,
    round_id: int,
    actor: str,
    now: datetime,
    reason: str,
    force: bool = False,
) -> int:
    """Close the round and return how many running attempts were ended by force.

    What has run out is closed first. Raises RoundNotOpen, ReasonNeeded, and AttemptsStillRunning unless
    forced.
    """
    reason = given_reason(reason)
    round_row = lock_round(session, round_id)
    if round_row.state != "open":
        raise RoundNotOpen(round=round_row.name)
    expired = sweep_round(session, vault, round_id=round_id, now=now)
    sitting = count_open_attempts(session, round_id)
    if sitting and not force:
        raise AttemptsStillRunning(round=round_row.name, sitting=sitting)
    forced = _close_running(session, vault, round_id, now) if sitting else 0
    round_row.state, round_row.closed_at = "closed", now
    session.flush()
    record(
        session,
        now=now,
        actor=actor,
        action="round.close",
        subject=subject_of(round_row),
        before={"state": "open"},
        after={"state": "closed", "expired": expired, "forced": forced},
        reason=reason,
    )
    return forced


def _close_running(session: Session, vault: Vault, round_id: int, now: datetime) -> int:
    query = select(Attempt.id).where(Attempt.round_id == round_id, Attempt.state == "open")
    running = session.scalars(query.order_by(Attempt.id)).all()
    return sum(close_by_staff(session, vault, attempt_id=each, now=now) for each in running)
