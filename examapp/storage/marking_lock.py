"""Keep marking and re-marking of one round apart: who closes an attempt and who corrects a question.

Without it a result could be computed before a correction and stored after it. SQLite has one writer at a
time anyway.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

# Any fixed number: PostgreSQL's advisory locks have two, and the other one is the round's id.
_MARKING = 7_308_334


def share_marking(session: Session, round_id: int) -> None:
    """Hold off re-marking until the transaction ends; others may mark meanwhile."""
    _lock(session, "pg_advisory_xact_lock_shared", round_id)


def own_marking(session: Session, round_id: int) -> None:
    """Wait for whoever marks the round, and hold everybody off until the transaction ends."""
    _lock(session, "pg_advisory_xact_lock", round_id)


def _lock(session: Session, function: str, round_id: int) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SELECT {function}(:kind, :round)"), {"kind": _MARKING, "round": round_id})
