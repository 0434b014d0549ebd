"""Sign staff in by user name and password, and recognise them afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.services.audit_log import record
from examapp.services.throttles import (
    SignInRefused,
    count_failure,
    counters,
    forget_failures,
    refusal_before,
)
from examapp.storage.people import Staff

__all__ = [
    "SignInRefused",
    "StaffIdentity",
    "StaffSignedIn",
    "hash_password",
    "is_password_of",
    "load_staff",
    "sign_in_staff",
]

# OWASP's Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Of a password nobody has: an unknown user costs as much time as a known one.
_NOBODYS_HASH = _HASHER.hash("nobody has this password")
# Far fewer than of entrants: staff are few, and each try costs a tenth of a second of a processor.
ADDRESS_FAILURES = 60


@dataclass(frozen=True, slots=True)
class StaffIdentity:
    """A signed-in member of staff; `event_ids` are the events a coordinator looks after."""

    id: int
    username: str
    name: str
    role: str
    event_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class StaffSignedIn:
    """Who signed in; `session_version` belongs into the session cookie."""

    identity: StaffIdentity
    session_version: int


def hash_password(password: str) -> str:
    """Return the Argon2id hash to be stored."""
    return _HASHER.hash(password)


def is_password_of(staff: Staff, password: str) -> bool:
    """Say whether this is the account's password."""
    return _matches(staff.password_hash, password)


def sign_in_staff(
    session: Session, *, username: str, password: str, address: str, address_limit: int, now: datetime
) -> StaffSignedIn | SignInRefused:
    """Return who this is; an unknown name, a closed account and a wrong password give the same refusal."""
    username = username.strip()
    used = counters("staff", username, address, min(address_limit, ADDRESS_FAILURES))
    if refusal := refusal_before(session, used, now):
        return refusal
    staff = _active(session, username)
    if not _matches(staff.password_hash if staff else _NOBODYS_HASH, password) or staff is None:
        return count_failure(session, used, now)
    if _HASHER.check_needs_rehash(staff.password_hash):
        staff.password_hash = hash_password(password)
    forget_failures(session, used)
    record(session, now=now, actor=username, action="staff.sign_in", subject=f"staff:{username}")
    return StaffSignedIn(_identity(staff), staff.session_version)


def load_staff(session: Session, staff_id: int, session_version: int) -> StaffIdentity | None:
    """Return who a session cookie names, None when the account or that session has ended."""
    staff = session.get(Staff, staff_id)
    if staff is None or not staff.is_active or staff.session_version != session_version:
        return None
    return _identity(staff)


def _identity(staff: Staff) -> StaffIdentity:
    event_ids = frozenset(assignment.event_id for assignment in staff.assignments)
    return StaffIdentity(staff.id, staff.username, staff.name, staff.role, event_ids)


def _active(session: Session, username: str) -> Staff | None:
    if not username.isprintable():
        return None
    return session.scalar(select(Staff).where(Staff.username == username, Staff.is_active))


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password.encode(errors="replace"))
    except (VerificationError, InvalidHashError):
        return False
