"""File an appeal about an own attempt, or withdraw it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.appeals import LONGEST_APPEAL, MOST_APPEALS, AppealKind
from examapp.domain.errors import ExamError
from examapp.services.audit_log import ENTRANT, record
from examapp.services.my_appeals import appeal_windows
from examapp.services.own_attempts import locked_attempt, own_attempt
from examapp.services.show_result import StillOpen
from examapp.storage.afterwards import Appeal
from examapp.storage.attempts import Attempt


class AppealNotFound(ExamError):
    """没有这条申诉，请从申诉列表中选择。"""

    code = "appeal_not_found"


class AppealNotYet(ExamError):
    """现在还不能提出这类申诉：要等成绩公布以后。"""

    code = "appeal_not_yet"


class AppealTooLate(ExamError):
    """提出这类申诉的时间已过。"""

    code = "appeal_too_late"


class AppealEmpty(ExamError):
    """请写明申诉的具体理由。"""

    code = "appeal_empty"


class AppealTooLong(ExamError):
    """申诉理由最多 {limit} 个字，请删减。"""

    code = "appeal_too_long"


class NoSuchItem(ExamError):
    """请填写题号：1 到 {last}。"""

    code = "no_such_item"


class TooManyAppeals(ExamError):
    """每份答卷最多提出 {limit} 条申诉，已经用完。"""

    code = "too_many_appeals"


class AppealDecided(ExamError):
    """这条申诉已经有了结果，不能再改变。"""

    code = "appeal_decided"


def submit_appeal(
    session: Session,
    *,
    entrant_id: int,
    attempt_id: int,
    kind: AppealKind,
    item: int = 0,
    text: str,
    now: datetime,
) -> int:
    """File the appeal and return its number; the same one again, still open, is the one there is.

    Raises AttemptNotFound, StillOpen, AppealNotYet, AppealTooLate, AppealEmpty, AppealTooLong, NoSuchItem,
    TooManyAppeals.
    """
    attempt = _own_locked(session, entrant_id, attempt_id)
    text, item = text.replace("\r\n", "\n").strip(), item if kind == "question" else 0
    _check_content(attempt, kind, item, text)
    rows = list(session.scalars(select(Appeal).where(Appeal.attempt_id == attempt.id)))
    for row in rows:
        if (row.kind, row.item, row.text, row.state) == (kind, item, text, "open"):
            return row.number
    _check_window(session, attempt, kind, now)
    if len(rows) >= MOST_APPEALS:
        raise TooManyAppeals(limit=MOST_APPEALS)
    row = Appeal(
        attempt_id=attempt.id, number=len(rows) + 1, kind=kind, item=item, text=text, submitted_at=now
    )
    session.add(row)
    session.flush()
    _record(session, "appeal.submit", row, attempt, now)
    return row.number


def withdraw_appeal(
    session: Session, *, entrant_id: int, attempt_id: int, number: int, now: datetime
) -> None:
    """Withdraw an open appeal; one withdrawn before stays so. Raises AppealNotFound, AppealDecided."""
    attempt = _own_locked(session, entrant_id, attempt_id)
    query = select(Appeal).where(Appeal.attempt_id == attempt.id, Appeal.number == number)
    row = session.scalar(query.with_for_update(), execution_options={"populate_existing": True})
    if row is None:
        raise AppealNotFound
    if row.state == "withdrawn":
        return
    if row.state != "open":
        raise AppealDecided
    row.state, row.decided_at = "withdrawn", now
    session.flush()
    _record(session, "appeal.withdraw", row, attempt, now)


def subject_of_appeal(row: Appeal, attempt: Attempt) -> str:
    """Return how the audit log names an appeal."""
    event, ticket = attempt.round.event.code, attempt.entry.ticket
    return f"event:{event} round:{attempt.round.number} ticket:{ticket} appeal:{row.number}"


def _own_locked(session: Session, entrant_id: int, attempt_id: int) -> Attempt:
    """Return the closed attempt, locked: two taps at once come one after the other."""
    own_attempt(session, entrant_id=entrant_id, attempt_id=attempt_id)
    attempt = locked_attempt(session, attempt_id)
    if attempt is None or attempt.state == "open":
        raise StillOpen
    return attempt


def _check_content(attempt: Attempt, kind: AppealKind, item: int, text: str) -> None:
    if kind == "question" and not 1 <= item <= len(attempt.paper["items"]):
        raise NoSuchItem(last=len(attempt.paper["items"]))
    if not text:
        raise AppealEmpty
    if len(text) > LONGEST_APPEAL:
        raise AppealTooLong(limit=LONGEST_APPEAL)


def _check_window(session: Session, attempt: Attempt, kind: AppealKind, now: datetime) -> None:
    status = appeal_windows(session, attempt)[kind].status(now)
    if status == "not_yet":
        raise AppealNotYet
    if status == "over":
        raise AppealTooLate


def _record(session: Session, action: str, row: Appeal, attempt: Attempt, now: datetime) -> None:
    # The text may name people, so it stays out of the log.
    record(
        session,
        now=now,
        actor=ENTRANT,
        action=action,
        subject=subject_of_appeal(row, attempt),
        after={"kind": row.kind, "item": row.item, "state": row.state},
    )
