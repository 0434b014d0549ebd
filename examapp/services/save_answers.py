"""Save what an entrant answered, and say truthfully what is stored and whether it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.journal import fold
from examapp.domain.timing import remaining_ms
from examapp.services.answer_entries import BadEntries, Entry, rows_of
from examapp.services.own_attempts import locked_attempt
from examapp.storage import journal
from examapp.storage.ids import bigint_id
from examapp.storage.vault import Vault

# Nobody taps so often: a program that fills the disk does. Counting costs only those who come near.
MOST_ENTRIES_OF_ATTEMPT = 20_000
UNSUSPICIOUS_SEQ = 1_000
UNSUSPICIOUS_SITTING = 50

__all__ = ["BadEntries", "Entry", "NumberTaken", "SaveRefused", "Saved", "save_answers", "save_form"]


class NumberTaken(ExamError):
    """这份答卷已在别处作答，本页的作答没有保存；请重新进入答卷。"""

    code = "number_taken"


@dataclass(frozen=True, slots=True)
class Saved:
    """Every entry sent is stored and counts; `saved_through` is the highest seq among them, 0 for none."""

    saved_through: int
    remaining_ms: int


@dataclass(frozen=True, slots=True)
class SaveRefused:
    """The entries don't count: the attempt is closed or taken over, or the token is not ours.

    Unless the reason is "unknown" they are stored all the same, `kept` of them, marked as not counting;
    so this is returned, not raised.
    """

    reason: Literal["closed", "taken_over", "unknown"]
    remaining_ms: int = 0
    kept: int = 0


def save_answers(
    session: Session,
    vault: Vault,
    *,
    entrant_id: int,
    attempt_id: int,
    token: str,
    entries: Sequence[Entry],
    now: datetime,
) -> Saved | SaveRefused:
    """Append the entries to the journal; `now` is when the request arrived.

    What was sent before is acknowledged again and stored once. Raises, and stores nothing, BadEntries when
    any entry is malformed or the attempt has beyond all measure, and NumberTaken when the sitting has used a seq for another entry or for one that
    came too late: of two entries with one seq the first stays, so the second must not be called saved.
    """
    rows = rows_of(entries)
    sitting = vault.sitting_of(attempt_id, token) if bigint_id(attempt_id) else None
    if sitting is None:
        return SaveRefused("unknown")
    _refuse_flood(session, attempt_id, sitting, rows)
    sender = journal.Sender(attempt_id, entrant_id, sitting, now)
    appended = journal.append(session, sender, rows)
    if appended is None:
        return SaveRefused("unknown")
    left_ms = remaining_ms(now, appended.deadline_at)
    if appended.status == "saved":
        if not appended.is_whole:
            raise NumberTaken
        return Saved(max((row.seq for row in rows), default=0), left_ms)
    over = appended.state == "closed" or appended.status == "late"
    return SaveRefused("closed" if over else "taken_over", 0 if over else left_ms, len(rows))


def _refuse_flood(session: Session, attempt_id: int, sitting: int, rows: Sequence[journal.NewRow]) -> None:
    highest = max((row.seq for row in rows), default=0)
    if highest <= UNSUSPICIOUS_SEQ and sitting <= UNSUSPICIOUS_SITTING:
        return
    if journal.count_entries(session, attempt_id) + len(rows) > MOST_ENTRIES_OF_ATTEMPT:
        raise BadEntries


def save_form(
    session: Session,
    vault: Vault,
    *,
    entrant_id: int,
    attempt_id: int,
    token: str,
    responses: Mapping[int, object],
    now: datetime,
) -> Saved | SaveRefused:
    """Save a page that was posted without JavaScript: `{item: response}`, None for cleared.

    Such a page counts no entries, so they are numbered here, after those that the sitting has; what
    is saved already is not stored again.
    """
    sitting = vault.sitting_of(attempt_id, token) if bigint_id(attempt_id) else None
    if sitting is None:
        return SaveRefused("unknown")
    locked_attempt(session, attempt_id)  # two posts at once must not take the same numbers
    last = journal.last_seq(session, attempt_id, sitting)
    saved = fold(journal.entries_of(session, attempt_id))
    changed = [(item, response) for item, response in responses.items() if saved.get(item) != response]
    entries = [
        Entry(seq, item, "answer", response) for seq, (item, response) in enumerate(changed, start=last + 1)
    ]
    return save_answers(
        session,
        vault,
        entrant_id=entrant_id,
        attempt_id=attempt_id,
        token=token,
        entries=entries,
        now=now,
    )
