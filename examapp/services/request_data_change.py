"""Ask that the data kept of oneself are corrected or deleted, or take that back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.data_requests import LONGEST_REQUEST, MOST_OPEN_REQUESTS, DataField, RequestKind
from examapp.domain.errors import ExamError
from examapp.services.audit_log import ENTRANT, record
from examapp.services.record_consent import EntrantNotFound
from examapp.storage.afterwards import DataRequest
from examapp.storage.people import Entrant


class RequestNotFound(ExamError):
    """没有这条申请，请从列表中选择。"""

    code = "request_not_found"


class RequestEmpty(ExamError):
    """请写明正确的内容是什么。"""

    code = "request_empty"


class RequestTooLong(ExamError):
    """说明最多 {limit} 个字，请删减。"""

    code = "request_too_long"


class TooManyRequests(ExamError):
    """您已有 {limit} 条申请在等待答复，请等答复后再提出新的。"""

    code = "too_many_requests"


class RequestDecided(ExamError):
    """这条申请已经有了结果，不能再改变。"""

    code = "request_decided"


def request_data_change(
    session: Session,
    *,
    entrant_id: int,
    kind: RequestKind,
    field: DataField | None,
    text: str,
    now: datetime,
) -> int:
    """Ask for a correction of one field, or for deletion; the same again, still open, is the one there is.

    Raises EntrantNotFound, RequestEmpty, RequestTooLong, TooManyRequests.
    """
    text, named = text.replace("\r\n", "\n").strip(), (field or "other") if kind == "correct" else ""
    if kind == "correct" and not text:
        raise RequestEmpty
    if len(text) > LONGEST_REQUEST:
        raise RequestTooLong(limit=LONGEST_REQUEST)
    _lock(session, entrant_id)
    query = select(DataRequest).where(DataRequest.entrant_id == entrant_id, DataRequest.state == "open")
    waiting = list(session.scalars(query))
    for row in waiting:
        if (row.kind, row.field) == (kind, named) and (kind == "delete" or row.text == text):
            return row.id
    if len(waiting) >= MOST_OPEN_REQUESTS:
        raise TooManyRequests(limit=MOST_OPEN_REQUESTS)
    row = DataRequest(entrant_id=entrant_id, kind=kind, field=named, text=text, submitted_at=now)
    session.add(row)
    session.flush()
    _record(session, "data_request.submit", row, now)
    return row.id


def withdraw_data_request(session: Session, *, entrant_id: int, request_id: int, now: datetime) -> None:
    """Take an open request back; one taken back before stays so. Raises RequestNotFound, RequestDecided."""
    query = select(DataRequest).where(DataRequest.id == request_id, DataRequest.entrant_id == entrant_id)
    row = session.scalar(query.with_for_update(), execution_options={"populate_existing": True})
    if row is None:
        raise RequestNotFound
    if row.state == "withdrawn":
        return
    if row.state != "open":
        raise RequestDecided
    row.state, row.decided_at = "withdrawn", now
    session.flush()
    _record(session, "data_request.withdraw", row, now)


def _lock(session: Session, entrant_id: int) -> None:
    query = select(Entrant.id).where(Entrant.id == entrant_id).with_for_update(key_share=True)
    if session.scalar(query) is None:
        raise EntrantNotFound


def _record(session: Session, action: str, row: DataRequest, now: datetime) -> None:
    # The text holds personal data, so it stays out of the log.
    record(
        session,
        now=now,
        actor=ENTRANT,
        action=action,
        subject=f"data_request:{row.id}",
        after={"kind": row.kind, "field": row.field, "state": row.state},
    )
