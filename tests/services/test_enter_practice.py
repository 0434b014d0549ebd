"""Who may practise, and when: never beside an attempt of one's own."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from examapp.services.close_attempt import close_if_expired, submit_attempt
from examapp.services.enter_practice import AttemptRunning, enter_practice
from examapp.services.start_attempt import NotEntered
from examapp.storage.vault import Vault
from tests.services.cast import another_entry, open_round, seat


def test_practice_is_open_before_the_attempt_even_while_the_round_is(
    session: Session, vault: Vault, now: datetime
) -> None:
    opened = open_round(session, vault, now)
    practiser = enter_practice(session, entrant_id=opened.entrant_id, event_id=opened.event_id)
    assert (practiser.ticket, practiser.event_name) == (opened.ticket, "焊接")


def test_practice_is_closed_while_the_own_attempt_runs_and_open_again_afterwards(
    session: Session, vault: Vault, now: datetime
) -> None:
    seated = seat(session, vault, now)
    mine = {"entrant_id": seated.round.entrant_id, "event_id": seated.round.event_id}
    with pytest.raises(AttemptRunning) as refused:
        enter_practice(session, **mine)
    assert refused.value.attempt_id == seated.attempt_id
    submit_attempt(session, vault, **seated.mine, token=seated.sitting.token, now=now)
    assert enter_practice(session, **mine).entrant_id == seated.round.entrant_id


def test_an_attempt_whose_time_is_over_keeps_practice_closed_until_it_is_closed(
    session: Session, vault: Vault, now: datetime
) -> None:
    seated = seat(session, vault, now)
    later = now + timedelta(hours=3)
    mine = {"entrant_id": seated.round.entrant_id, "event_id": seated.round.event_id}
    with pytest.raises(AttemptRunning):
        enter_practice(session, **mine)
    assert close_if_expired(session, vault, attempt_id=seated.attempt_id, now=later)
    enter_practice(session, **mine)


def test_the_attempt_of_somebody_else_closes_nothing(session: Session, vault: Vault, now: datetime) -> None:
    seated = seat(session, vault, now)
    other = another_entry(session, vault, seated.round, now)
    enter_practice(session, entrant_id=other.entrant_id, event_id=seated.round.event_id)


def test_an_event_not_entered_is_nobodys(session: Session, vault: Vault, now: datetime) -> None:
    opened = open_round(session, vault, now)
    with pytest.raises(NotEntered):
        enter_practice(session, entrant_id=opened.entrant_id, event_id=opened.event_id + 1)
