"""Close attempts whose time is over and that nobody touches any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.services.close_attempt import close_expired
from examapp.services.own_attempts import locked_attempt
from examapp.storage.attempts import Attempt
from examapp.storage.vault import Vault

# An answer that arrived in time may still wait for its turn on a busy server.
SETTLING = timedelta(seconds=30)


def sweep_attempts(
    session: Session, vault: Vault, *, now: datetime, limit: int = 500, round_id: int | None = None
) -> int:
    """Close expired attempts, the oldest first; return how many.

    The background's sweep leaves those that expired just now some time for answers under way; the
    sweep of one round, made before it is ranked, takes all. Several sweeps at once share the work.
    """
    settled_by = now if round_id is not None else now - SETTLING
    ids = (
        select(Attempt.id)
        .where(Attempt.state == "open", Attempt.deadline_at < settled_by)
        .order_by(Attempt.deadline_at)
        .limit(limit)
    )
    if round_id is not None:
        ids = ids.where(Attempt.round_id == round_id)
    return sum(
        _close_one(session, vault, attempt_id, settled_by) for attempt_id in session.scalars(ids).all()
    )


def _close_one(session: Session, vault: Vault, attempt_id: int, now: datetime) -> bool:
    attempt = locked_attempt(session, attempt_id, skip_locked=True)
    return attempt is not None and close_expired(session, vault, attempt, now)
