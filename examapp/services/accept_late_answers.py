"""Accept answers that came after the end of an attempt: a new version of its result, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from examapp.domain.errors import ExamError
from examapp.services.audit_log import record
from examapp.services.find_round import given_reason
from examapp.services.grade_attempt import graded
from examapp.services.own_attempts import AttemptNotFound, locked_attempt
from examapp.services.prepared_rounds import prepared_round
from examapp.services.show_attempt import newest_attempt
from examapp.storage.attempts import Attempt
from examapp.storage.marking_lock import share_marking
from examapp.storage.results import Result
from examapp.storage.vault import Vault


class NothingLate(ExamError):
    """没有可以采纳的迟到作答：没有收到，或者已经采纳过。"""

    code = "nothing_late"


@dataclass(frozen=True, slots=True)
class LateAnswers:
    """What accepting would change: these items' answers, and the total in centipoints."""

    items: tuple[int, ...]
    total_before: int
    total_after: int


def late_answers(
    session: Session, vault: Vault, *, event_id: int, entry_id: int, round_number: int, now: datetime
) -> LateAnswers | None:
    """Return what accepting the late answers of the entry's attempt would change, None for nothing."""
    attempt = session.scalar(newest_attempt(event_id, entry_id, round_number))
    if attempt is None or attempt.state == "open":
        return None
    current = _current(session, attempt)
    accepted = graded(
        session, attempt, prepared_round(session, vault, attempt.round_id), now, accept_late=True
    )
    return _change(current, accepted)


def accept_late_answers(
    session: Session,
    vault: Vault,
    *,
    event_id: int,
    entry_id: int,
    round_number: int,
    reason: str,
    actor: str,
    now: datetime,
) -> LateAnswers:
    """Count the late answers from now on; the results before stay readable, published lists stay as they are.

    Raises AttemptNotFound, ReasonNeeded, or NothingLate, also when the same was accepted before.
    """
    reason = given_reason(reason)
    found = session.scalar(newest_attempt(event_id, entry_id, round_number))
    if found is not None:
        share_marking(session, found.round_id)  # before the attempt is locked, which re-marking waits for
    attempt = locked_attempt(session, found.id) if found else None
    if attempt is None:
        raise AttemptNotFound
    if attempt.state == "open":
        raise NothingLate
    current = _current(session, attempt)
    accepted = graded(
        session, attempt, prepared_round(session, vault, attempt.round_id), now, accept_late=True
    )
    change = _change(current, accepted)
    if change is None:
        raise NothingLate
    current.is_current = False
    session.flush()  # there is one current result at any moment
    accepted.version, accepted.reason = current.version + 1, reason
    session.add(accepted)
    session.flush()
    _record(session, attempt, change, reason, actor, now)
    return change


def _current(session: Session, attempt: Attempt) -> Result:
    query = select(Result).where(Result.attempt_id == attempt.id, Result.is_current)
    return session.scalars(query.options(undefer(Result.responses))).one()


def _change(current: Result, accepted: Result) -> LateAnswers | None:
    before, after = current.responses, accepted.responses
    items = sorted(int(item) for item in before.keys() | after.keys() if before.get(item) != after.get(item))
    return LateAnswers(tuple(items), current.total, accepted.total) if items else None


def _record(
    session: Session, attempt: Attempt, change: LateAnswers, reason: str, actor: str, now: datetime
) -> None:
    record(
        session,
        now=now,
        actor=actor,
        action="attempt.accept_late",
        subject=f"attempt:{attempt.id} ticket:{attempt.entry.ticket}",
        before={"total": change.total_before},
        after={"total": change.total_after, "items": list(change.items)},
        reason=reason,
    )
