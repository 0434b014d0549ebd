"""Find an attempt, only for the entrant whose it is; lock it; say when it ends."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, undefer

from examapp.domain.errors import ExamError
from examapp.domain.timing import accepts, deadline
from examapp.services.prepared_rounds import PreparedRound
from examapp.storage.attempts import Attempt
from examapp.storage.ids import bigint_id
from examapp.storage.people import Entry


class AttemptNotFound(ExamError):
    """没有这份答卷，请返回首页重新进入。"""

    code = "attempt_not_found"


def own_attempt(session: Session, *, entrant_id: int, attempt_id: int) -> Attempt:
    """Return the attempt with its entry and entrant; raise AttemptNotFound for anybody else's."""
    attempt = session.scalar(_one(attempt_id).where(Entry.entrant_id == entrant_id))
    if attempt is None:
        raise AttemptNotFound
    return attempt


def locked_attempt(session: Session, attempt_id: int, *, skip_locked: bool = False) -> Attempt | None:
    """Return the attempt with its paper, locked against saving, taking over and closing until the commit.

    With `skip_locked`, None for one that somebody else holds.
    """
    statement = _one(attempt_id).options(undefer(Attempt.paper))
    return session.scalar(statement.with_for_update(of=Attempt, skip_locked=skip_locked))


def refresh_deadline(attempt: Attempt, prepared: PreparedRound) -> None:
    """Bring the stored deadline up to date with the time granted since it was computed."""
    attempt.deadline_at = deadline(
        attempt.started_at,
        prepared.rules.timing,
        prepared.window,
        attempt.entry.extra_time_s,
        prepared.extensions,
    )


def has_expired(attempt: Attempt, prepared: PreparedRound, now: datetime) -> bool:
    """Say whether nothing that arrives from now on can count any more."""
    return not accepts(now, attempt.deadline_at, prepared.rules.timing.grace_s)


def _one(attempt_id: int) -> Select[Attempt]:
    return (
        select(Attempt)
        .join(Attempt.entry)
        .join(Entry.entrant)
        .options(contains_eager(Attempt.entry).contains_eager(Entry.entrant))
        .where(Attempt.id == bigint_id(attempt_id))
        .execution_options(populate_existing=True)
    )
