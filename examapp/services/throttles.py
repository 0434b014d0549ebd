"""Count failed sign-ins of accounts and addresses, in the database, so that all web processes share them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Literal

from sqlalchemy import bindparam, delete, text, update
from sqlalchemy.orm import Session

from examapp.storage.base import UtcDateTime
from examapp.storage.people import Throttle

# From one address: who mistypes is stopped soon, and who wants to lock somebody else out can't do it from afar.
ACCOUNT_FAILURES = 5
# From all addresses together: guessing without a pause through a round of three days, 8,640 of a million PINs.
ACCOUNT_FAILURES_EVERYWHERE = 30
ACCOUNT_LOCK = timedelta(minutes=15)
ADDRESS_WINDOW = timedelta(minutes=10)
IPV6_NETWORK_BITS = 64

Refusal = Literal["wrong", "locked", "too_many"]


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """Why nobody was signed in; returned, not raised, so that the failure stays counted."""

    reason: Refusal
    retry_after_s: int = 0


@dataclass(frozen=True, slots=True)
class Counters:
    """The counters of one try to sign in: the account's from here and from everywhere, and the address's."""

    account_here: str
    account: str
    address: str
    address_limit: int

    @property
    def locks(self) -> tuple[tuple[str, int], ...]:
        """The counters that lock the account, each with its limit."""
        return (self.account_here, ACCOUNT_FAILURES), (self.account, ACCOUNT_FAILURES_EVERYWHERE)


def counters(kind: str, account: str, address: str, address_limit: int) -> Counters:
    """Return the counters' keys; they are hashes, so that the table names nobody.

    Each kind counts an address for itself: entrants of a network can't keep its staff out.
    """
    network = _network(address)
    here = _key(f"{kind}-here", f"{account}|{network}")
    return Counters(here, _key(kind, account), _key(f"{kind}-address", network), address_limit)


def _network(address: str) -> str:
    """Return what one client can't change by itself: of IPv6 the first 64 bits, the rest is its own choice."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv4Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ip_network((parsed, IPV6_NETWORK_BITS), strict=False))


def _key(kind: str, name: str) -> str:
    return f"{kind}:{hashlib.sha256(name.encode(errors='replace')).hexdigest()[:40]}"


def refusal_before(session: Session, used: Counters, now: datetime) -> SignInRefused | None:
    """Return why this try isn't even looked at; None when it may go on.

    Tries for one account wait here for each other, so that many at once can't outrun the lock.
    """
    _take_turn(session, used.account)
    if (wait_s := max(_wait_s(session, key, limit, now) for key, limit in used.locks)) > 0:
        return SignInRefused("locked", wait_s)
    if (wait_s := _wait_s(session, used.address, used.address_limit, now)) > 0:
        return SignInRefused("too_many", wait_s)
    return None


def count_failure(session: Session, used: Counters, now: datetime) -> SignInRefused:
    """Count one failure for account and address; return the refusal it leads to."""
    for key, limit in used.locks:
        if _count(session, key, ACCOUNT_LOCK, now) >= limit:
            _restart(session, key, ACCOUNT_LOCK, now)
    _count(session, used.address, ADDRESS_WINDOW, now)
    return SignInRefused("wrong")


def forget_failures(session: Session, used: Counters) -> None:
    """Start the account's count afresh, after a sign-in."""
    session.execute(delete(Throttle).where(Throttle.key.in_((used.account_here, used.account))))


def address_wait_s(session: Session, purpose: str, address: str, limit: int, now: datetime) -> int:
    """Return for how many seconds the address may not ask for this purpose again, 0 when it may."""
    return _wait_s(session, _key(purpose, address), limit, now)


def count_address(session: Session, purpose: str, address: str, now: datetime) -> None:
    """Count one thing asked for in vain from the address."""
    _count(session, _key(purpose, address), ADDRESS_WINDOW, now)


def _take_turn(session: Session, key: str) -> None:
    # On SQLite a writing transaction is alone already.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": key})


def _wait_s(session: Session, key: str, limit: int, now: datetime) -> int:
    row = session.get(Throttle, key, populate_existing=True)
    if row is None or row.window_ends_at <= now or row.failures < limit:
        return 0
    return -(-(row.window_ends_at - now) // timedelta(seconds=1))


_COUNT = text(
    """
    INSERT INTO throttles (key, failures, window_ends_at) VALUES (:key, 1, :ends_at)
    ON CONFLICT (key) DO UPDATE SET
        failures = CASE WHEN throttles.window_ends_at <= :now THEN 1 ELSE throttles.failures + 1 END,
        window_ends_at = CASE WHEN throttles.window_ends_at <= :now THEN excluded.window_ends_at
                              ELSE throttles.window_ends_at END
    RETURNING failures
    """
).bindparams(bindparam("now", type_=UtcDateTime()), bindparam("ends_at", type_=UtcDateTime()))


def _count(session: Session, key: str, window: timedelta, now: datetime) -> int:
    parameters = {"key": key, "now": now, "ends_at": now + window}
    return int(session.execute(_COUNT, parameters).scalar_one())


def _restart(session: Session, key: str, window: timedelta, now: datetime) -> None:
    session.execute(update(Throttle).where(Throttle.key == key).values(window_ends_at=now + window))
