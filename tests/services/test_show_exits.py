"""Entrants see when and for how long they left the page."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from examapp.services.own_attempts import AttemptNotFound
from examapp.services.save_answers import Entry, save_answers
from examapp.services.show_exits import PageExit, show_exits
from examapp.storage.vault import Vault
from tests.services.cast import another_entry, seat


def test_exits_are_listed_in_order_with_their_length(session: Session, vault: Vault, now: datetime) -> None:
    seated = seat(session, vault, now)
    exits = [Entry(1, 0, "away", 60_000, 90_000), Entry(2, 0, "away", 500, 30_000)]
    save_answers(session, vault, **seated.mine, token=seated.sitting.token, entries=exits, now=now)
    found = show_exits(session, **seated.mine)
    assert found.exits == (
        PageExit(timedelta(seconds=30), timedelta(milliseconds=500)),
        PageExit(timedelta(seconds=90), timedelta(minutes=1)),
    )
    assert found.total == timedelta(seconds=60.5)


def test_who_never_left_has_no_exits(session: Session, vault: Vault, now: datetime) -> None:
    assert show_exits(session, **seat(session, vault, now).mine).exits == ()


def test_nobody_sees_anybody_elses_exits(session: Session, vault: Vault, now: datetime) -> None:
    seated = seat(session, vault, now)
    other = another_entry(session, vault, seated.round, now)
    with pytest.raises(AttemptNotFound):
        show_exits(session, entrant_id=other.entrant_id, attempt_id=seated.attempt_id)
