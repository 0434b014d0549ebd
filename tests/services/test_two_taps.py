"""Two taps at the same moment, on two connections: one appeal, one reply, one request."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.services.receive_sealed_file import receive_own_file
from examapp.services.reply_to_place import reply_to_place
from examapp.services.request_data_change import request_data_change
from examapp.services.seal_keys import make_seal_key
from examapp.services.submit_appeal import submit_appeal
from examapp.storage.afterwards import Appeal, DataRequest, PlaceReplyRow
from examapp.storage.attempts import JournalRow
from examapp.storage.audit import AuditEntry
from examapp.storage.base import Base
from examapp.storage.database import Database
from examapp.storage.seal import seal
from examapp.storage.sealed_files import SealedFile, SealKey
from examapp.storage.vault import Vault
from tests.services.afterwards import handed_in, publish, released
from tests.services.cast import Seated, seat

TAPS = 4


def _tap(database: Database, act: Callable[[Session], object]) -> None:
    """Do the act on several connections at once."""
    together = Barrier(TAPS)

    def one(_number: int) -> None:
        together.wait()
        with database.transaction() as session:
            act(session)

    with ThreadPoolExecutor(TAPS) as pool:
        list(pool.map(one, range(TAPS)))


def _count(database: Database, table: type[Base], action: str) -> tuple[int, int]:
    with database.reading() as session:
        rows = session.scalar(select(func.count()).select_from(table)) or 0
        acts = session.scalar(select(func.count()).where(AuditEntry.action == action)) or 0
    return rows, acts


def _made(database: Database, make: Callable[[Session], Seated]) -> Seated:
    with database.transaction() as session:
        return make(session)


def test_an_appeal_tapped_often_is_one(database: Database, vault: Vault, now: datetime) -> None:
    seated = _made(database, lambda session: handed_in(session, vault, now))
    later = now + timedelta(minutes=31)
    _tap(
        database,
        lambda session: submit_appeal(session, **seated.mine, kind="incident", text="断电", now=later),
    )
    assert _count(database, Appeal, "appeal.submit") == (1, 1)


def test_a_reply_tapped_often_is_one(database: Database, vault: Vault, now: datetime) -> None:
    def make(session: Session) -> Seated:
        seated = released(session, vault, now)
        publish(session, vault, seated, now + timedelta(hours=1))
        return seated

    winner = _made(database, make).round
    _tap(
        database,
        lambda session: reply_to_place(
            session, entrant_id=winner.entrant_id, round_id=winner.round_id, reply="declined", now=now
        ),
    )
    assert _count(database, PlaceReplyRow, "place.reply") == (1, 1)


def test_a_request_tapped_often_is_one(database: Database, vault: Vault, now: datetime) -> None:
    me = _made(database, lambda session: handed_in(session, vault, now)).round.entrant_id
    _tap(
        database,
        lambda session: request_data_change(
            session, entrant_id=me, kind="delete", field=None, text="", now=now
        ),
    )
    assert _count(database, DataRequest, "data_request.submit") == (1, 1)


def test_a_sealed_file_sent_often_is_kept_once(database: Database, vault: Vault, now: datetime) -> None:
    def make(session: Session) -> Seated:
        make_seal_key(session, vault, now)
        return seat(session, vault, now)

    seated = _made(database, make)
    entries = [{"seq": 1, "item": 1, "response": ["A"], "elapsed_ms": 1000}]
    content = json.dumps({"session": seated.sitting.token, "entries": entries}).encode()
    with database.reading() as session:
        public = session.scalars(select(SealKey.public_key)).one()
    text = seal(content, seated.attempt_id, public, bytes(32), bytes(12))
    _tap(database, lambda session: receive_own_file(session, vault, **seated.mine, text=text, now=now))
    assert _count(database, SealedFile, "")[0] == 1
    assert _count(database, JournalRow, "")[0] == 1
