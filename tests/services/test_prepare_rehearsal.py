"""A rehearsal is a whole contest of its own, kept apart from real ones."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.services.prepare_rehearsal import BadRehearsalSize, prepare_rehearsal
from examapp.services.sign_in_entrant import SignedIn, sign_in_entrant
from examapp.storage.contest import Competition, Round
from examapp.storage.people import Delegation, Employer
from examapp.storage.vault import Vault


def test_every_event_has_an_open_round_and_its_share_of_entrants(
    session: Session, vault: Vault, now: datetime
) -> None:
    made = prepare_rehearsal(session, vault, entrants=30, events=4, actor="cli", now=now)
    assert [event.code for event in made.events] == ["R01", "R02", "R03", "R04"]
    assert sorted(Counter(entrant.event.code for entrant in made.entrants).values()) == [7, 7, 8, 8]
    assert set(session.scalars(select(Round.state))) == {"open"}
    assert session.scalar(select(func.count()).select_from(Employer)) == 4
    assert session.scalar(select(func.count()).select_from(Delegation)) == 20


def test_a_rehearsal_is_marked_as_one(session: Session, vault: Vault, now: datetime) -> None:
    made = prepare_rehearsal(session, vault, entrants=2, events=1, actor="cli", now=now)
    competition = session.get_one(Competition, made.competition_id)
    assert competition.is_rehearsal
    assert "2026-09-07 10:00:00" in competition.name


def test_entrants_sign_in_with_the_pins_they_are_given(session: Session, vault: Vault, now: datetime) -> None:
    made = prepare_rehearsal(session, vault, entrants=3, events=3, actor="cli", now=now)
    for entrant in made.entrants:
        outcome = sign_in_entrant(
            session,
            vault,
            ticket=entrant.ticket,
            pin=entrant.pin,
            address="192.0.2.1",
            address_limit=10,
            now=now,
        )
        assert isinstance(outcome, SignedIn)


@pytest.mark.parametrize(("entrants", "events"), [(0, 1), (1, 0), (1, 2), (100, 100), (100_001, 1)])
def test_a_size_that_makes_no_sense_is_refused(
    session: Session, vault: Vault, now: datetime, entrants: int, events: int
) -> None:
    with pytest.raises(BadRehearsalSize):
        prepare_rehearsal(session, vault, entrants=entrants, events=events, actor="cli", now=now)
    assert session.scalar(select(func.count()).select_from(Competition)) == 0
