"""What opening froze is prepared once; what may still move is read every time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from examapp.domain.randomness import round_key
from examapp.domain.timing import Extension, Window
from examapp.services import prepared_rounds
from examapp.services.prepared_rounds import RoundNotFound, RoundNotFrozen, prepared_round
from examapp.storage.contest import Event, Round, RoundExtension
from examapp.storage.vault import Vault
from tests import factories
from tests.services.cast import OpenRound, open_round


@pytest.fixture
def opened(session: Session, vault: Vault, now: datetime) -> OpenRound:
    return open_round(session, vault, now)


def test_the_frozen_bank_and_rules_are_prepared_once(
    session: Session, vault: Vault, opened: OpenRound
) -> None:
    first = prepared_round(session, vault, opened.round_id)
    again = prepared_round(session, vault, opened.round_id)
    assert again.drawer is first.drawer
    assert len(first.questions) == 30
    assert first.rules.blueprint == factories.SMALL_BLUEPRINT
    assert first.key == round_key(bytes(range(32)), "")


def test_window_and_extensions_are_read_every_time(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    prepared_round(session, vault, opened.round_id)
    row = session.get_one(Round, opened.round_id)
    row.closes_at = now + timedelta(hours=9)
    session.add(RoundExtension(round_id=row.id, granted_at=now, seconds=60, reason="停电", actor="test"))
    session.flush()
    prepared = prepared_round(session, vault, opened.round_id)
    assert prepared.window == Window(now - timedelta(hours=1), now + timedelta(hours=9))
    assert prepared.extensions == (Extension(now, 60),)


def test_another_secret_or_public_number_is_another_key(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    keys = {prepared_round(session, vault, opened.round_id).key}
    row = session.get_one(Round, opened.round_id)
    row.public_number = "123"
    session.flush()
    keys.add(prepared_round(session, vault, row.id).key)
    row.sealed_secret, row.commitment = vault.encrypt(bytes(32)), "0" * 64
    session.flush()
    keys.add(prepared_round(session, vault, row.id).key)
    assert len(keys) == 3


def test_a_closed_round_stays_prepared_for_grading(session: Session, vault: Vault, opened: OpenRound) -> None:
    session.get_one(Round, opened.round_id).state = "closed"
    assert prepared_round(session, vault, opened.round_id).state == "closed"


def test_a_draft_has_nothing_to_prepare(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    draft = factories.make_round(session, session.get_one(Event, opened.event_id), now, number=2)
    with pytest.raises(RoundNotFrozen):
        prepared_round(session, vault, draft.id)


@pytest.mark.parametrize("round_id", [0, -1, 2**31 - 1, 10**30])
def test_a_round_that_is_not_there_is_not_found(session: Session, vault: Vault, round_id: int) -> None:
    with pytest.raises(RoundNotFound):
        prepared_round(session, vault, round_id)


def test_a_process_keeps_only_so_many_rounds(
    session: Session, vault: Vault, opened: OpenRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared_rounds, "MOST_ROUNDS_KEPT", 1)
    first = prepared_round(session, vault, opened.round_id)
    row = session.get_one(Round, opened.round_id)
    row.public_number = "another"
    session.flush()
    prepared_round(session, vault, opened.round_id)
    row.public_number = ""
    session.flush()
    assert prepared_round(session, vault, opened.round_id).drawer is not first.drawer
