"""Sign an entrant in by ticket number and PIN."""

from __future__ import annotations

import hmac
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from examapp.services.throttles import (
    SignInRefused,
    count_failure,
    counters,
    forget_failures,
    refusal_before,
)
from examapp.storage.people import Entry
from examapp.storage.vault import Vault

__all__ = ["SignInRefused", "SignedIn", "is_signed_in", "sign_in_entrant", "sign_in_mark"]

MARK_LENGTH = 32


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, and with the ticket of which entry; `mark` belongs into the session cookie."""

    entrant_id: int
    entry_id: int
    name: str
    mark: str


def sign_in_entrant(
    session: Session,
    vault: Vault,
    *,
    ticket: str,
    pin: str,
    address: str,
    address_limit: int,
    now: datetime,
) -> SignedIn | SignInRefused:
    """Return who this is; a ticket nobody has and a wrong PIN give the same refusal."""
    ticket, pin = _typed(ticket), _typed(pin)
    used = counters("entrant", ticket, address, address_limit)
    if refusal := refusal_before(session, used, now):
        return refusal
    entry = _entry(session, ticket)
    # The PIN of an unknown ticket is computed all the same, so that time tells nothing.
    expected = vault.pin(ticket, entry.pin_version if entry else 0)
    matches = hmac.compare_digest(expected.encode(), pin.encode())
    if entry is None or not matches:
        return count_failure(session, used, now)
    forget_failures(session, used)
    return SignedIn(entry.entrant_id, entry.id, entry.entrant.name, sign_in_mark(vault, entry))


def sign_in_mark(vault: Vault, entry: Entry) -> str:
    """Return what ends with the PIN it was got for, and means nobody else should the ids be used again."""
    return vault.lookup_hash("sign-in", f"{entry.ticket}|{entry.pin_version}")[:MARK_LENGTH]


def is_signed_in(session: Session, vault: Vault, *, entrant_id: int, entry_id: int, mark: str) -> bool:
    """Tell whether a session cookie still holds: not after the PIN was reset or the entry removed."""
    entry = session.get(Entry, entry_id)
    if entry is None or entry.entrant_id != entrant_id:
        return False
    return hmac.compare_digest(sign_in_mark(vault, entry).encode(), mark.encode())


def _typed(value: str) -> str:
    """Return what was meant: keyboards add spaces and full-width digits; half a character is none."""
    return "".join(unicodedata.normalize("NFKC", value).split()).encode(errors="replace").decode()


def _entry(session: Session, ticket: str) -> Entry | None:
    # No ticket holds anything else, and PostgreSQL refuses some characters outright.
    if not (ticket.isascii() and ticket.isalnum()):
        return None
    return session.scalar(select(Entry).where(Entry.ticket == ticket).options(joinedload(Entry.entrant)))
