"""Close an attempt, once and for all: fold its journal, grade it, write its receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.timing import ended_at
from examapp.services.grade_attempt import graded
from examapp.services.own_attempts import has_expired, locked_attempt, own_attempt, refresh_deadline
from examapp.services.prepared_rounds import PreparedRound, prepared_round
from examapp.services.save_answers import Entry, SaveRefused, save_answers
from examapp.storage.attempts import Attempt
from examapp.storage.results import Result
from examapp.storage.vault import Vault

# Nothing that is easily taken for something else: no 0, O, 1, I.
RECEIPT_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
RECEIPT_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an entrant takes home: that, when and with what the attempt was handed in; no score."""

    number: str
    attempt_id: int
    round_id: int
    event_name: str
    round_name: str
    entrant_name: str
    ticket: str
    started_at: datetime
    submitted_at: datetime
    answered: int
    total_items: int
    closed_by: str
    paper_hash: str
    answers_hash: str


def submit_attempt(
    session: Session,
    vault: Vault,
    *,
    entrant_id: int,
    attempt_id: int,
    token: str,
    entries: Sequence[Entry] = (),
    now: datetime,
) -> Receipt | SaveRefused:
    """Save what is unsent, close the attempt and return its receipt; the same one every time.

    After deadline and grace it is closed all the same, by the deadline, and what is unsent is late.
    Returns SaveRefused for a token that is unknown or of an older sitting of an open attempt.
    """
    own_attempt(session, entrant_id=entrant_id, attempt_id=attempt_id)
    attempt = locked_attempt(session, attempt_id)
    if attempt is None:
        return SaveRefused("unknown")
    prepared = prepared_round(session, vault, attempt.round_id)
    _refresh_open(session, attempt, prepared)
    saved = save_answers(
        session,
        vault,
        entrant_id=entrant_id,
        attempt_id=attempt_id,
        token=token,
        entries=entries,
        now=now,
    )
    if isinstance(saved, SaveRefused) and saved.reason != "closed":
        return saved
    if attempt.state == "open":
        _close(session, vault, attempt, prepared, now)
    return receipt_of(session, attempt)


def close_if_expired(session: Session, vault: Vault, *, attempt_id: int, now: datetime) -> bool:
    """Close the attempt if its deadline and grace are over; tell whether this call closed it."""
    attempt = locked_attempt(session, attempt_id)
    return attempt is not None and close_expired(session, vault, attempt, now)


def close_expired(session: Session, vault: Vault, attempt: Attempt, now: datetime) -> bool:
    """Close a locked attempt if it has expired; tell whether it was closed."""
    if attempt.state != "open":
        return False
    prepared = prepared_round(session, vault, attempt.round_id)
    _refresh_open(session, attempt, prepared)
    if not has_expired(attempt, prepared, now):
        return False
    _close(session, vault, attempt, prepared, now)
    return True


def close_by_staff(session: Session, vault: Vault, *, attempt_id: int, now: datetime) -> bool:
    """Close a running attempt because its round is ended; tell whether this call closed it."""
    attempt = locked_attempt(session, attempt_id)
    if attempt is None or attempt.state != "open":
        return False
    prepared = prepared_round(session, vault, attempt.round_id)
    _refresh_open(session, attempt, prepared)
    _close(session, vault, attempt, prepared, now, by_staff=True)
    return True


def receipt_of(session: Session, attempt: Attempt) -> Receipt:
    """Return the receipt of a closed attempt, by what was first graded: corrections don't change it."""
    first = session.scalars(select(Result).where(Result.attempt_id == attempt.id, Result.version == 1)).one()
    items = attempt.paper["items"]
    return Receipt(
        number=attempt.receipt or "",
        attempt_id=attempt.id,
        round_id=attempt.round_id,
        event_name=attempt.round.event.name,
        round_name=attempt.round.name,
        entrant_name=attempt.entry.entrant.name,
        ticket=attempt.entry.ticket,
        started_at=attempt.started_at,
        submitted_at=ended_at(attempt.closed_at or attempt.deadline_at, attempt.deadline_at),
        answered=first.answered,
        total_items=len(items),
        closed_by=attempt.closed_by,
        paper_hash=attempt.paper_hash,
        answers_hash=first.answers_hash,
    )


def _refresh_open(session: Session, attempt: Attempt, prepared: PreparedRound) -> None:
    if attempt.state == "open":
        refresh_deadline(attempt, prepared)
        session.flush()


def _close(
    session: Session,
    vault: Vault,
    attempt: Attempt,
    prepared: PreparedRound,
    now: datetime,
    *,
    by_staff: bool = False,
) -> None:
    closed_by: Literal["deadline", "entrant", "staff"] = "staff" if by_staff else "entrant"
    if has_expired(attempt, prepared, now):
        closed_by = "deadline"
    attempt.state = "closed"
    attempt.closed_by = closed_by
    attempt.closed_at = now
    attempt.receipt = _receipt_number(vault, attempt.id)
    session.add(graded(session, attempt, prepared, now))
    session.flush()


def _receipt_number(vault: Vault, attempt_id: int) -> str:
    # Keyed, so that nobody can make one up; 50 bits, so that two of a contest hardly ever meet.
    bits = int(vault.lookup_hash("receipt", str(attempt_id)), 16)
    base = len(RECEIPT_ALPHABET)
    return "".join(RECEIPT_ALPHABET[bits // base**place % base] for place in range(RECEIPT_LENGTH))
