"""Show the audit log: filtered page by page, whole for a download, and whether its chain holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from examapp.services.audit_log import first_broken_entry
from examapp.services.paging import Page, page_of
from examapp.storage.audit import AuditEntry


@dataclass(frozen=True, slots=True)
class LogRow:
    """One act as it was recorded."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    before: Any
    after: Any
    reason: str
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What the log is narrowed to; an empty value leaves that axis open."""

    actor: str = ""
    action: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ChainState:
    """How many entries there are, the last one's hash, and the first that does not hold."""

    entries: int
    last_hash: str
    broken_at: int | None


_COLUMNS = (
    AuditEntry.id,
    AuditEntry.at,
    AuditEntry.actor,
    AuditEntry.action,
    AuditEntry.subject,
    AuditEntry.before,
    AuditEntry.after,
    AuditEntry.reason,
    AuditEntry.previous_hash,
    AuditEntry.hash,
)


def list_audit_entries(session: Session, *, only: LogFilter, page: int) -> Page[LogRow]:
    """Return one page of the log, the newest entry first."""
    return page_of(session, _narrowed(only).order_by(AuditEntry.id.desc()), page, LogRow)


def audit_actions(session: Session) -> tuple[str, ...]:
    """Return the kinds of acts that occur, sorted."""
    return tuple(sorted(session.scalars(select(AuditEntry.action).distinct())))


def check_chain(session: Session) -> ChainState:
    """Recompute every hash of the log, oldest first."""
    last = session.scalar(select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)) or ""
    entries = session.scalar(select(func.count()).select_from(AuditEntry)) or 0
    return ChainState(entries, last, first_broken_entry(session))


def export_audit_log(session: Session) -> Iterator[dict[str, Any]]:
    """Yield every entry as plain JSON values, oldest first; `at` is ISO 8601 in UTC."""
    for row in session.execute(select(*_COLUMNS).order_by(AuditEntry.id)):
        entry = LogRow(*row)
        yield {**asdict(entry), "at": entry.at.isoformat()}


def _narrowed(only: LogFilter) -> Select[*tuple[Any, ...]]:
    query = select(*_COLUMNS)
    if only.actor:
        query = query.where(AuditEntry.actor == only.actor)
    if only.action:
        query = query.where(AuditEntry.action == only.action)
    if only.text:
        columns = (AuditEntry.subject, AuditEntry.reason)
        query = query.where(or_(*(column.icontains(only.text, autoescape=True) for column in columns)))
    return query
