"""Append to the audit log, whose every entry covers the hash of the one before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from examapp.domain.questions import sha256_of
from examapp.storage.audit import AuditEntry

FIRST_HASH = "0" * 64
# Who acts where it is not staff.
ENTRANT = "entrant"
COMMAND_LINE = "cli"
# Any fixed number: entries are chained one after the other, so writers take turns.
AUDIT_LOCK = 7_308_333


def record(
    session: Session,
    *,
    now: datetime,
    actor: str,
    action: str,
    subject: str,
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> AuditEntry:
    """Append one act; `before` and `after` are JSON values without personal data."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": AUDIT_LOCK})
    previous = session.scalar(select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)) or FIRST_HASH
    entry = AuditEntry(
        at=now,
        actor=actor,
        action=action,
        subject=subject,
        before=before,
        after=after,
        reason=reason,
        previous_hash=previous,
        hash="",
    )
    entry.hash = entry_hash(entry)
    session.add(entry)
    session.flush()
    return entry


def entry_hash(entry: AuditEntry) -> str:
    """Return the hex SHA-256 of the entry's canonical JSON, the previous hash included."""
    return sha256_of(
        {
            "at": entry.at.isoformat(),
            "actor": entry.actor,
            "action": entry.action,
            "subject": entry.subject,
            "before": entry.before,
            "after": entry.after,
            "reason": entry.reason,
            "previous": entry.previous_hash,
        }
    )


def first_broken_entry(session: Session) -> int | None:
    """Return the id of the first entry whose hash or link does not hold, None when all do."""
    previous = FIRST_HASH
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id)).yield_per(1000):
        if entry.previous_hash != previous or entry.hash != entry_hash(entry):
            return entry.id
        previous = entry.hash
    return None
