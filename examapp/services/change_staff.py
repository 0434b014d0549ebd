"""Change a member of staff's account: its password, and whether it may be used."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.services.audit_log import record
from examapp.services.create_staff import check_password
from examapp.services.find_round import given_reason
from examapp.services.sign_in_staff import hash_password, is_password_of
from examapp.storage.people import Staff


class AccountNotFound(ExamError):
    """没有这个账号，可能地址有误。"""

    code = "account_not_found"


class WrongPassword(ExamError):
    """现在的密码不对，请核对后重新输入。"""

    code = "wrong_password"


class OwnAccount(ExamError):
    """不能停用自己的账号，请由另一位组委会人员操作。"""

    code = "own_account"


def change_own_password(
    session: Session, *, staff_id: int, current: str, password: str, now: datetime
) -> int:
    """Set the password of who knows the present one; return the version that only new sessions have.

    Raises AccountNotFound, WrongPassword, WeakPassword.
    """
    staff = _locked(session, staff_id)
    if not is_password_of(staff, current):
        raise WrongPassword
    _set_password(session, staff, password)
    _record(session, staff, staff.username, now, action="staff.password")
    return staff.session_version


def reset_password(session: Session, *, staff_id: int, password: str, actor: str, now: datetime) -> None:
    """Set a forgotten password anew; whoever is signed in with the account no longer is.

    Raises AccountNotFound, WeakPassword.
    """
    staff = _locked(session, staff_id)
    _set_password(session, staff, password)
    _record(session, staff, actor, now, action="staff.reset")


def set_account_active(
    session: Session, *, staff_id: int, active: bool, reason: str, actor: str, now: datetime
) -> None:
    """Close an account or let it be used again; closing ends its sessions.

    Raises AccountNotFound, OwnAccount, ReasonNeeded.
    """
    staff, reason = _locked(session, staff_id), given_reason(reason)
    if staff.username == actor and not active:
        raise OwnAccount
    staff.is_active = active
    staff.session_version += 1
    session.flush()
    if active:
        _record(session, staff, actor, now, action="staff.reopen", reason=reason)
    else:
        _record(session, staff, actor, now, action="staff.close", reason=reason)


def _locked(session: Session, staff_id: int) -> Staff:
    staff = session.scalar(select(Staff).where(Staff.id == staff_id).with_for_update())
    if staff is None:
        raise AccountNotFound
    return staff


def _set_password(session: Session, staff: Staff, password: str) -> None:
    check_password(staff.username, password)
    staff.password_hash = hash_password(password)
    staff.session_version += 1
    session.flush()


def _record(
    session: Session, staff: Staff, actor: str, now: datetime, *, action: str, reason: str = ""
) -> None:
    subject = f"staff:{staff.username}"
    record(session, now=now, actor=actor, action=action, subject=subject, reason=reason)
