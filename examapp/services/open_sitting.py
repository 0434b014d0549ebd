"""Open an attempt on a phone: everything the page shows and nothing that gives a key away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.journal import fold
from examapp.domain.paper import PaperItem, paper_from_json
from examapp.domain.timing import remaining_ms
from examapp.services.close_attempt import Receipt, close_expired, receipt_of
from examapp.services.own_attempts import AttemptNotFound, locked_attempt, own_attempt
from examapp.services.prepared_rounds import PreparedRound, prepared_round
from examapp.services.question_fragments import SittingItem, sitting_item
from examapp.services.seal_keys import public_seal_key
from examapp.storage import journal
from examapp.storage.attempts import Attempt
from examapp.storage.vault import Vault


class TakenOver(ExamError):
    """这份答卷已在另一台设备上打开，本页不能再作答；要在这里继续，请重新进入答卷。"""

    code = "taken_over"


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one phone needs to go on with an attempt; the token is its right to save.

    `responses`, `elapsed_ms` and `flags` are what is saved, by item number; an answer that was cleared
    still has its `elapsed_ms`, so that no older one comes back. `takeover` says that the
    attempt had been opened before, on this phone or another. `time_version` is what the round's pulse said
    when `remaining_ms` was true; `seal_key` is the public key for a sealed file, empty if there is none.
    """

    attempt_id: int
    round_id: int
    token: str
    takeover: bool
    event_name: str
    round_name: str
    entrant_name: str
    ticket: str
    items: tuple[SittingItem, ...]
    responses: Mapping[int, object]
    elapsed_ms: Mapping[int, int]
    flags: frozenset[int]
    last_seq: int
    started_at: datetime
    deadline_at: datetime
    remaining_ms: int
    duration_ms: int
    time_version: int
    seal_key: str


def open_sitting(
    session: Session, vault: Vault, *, entrant_id: int, attempt_id: int, now: datetime
) -> Sitting | Receipt:
    """Take the attempt over with everything saved; its receipt when it is closed or has expired.

    Raises AttemptNotFound for an attempt that isn't this entrant's.
    """
    attempt = _lock_own(session, entrant_id, attempt_id)
    if close_expired(session, vault, attempt, now) or attempt.state == "closed":
        return receipt_of(session, attempt)
    attempt.sitting += 1
    session.flush()
    return _sitting(session, vault, attempt, now)


def read_sitting(
    session: Session, vault: Vault, *, entrant_id: int, attempt_id: int, token: str, now: datetime
) -> Sitting | Receipt:
    """Return the sitting that the token is of, without taking the attempt over.

    Raises TakenOver when that is no longer the newest, AttemptNotFound for somebody else's attempt.
    """
    attempt = _lock_own(session, entrant_id, attempt_id)
    if close_expired(session, vault, attempt, now) or attempt.state == "closed":
        return receipt_of(session, attempt)
    if vault.sitting_of(attempt_id, token) != attempt.sitting:
        raise TakenOver
    return _sitting(session, vault, attempt, now)


def _lock_own(session: Session, entrant_id: int, attempt_id: int) -> Attempt:
    own_attempt(session, entrant_id=entrant_id, attempt_id=attempt_id)
    attempt = locked_attempt(session, attempt_id)
    if attempt is None:
        raise AttemptNotFound
    return attempt


def _sitting(session: Session, vault: Vault, attempt: Attempt, now: datetime) -> Sitting:
    prepared = prepared_round(session, vault, attempt.round_id)
    answers = journal.entries_of(session, attempt.id)
    responses = fold(answers)
    return Sitting(
        attempt_id=attempt.id,
        round_id=attempt.round_id,
        token=vault.sitting_token(attempt.id, attempt.sitting),
        takeover=attempt.sitting > 1,
        event_name=prepared.event_name,
        round_name=prepared.name,
        entrant_name=attempt.entry.entrant.name,
        ticket=attempt.entry.ticket,
        items=_items(prepared, attempt),
        responses=responses,
        elapsed_ms={e.item: e.elapsed_ms for e in answers if e.status == "saved"},
        flags=_flags(session, attempt.id),
        last_seq=journal.last_seq(session, attempt.id, attempt.sitting),
        started_at=attempt.started_at,
        deadline_at=attempt.deadline_at,
        remaining_ms=remaining_ms(now, attempt.deadline_at),
        duration_ms=(attempt.deadline_at - attempt.started_at) // timedelta(milliseconds=1),
        time_version=prepared.time_version,
        seal_key=public_seal_key(session),
    )


def _flags(session: Session, attempt_id: int) -> frozenset[int]:
    folded = fold(journal.entries_of(session, attempt_id, "flag"))
    return frozenset(item for item, flagged in folded.items() if flagged)


def _items(prepared: PreparedRound, attempt: Attempt) -> tuple[SittingItem, ...]:
    items = paper_from_json(attempt.paper).items
    return tuple(_item(prepared, number, item) for number, item in enumerate(items, start=1))


def _item(prepared: PreparedRound, number: int, item: PaperItem) -> SittingItem:
    question, fragments = prepared.questions[item.qid], prepared.fragments[item.qid]
    return sitting_item(number, question, fragments, item.option_order, item.points)
