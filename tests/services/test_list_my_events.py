"""What an entrant sees after signing in: each round and what can be done now."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from examapp.services.close_attempt import Receipt, submit_attempt
from examapp.services.list_my_events import MyEvent, my_events
from examapp.storage.contest import Event, Qualification, Round
from examapp.storage.people import Entry
from examapp.storage.vault import Vault
from tests import factories
from tests.services.cast import OpenRound, another_entry, open_round, seat

HOUR = timedelta(hours=1)


@pytest.fixture
def opened(session: Session, vault: Vault, now: datetime) -> OpenRound:
    return open_round(session, vault, now)


def _only(session: Session, opened: OpenRound, now: datetime) -> MyEvent:
    (mine,) = my_events(session, entrant_id=opened.entrant_id, now=now)
    return mine


def test_an_open_round_is_shown_with_its_paper_and_time(
    session: Session, now: datetime, opened: OpenRound
) -> None:
    mine = _only(session, opened, now)
    assert (mine.event_code, mine.event_name, mine.ticket) == ("11", "焊接", opened.ticket)
    assert (mine.round_id, mine.round_number, mine.round_name) == (opened.round_id, 1, "初赛")
    assert (mine.state, mine.opens_at, mine.closes_at) == ("open", now - HOUR, now + 8 * HOUR)
    assert (mine.question_count, mine.full_marks) == (8, 10_000)
    assert (mine.duration_s, mine.offered_s, mine.is_shortened) == (3600, 3600, False)
    assert (mine.attempt_id, mine.receipt, mine.remaining_ms) == (None, None, 0)


def test_a_late_start_is_told_before_starting_how_short_it_is(
    session: Session, now: datetime, opened: OpenRound
) -> None:
    session.get_one(Entry, opened.entry_id).extra_time_s = 60
    mine = _only(session, opened, now + 7.75 * HOUR)
    assert (mine.duration_s, mine.offered_s, mine.is_shortened) == (3660, 960, True)


@pytest.mark.parametrize(
    ("after", "state"),
    [(-2 * HOUR, "not_open_yet"), (-HOUR, "open"), (8 * HOUR, "missed"), (99 * HOUR, "missed")],
)
def test_without_an_attempt_the_window_says_what_can_be_done(
    session: Session, now: datetime, opened: OpenRound, after: timedelta, state: str
) -> None:
    assert _only(session, opened, now + after).state == state


@pytest.mark.parametrize(("round_state", "state"), [("draft", "not_ready"), ("closed", "missed")])
def test_a_round_in_draft_is_not_ready_and_a_closed_one_missed(
    session: Session, now: datetime, opened: OpenRound, round_state: str, state: str
) -> None:
    session.get_one(Round, opened.round_id).state = round_state
    assert _only(session, opened, now).state == state


def test_an_attempt_goes_from_in_progress_over_submitted_to_released(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    seated = seat(session, vault, now, opened)
    mine = _only(session, opened, now + timedelta(minutes=20))
    assert (mine.state, mine.attempt_id, mine.remaining_ms) == (
        "in_progress",
        seated.attempt_id,
        40 * 60_000,
    )
    receipt = submit_attempt(session, vault, **seated.mine, token=seated.sitting.token, now=now)
    assert isinstance(receipt, Receipt)
    mine = _only(session, opened, now)
    assert (mine.state, mine.receipt, mine.remaining_ms) == ("submitted", receipt.number, 0)
    session.get_one(Round, opened.round_id).scores_released_at = now
    assert _only(session, opened, now).state == "released"


def test_an_expired_attempt_counts_as_submitted_although_nothing_closed_it_yet(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    seat(session, vault, now, opened)
    assert _only(session, opened, now + timedelta(seconds=3610)).state == "in_progress"
    assert _only(session, opened, now + timedelta(seconds=3611)).state == "submitted"


def test_a_second_round_opens_for_those_who_qualified(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    second = factories.make_round(session, session.get_one(Event, opened.event_id), now, number=2)
    states = [mine.state for mine in my_events(session, entrant_id=opened.entrant_id, now=now)]
    assert states == ["open", "not_ready"]
    factories.freeze_round(session, vault, second, now)
    assert my_events(session, entrant_id=opened.entrant_id, now=now)[1].state == "not_qualified"
    session.add(Qualification(round_id=second.id, entry_id=opened.entry_id, granted_at=now))
    session.flush()
    assert my_events(session, entrant_id=opened.entrant_id, now=now)[1].state == "open"


def test_who_was_excluded_is_told_so(session: Session, now: datetime, opened: OpenRound) -> None:
    session.get_one(Entry, opened.entry_id).exclusion = "withdrawn"
    mine = _only(session, opened, now)
    assert (mine.state, mine.exclusion) == ("not_qualified", "withdrawn")


def test_nobody_sees_the_attempt_of_another(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    other = another_entry(session, vault, opened, now)
    seat(session, vault, now, opened)
    (theirs,) = my_events(session, entrant_id=other.entrant_id, now=now)
    assert (theirs.state, theirs.attempt_id) == ("open", None)
