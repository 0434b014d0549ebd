"""Take in an answer file that a phone sealed when the network failed it: kept, marked, never lost."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.journal import EntryStatus
from examapp.services.answer_entries import MOST_ENTRIES, Entry
from examapp.services.audit_log import ENTRANT, record
from examapp.services.own_attempts import AttemptNotFound, locked_attempt, own_attempt
from examapp.services.save_answers import BadEntries, NumberTaken, SaveRefused, save_answers
from examapp.services.seal_keys import private_seal_key
from examapp.services.sent_answers import Answers
from examapp.storage.attempts import Attempt
from examapp.storage.ids import bigint_id
from examapp.storage.journal import count_entries
from examapp.storage.people import Entry as EntryRow
from examapp.storage.seal import SealBroken, attempt_of, unseal
from examapp.storage.sealed_files import SealedFile
from examapp.storage.vault import Vault

LARGEST_FILE = 1024 * 1024
CODE_DIGITS = 12
# Of one attempt: anybody signed in can seal any number of different ones, and each is kept whole.
MOST_FILES = 50


class NotSealedFile(ExamError):
    """这不是考试页面生成的密封作答文件，或者文件已损坏。请重新选择文件，或把页面上的文字完整复制过来。"""

    code = "not_sealed_file"


class OtherAttempt(ExamError):
    """这份文件属于另一份答卷，没有接收。请由答题的本人在自己的答卷中提交，或交给本赛项的协调员。"""

    code = "other_attempt"


class TooManyFiles(ExamError):
    """这份答卷已经收到 {limit} 份不同的作答文件，不再接收更多。请联系组委会。"""

    code = "too_many_files"


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file: of its `entries`, `new_entries` were not in the journal yet.

    `status` says how they are marked: saved while the attempt still ran, late after its end, superseded
    when another phone had gone on meanwhile. `was_known` means that the same file had come before.
    """

    attempt_id: int
    code: str
    entries: int
    new_entries: int
    status: EntryStatus
    was_known: bool


def receive_own_file(
    session: Session, vault: Vault, *, entrant_id: int, attempt_id: int, text: str, now: datetime
) -> Received:
    """Take in a file that the entrant sends; raise AttemptNotFound, NotSealedFile, OtherAttempt
    or TooManyFiles.
    """
    attempt = own_attempt(session, entrant_id=entrant_id, attempt_id=attempt_id)
    if _named_attempt(text) != attempt.id:
        raise OtherAttempt
    return _receive(session, vault, attempt, text, ENTRANT, now)


def receive_file_for_event(
    session: Session, vault: Vault, *, event_id: int, text: str, actor: str, now: datetime
) -> Received:
    """Take in a file that an entrant brought to staff of the event; raise NotSealedFile, OtherAttempt
    or TooManyFiles.
    """
    attempt = session.scalar(
        select(Attempt)
        .join(Attempt.entry)
        .where(Attempt.id == _named_attempt(text), EntryRow.event_id == event_id)
    )
    if attempt is None:
        raise OtherAttempt
    received = _receive(session, vault, attempt, text, actor, now)
    record(
        session,
        now=now,
        actor=actor,
        action="attempt.receive_sealed_file",
        subject=f"attempt:{attempt.id} ticket:{attempt.entry.ticket}",
        after={
            "code": received.code,
            "entries": received.entries,
            "new_entries": received.new_entries,
            "status": received.status,
        },
    )
    return received


def sealed_code(text: str) -> str:
    """Return the code by which people name a file: 12 hex digits of its SHA-256, in groups of four."""
    return code_of(hashlib.sha256(text.encode()).hexdigest())


def code_of(content_hash: str) -> str:
    """Return the code of a file with that hex SHA-256."""
    digits = content_hash[:CODE_DIGITS].upper()
    return " ".join(digits[place : place + 4] for place in range(0, CODE_DIGITS, 4))


def _named_attempt(text: str) -> int:
    try:
        return bigint_id(attempt_of(text))
    except SealBroken:
        raise NotSealedFile from None


def _receive(
    session: Session, vault: Vault, attempt: Attempt, text: str, actor: str, now: datetime
) -> Received:
    content_hash = hashlib.sha256(text.encode()).hexdigest()
    answers = _opened(session, vault, text)
    # Two taps come one after the other: the second finds the file of the first.
    locked_attempt(session, attempt.id)
    known = session.scalar(
        select(SealedFile).where(SealedFile.attempt_id == attempt.id, SealedFile.content_hash == content_hash)
    )
    if known is None and _count_files(session, attempt.id) >= MOST_FILES:
        raise TooManyFiles(limit=MOST_FILES)
    before = count_entries(session, attempt.id)
    status = _append(session, vault, attempt, answers, now)
    new_entries = count_entries(session, attempt.id) - before
    if known is None:
        session.add(
            SealedFile(
                attempt_id=attempt.id,
                content_hash=content_hash,
                content=text.encode(),
                entries=len(answers.entries),
                new_entries=new_entries,
                status=status,
                received_at=now,
                actor=actor,
            )
        )
        session.flush()
    return Received(
        attempt.id, sealed_code(text), len(answers.entries), new_entries, status, known is not None
    )


def _opened(session: Session, vault: Vault, text: str) -> Answers:
    private = private_seal_key(session, vault)
    if private is None:
        raise NotSealedFile
    try:
        return msgspec.json.decode(unseal(text, private), type=Answers)
    except (SealBroken, msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise NotSealedFile from None


def _append(session: Session, vault: Vault, attempt: Attempt, answers: Answers, now: datetime) -> EntryStatus:
    status: EntryStatus = "saved"
    for batch in _batches(answers.as_entries()):
        try:
            outcome = save_answers(
                session,
                vault,
                entrant_id=attempt.entry.entrant_id,
                attempt_id=attempt.id,
                token=answers.session,
                entries=batch,
                now=now,
            )
        except (BadEntries, AttemptNotFound):
            raise NotSealedFile from None
        except NumberTaken:
            # What stands in the journal under these numbers counts; the file is kept whole beside it.
            status = "superseded"
            continue
        if isinstance(outcome, SaveRefused):
            if outcome.reason == "unknown":
                raise NotSealedFile
            status = "late" if outcome.reason == "closed" else "superseded"
    return status


def _batches(entries: Sequence[Entry]) -> list[Sequence[Entry]]:
    # One at least: a file without entries must still bear a token of ours.
    return [entries[start : start + MOST_ENTRIES] for start in range(0, len(entries) or 1, MOST_ENTRIES)]


def _count_files(session: Session, attempt_id: int) -> int:
    counted = select(func.count()).select_from(SealedFile).where(SealedFile.attempt_id == attempt_id)
    return session.scalar(counted) or 0
