"""Create an account for a member of staff."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.services.audit_log import COMMAND_LINE, ENTRANT, record
from examapp.services.find_round import find_event
from examapp.services.sign_in_staff import hash_password
from examapp.storage.people import Staff, StaffAssignment

ROLES = ("organizer", "coordinator", "auditor")
SHORTEST_PASSWORD = 10
# The log would not tell an account of such a name from entrants and commands.
TAKEN_USERNAMES = (ENTRANT, COMMAND_LINE)
_USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,49}", re.ASCII)


class BadUsername(ExamError):
    """用户名“{username}”不合规：应为 2–50 个字母、数字、点、横线或下划线，以字母或数字开头。"""

    code = "bad_username"


class UsernameTaken(ExamError):
    """用户名“{username}”已被使用，请换一个。"""

    code = "username_taken"


class UnknownRole(ExamError):
    """没有角色“{role}”，请从 organizer、coordinator、auditor 中选择。"""

    code = "unknown_role"


class WeakPassword(ExamError):
    """密码太短：至少 {shortest} 个字符，且不能与用户名相同。"""

    code = "weak_password"


class EventsNeedCoordinator(ExamError):
    """只有赛项协调员（coordinator）才分配赛项；组委会和监督员能看到全部赛项。"""

    code = "events_need_coordinator"


def create_staff(
    session: Session,
    *,
    username: str,
    name: str,
    role: str,
    password: str,
    event_codes: Sequence[str] = (),
    actor: str,
    now: datetime,
) -> int:
    """Add the account and return its id.

    Raises BadUsername, UsernameTaken, UnknownRole, WeakPassword, EventsNeedCoordinator, EventNotFound.
    """
    _check(session, username, role, password, event_codes)
    event_ids = {find_event(session, code).id for code in event_codes}
    staff = Staff(
        username=username,
        name=name.strip() or username,
        role=role,
        password_hash=hash_password(password),
        created_at=now,
        assignments=[StaffAssignment(event_id=event_id) for event_id in sorted(event_ids)],
    )
    try:
        session.add(staff)
        session.flush()
    except IntegrityError:  # somebody added the same name in this very moment
        raise UsernameTaken(username=username) from None
    after = {"name": staff.name, "role": role, "events": sorted(set(event_codes))}
    record(session, now=now, actor=actor, action="staff.create", subject=f"staff:{username}", after=after)
    return staff.id


def check_password(username: str, password: str) -> None:
    """Raise WeakPassword unless the account may have this password."""
    if len(password) < SHORTEST_PASSWORD or password == username:
        raise WeakPassword(shortest=SHORTEST_PASSWORD)


def generated_password() -> str:
    """Return a password that nobody can guess: 96 random bits."""
    return secrets.token_urlsafe(12)


def _check(session: Session, username: str, role: str, password: str, event_codes: Sequence[str]) -> None:
    if not _USERNAME.fullmatch(username):
        raise BadUsername(username=username)
    if role not in ROLES:
        raise UnknownRole(role=role)
    check_password(username, password)
    if event_codes and role != "coordinator":
        raise EventsNeedCoordinator
    known = session.scalar(select(Staff.id).where(Staff.username == username))
    if known is not None or username.lower() in TAKEN_USERNAMES:
        raise UsernameTaken(username=username)
