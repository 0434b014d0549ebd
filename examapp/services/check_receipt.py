"""Say to everybody whether a receipt is genuine: that it exists, when, how much, and the hashes' beginnings."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.services.close_attempt import RECEIPT_ALPHABET, RECEIPT_LENGTH, receipt_of
from examapp.services.throttles import address_wait_s, count_address
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Competition, Event, Round

# Numbers are 50 keyed bits: guessing is hopeless anyway, and this keeps it cheap for us. Phones of one
# operator share addresses, so that mistypes of many people are let through.
MISSES_PER_ADDRESS = 60
PURPOSE = "receipt"
SHOWN_DIGITS = 12


@dataclass(frozen=True, slots=True)
class CheckedReceipt:
    """What everybody may know of a receipt; the hashes are whole, for comparing, and shown by 12 digits."""

    number: str
    submitted_at: datetime
    answered: int
    total_items: int
    paper_hash: str
    answers_hash: str


@dataclass(frozen=True, slots=True)
class NoReceipt:
    """That no receipt has this number, or that this address has asked in vain too often."""

    number: str
    retry_after_s: int = 0


def check_receipt(
    session: Session, *, number: str, address: str, now: datetime
) -> CheckedReceipt | NoReceipt:
    """Return what everybody may know of the receipt; a miss is counted for the address, so keep it.

    A rehearsal's receipts are nobody's.
    """
    number = receipt_number(number)
    wait_s = address_wait_s(session, PURPOSE, address, MISSES_PER_ADDRESS, now)
    if wait_s > 0:
        return NoReceipt(number, wait_s)
    attempt = session.scalar(
        select(Attempt)
        .join(Round, Round.id == Attempt.round_id)
        .join(Event, Event.id == Round.event_id)
        .join(Competition, Competition.id == Event.competition_id)
        .where(Attempt.receipt == number, Attempt.state == "closed", ~Competition.is_rehearsal)
    )
    if attempt is None:
        count_address(session, PURPOSE, address, now)
        return NoReceipt(number)
    receipt = receipt_of(session, attempt)
    return CheckedReceipt(
        number=receipt.number,
        submitted_at=receipt.submitted_at,
        answered=receipt.answered,
        total_items=receipt.total_items,
        paper_hash=receipt.paper_hash,
        answers_hash=receipt.answers_hash,
    )


def receipt_number(typed: str) -> str:
    """Return a number as it was printed from how people type it: any width, case, spaces and hyphens."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    letters = "".join(letter for letter in plain if letter in RECEIPT_ALPHABET)
    return letters[: RECEIPT_LENGTH + 1]
