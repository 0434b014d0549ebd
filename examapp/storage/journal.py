"""The hot statements about the journal: append what a phone sent, read what counts.

Appending decides in the database whether the entries count, while the attempt's row is locked against
being closed or taken over: what is called saved is part of every later fold.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from examapp.domain.journal import EntryStatus, JournalEntry
from examapp.domain.timing import accepts
from examapp.storage.attempts import Attempt, JournalRow
from examapp.storage.base import UtcDateTime
from examapp.storage.contest import Round
from examapp.storage.people import Entry

Kind = Literal["answer", "flag", "away"]


@dataclass(frozen=True, slots=True)
class Sender:
    """Which sitting of whose attempt sent something, and when it arrived."""

    attempt_id: int
    entrant_id: int
    sitting: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class NewRow:
    """One entry as it is stored; `response` is JSON text."""

    seq: int
    item: int
    kind: Kind
    response: str
    elapsed_ms: int


@dataclass(frozen=True, slots=True)
class Appended:
    """How entries were marked, and the attempt's state and deadline at that moment.

    `is_whole`: every row stands in the journal as it was sent and with that mark; not so when the sitting
    has used a seq for something else.
    """

    status: EntryStatus
    state: str
    deadline_at: datetime
    is_whole: bool


# FOR SHARE lets saves of one attempt pass each other, but waits for a closing or a taking over, and makes
# those wait; after the wait PostgreSQL reads the row's newest version.
_APPEND_POSTGRESQL = text(
    """
    WITH attempt AS (
        SELECT a.id, a.state, a.sitting, a.deadline_at,
               a.deadline_at + make_interval(secs => (r.rules #>> '{timing,grace_s}')::integer) AS accepts_until
        FROM attempts a JOIN entries e ON e.id = a.entry_id JOIN rounds r ON r.id = a.round_id
        WHERE a.id = CAST(:attempt_id AS bigint) AND e.entrant_id = CAST(:entrant_id AS integer)
          AND a.sitting >= CAST(:sitting AS integer)
        FOR SHARE OF a
    ), judged AS (
        SELECT id, state, deadline_at,
               CASE WHEN sitting > CAST(:sitting AS integer) THEN 'superseded'
                    WHEN state = 'open' AND CAST(:received_at AS timestamptz) <= accepts_until THEN 'saved'
                    ELSE 'late' END AS status
        FROM attempt
    ), appended AS (
        INSERT INTO journal
            (attempt_id, sitting, seq, item, kind, response, elapsed_ms, received_at, status)
        SELECT id, CAST(:sitting AS integer), entry.*, CAST(:received_at AS timestamptz), status
        FROM judged, unnest(CAST(:seqs AS integer[]), CAST(:items AS integer[]), CAST(:kinds AS text[]),
                            CAST(:responses AS text[]), CAST(:elapsed AS bigint[])) AS entry
        ON CONFLICT DO NOTHING
        RETURNING seq
    )
    SELECT status, state, deadline_at, (SELECT count(*) FROM appended) AS added FROM judged
    """
).bindparams(bindparam("received_at", type_=UtcDateTime()))


def append(session: Session, sender: Sender, rows: Sequence[NewRow]) -> Appended | None:
    """Store the rows, marked by what the attempt is now; None, and nothing stored, if it isn't the sender's.

    A row whose seq the sitting has used before is left as it is.
    """
    if session.get_bind().dialect.name == "postgresql":
        return _append_postgresql(session, sender, rows)
    return _append_sqlite(session, sender, rows)


def _append_postgresql(session: Session, sender: Sender, rows: Sequence[NewRow]) -> Appended | None:
    parameters = {
        "attempt_id": sender.attempt_id,
        "entrant_id": sender.entrant_id,
        "sitting": sender.sitting,
        "received_at": sender.received_at,
        "seqs": [row.seq for row in rows],
        "items": [row.item for row in rows],
        "kinds": [row.kind for row in rows],
        "responses": [row.response for row in rows],
        "elapsed": [row.elapsed_ms for row in rows],
    }
    found = session.execute(_APPEND_POSTGRESQL, parameters).one_or_none()
    if found is None:
        return None
    is_whole = found.added == len(rows) or _holds(session, sender, rows, found.status)
    return Appended(found.status, found.state, found.deadline_at, is_whole)


_ATTEMPT = (
    select(Attempt.state, Attempt.sitting, Attempt.deadline_at, Round.rules["timing"]["grace_s"].as_integer())
    .join(Entry, Entry.id == Attempt.entry_id)
    .join(Round, Round.id == Attempt.round_id)
    .where(Attempt.id == bindparam("attempt_id"), Entry.entrant_id == bindparam("entrant_id"))
    .where(Attempt.sitting >= bindparam("sitting"))
)
_APPEND_SQLITE = sqlite_insert(JournalRow).on_conflict_do_nothing()


def _append_sqlite(session: Session, sender: Sender, rows: Sequence[NewRow]) -> Appended | None:
    # A writing transaction holds SQLite's one write lock, so nothing changes between the statements.
    connection = session.connection()
    found = connection.execute(
        _ATTEMPT,
        {"attempt_id": sender.attempt_id, "entrant_id": sender.entrant_id, "sitting": sender.sitting},
    ).one_or_none()
    if found is None:
        return None
    state, sitting, deadline_at, grace_s = found
    in_time = state == "open" and accepts(sender.received_at, deadline_at, grace_s)
    status: EntryStatus = "superseded" if sitting > sender.sitting else "saved" if in_time else "late"
    common = {
        "attempt_id": sender.attempt_id,
        "sitting": sender.sitting,
        "received_at": sender.received_at,
        "status": status,
    }
    added = 0
    if rows:
        added = connection.execute(_APPEND_SQLITE, [{**common, **asdict(row)} for row in rows]).rowcount
    is_whole = added == len(rows) or _holds(session, sender, rows, status)
    return Appended(status, state, deadline_at, is_whole)


def _holds(session: Session, sender: Sender, rows: Sequence[NewRow], status: EntryStatus) -> bool:
    """Tell whether the journal holds every row as it was sent, marked so."""
    of_sitting = (JournalRow.attempt_id == sender.attempt_id, JournalRow.sitting == sender.sitting)
    found = session.execute(
        select(JournalRow.seq, JournalRow.item, JournalRow.kind, JournalRow.response)
        .where(*of_sitting, JournalRow.status == status)
        .where(JournalRow.seq.in_([row.seq for row in rows]))
    )
    return {(row.seq, row.item, row.kind, row.response) for row in rows} <= {tuple(row) for row in found}


_ENTRIES = select(
    JournalRow.sitting,
    JournalRow.seq,
    JournalRow.item,
    JournalRow.response,
    JournalRow.elapsed_ms,
    JournalRow.status,
).order_by(JournalRow.sitting, JournalRow.seq)


def entries_of(session: Session, attempt_id: int, kind: Kind = "answer") -> list[JournalEntry]:
    """Return the attempt's entries of one kind, whatever their status, by sitting and seq."""
    found = session.execute(_ENTRIES.where(JournalRow.attempt_id == attempt_id, JournalRow.kind == kind))
    return [
        JournalEntry(sitting, seq, item, json.loads(response), elapsed_ms, cast("EntryStatus", status))
        for sitting, seq, item, response, elapsed_ms, status in found
    ]


def last_seq(session: Session, attempt_id: int, sitting: int) -> int:
    """Return the highest seq that the sitting has used, 0 for none."""
    used = select(func.max(JournalRow.seq)).where(
        JournalRow.attempt_id == attempt_id, JournalRow.sitting == sitting
    )
    return session.scalar(used) or 0


def count_entries(session: Session, attempt_id: int) -> int:
    """Return how many entries of any kind and status the attempt has."""
    counted = select(func.count()).select_from(JournalRow).where(JournalRow.attempt_id == attempt_id)
    return session.scalar(counted) or 0


def count_late_items(session: Session, attempt_id: int) -> int:
    """Return to how many items answers came that are kept but, being late, don't count."""
    late = select(func.count(JournalRow.item.distinct())).where(
        JournalRow.attempt_id == attempt_id, JournalRow.status == "late", JournalRow.kind == "answer"
    )
    return session.scalar(late) or 0
