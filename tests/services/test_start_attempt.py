"""Who may start when, and that two taps end in one attempt."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.domain.paper import draw_paper, paper_hash, paper_to_json
from examapp.domain.rules import RoundRules, TimingRules
from examapp.services.prepared_rounds import drawn_question, prepared_round
from examapp.services.start_attempt import (
    ConsentMissing,
    EntryExcluded,
    NotEntered,
    NotOpenYet,
    NotQualified,
    RoundOver,
    start_attempt,
)
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Event, Qualification, Round
from examapp.storage.database import Database
from examapp.storage.people import Consent, Entry
from examapp.storage.vault import Vault
from tests import factories
from tests.services.cast import OpenRound, open_round


@pytest.fixture
def opened(session: Session, vault: Vault, now: datetime) -> OpenRound:
    return open_round(session, vault, now)


def _start(session: Session, vault: Vault, opened: OpenRound, now: datetime) -> Attempt:
    attempt_id = start_attempt(
        session, vault, entrant_id=opened.entrant_id, round_id=opened.round_id, now=now
    )
    return session.get_one(Attempt, attempt_id)


def test_starting_draws_the_paper_that_anyone_can_draw_again(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    attempt = _start(session, vault, opened, now)
    prepared = prepared_round(session, vault, opened.round_id)
    bank = [drawn_question(question, 1) for question in prepared.questions.values()]
    paper = draw_paper(prepared.rules.blueprint, bank, prepared.key, "11", opened.ticket)
    assert attempt.paper == paper_to_json(paper)
    assert attempt.paper_hash == paper_hash(paper)
    assert len(paper.items) == 8


def test_the_deadline_is_the_duration_and_the_entrants_extra_time(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    session.get_one(Entry, opened.entry_id).extra_time_s = 900
    attempt = _start(session, vault, opened, now)
    assert (attempt.started_at, attempt.deadline_at) == (now, now + timedelta(seconds=4500))


def test_a_late_start_is_shortened_by_the_end_of_the_window(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    attempt = _start(session, vault, opened, now + timedelta(hours=7, minutes=50))
    assert attempt.deadline_at == now + timedelta(hours=8)


def test_a_late_start_has_its_full_time_where_the_rules_say_so(
    session: Session, vault: Vault, now: datetime
) -> None:
    rules = RoundRules(factories.SMALL_BLUEPRINT, TimingRules(window_policy="full_time"))
    opened = open_round(session, vault, now, rules)
    attempt = _start(session, vault, opened, now + timedelta(hours=7, minutes=50))
    assert attempt.deadline_at == now + timedelta(hours=8, minutes=50)


def test_starting_again_is_the_same_attempt_even_after_the_window(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    first = _start(session, vault, opened, now)
    assert _start(session, vault, opened, now + timedelta(days=9)).id == first.id
    session.get_one(Round, opened.round_id).state = "closed"
    assert _start(session, vault, opened, now).id == first.id


def _refused(session: Session, vault: Vault, opened: OpenRound, now: datetime, why: type[Exception]) -> None:
    with pytest.raises(why):
        _start(session, vault, opened, now)
    assert session.scalar(select(func.count()).select_from(Attempt)) == 0


def test_nobody_starts_before_the_window_opens_or_once_it_closes(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    _refused(session, vault, opened, now - timedelta(hours=1, microseconds=1), NotOpenYet)
    _refused(session, vault, opened, now + timedelta(hours=8), RoundOver)


@pytest.mark.parametrize(("state", "why"), [("draft", NotOpenYet), ("closed", RoundOver)])
def test_nobody_starts_a_round_that_is_not_open(
    session: Session, vault: Vault, now: datetime, opened: OpenRound, state: str, why: type[Exception]
) -> None:
    session.get_one(Round, opened.round_id).state = state
    _refused(session, vault, opened, now, why)


def test_nobody_starts_without_having_accepted_the_notice_in_force(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    session.get_one(Consent, (opened.entrant_id, "1")).notice_version = "0"
    _refused(session, vault, opened, now, ConsentMissing)


@pytest.mark.parametrize("exclusion", ["withdrawn", "disqualified"])
def test_nobody_starts_who_withdrew_or_was_disqualified(
    session: Session, vault: Vault, now: datetime, opened: OpenRound, exclusion: str
) -> None:
    session.get_one(Entry, opened.entry_id).exclusion = exclusion
    _refused(session, vault, opened, now, EntryExcluded)


def test_nobody_starts_in_an_event_not_entered(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    competition = session.get_one(Event, opened.event_id).competition
    other = factories.make_event(session, competition, code="12", name="电工")
    stranger = factories.make_entry(session, vault, other, 9)
    with pytest.raises(NotEntered):
        start_attempt(session, vault, entrant_id=stranger.entrant_id, round_id=opened.round_id, now=now)


@pytest.mark.parametrize("round_id", [0, -1, 2**31 - 1, 2**31, 2**63, 10**30])
def test_a_round_nobody_has_is_not_entered(
    session: Session, vault: Vault, now: datetime, opened: OpenRound, round_id: int
) -> None:
    with pytest.raises(NotEntered):
        start_attempt(session, vault, entrant_id=opened.entrant_id, round_id=round_id, now=now)


def test_a_second_round_is_for_those_who_qualified(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    event = session.get_one(Event, opened.event_id)
    second = factories.make_round(session, event, now, number=2)
    factories.freeze_round(session, vault, second, now)
    with pytest.raises(NotQualified):
        start_attempt(session, vault, entrant_id=opened.entrant_id, round_id=second.id, now=now)
    session.add(Qualification(round_id=second.id, entry_id=opened.entry_id, granted_at=now))
    session.flush()
    assert start_attempt(session, vault, entrant_id=opened.entrant_id, round_id=second.id, now=now)


def test_taps_at_the_same_moment_end_in_one_attempt(database: Database, vault: Vault, now: datetime) -> None:
    with database.transaction() as session:
        opened = open_round(session, vault, now)
    together = Barrier(4)

    def tap(_number: int) -> int:
        together.wait()
        with database.transaction() as session:
            return start_attempt(
                session, vault, entrant_id=opened.entrant_id, round_id=opened.round_id, now=now
            )

    with ThreadPoolExecutor(4) as phones:
        ids = set(phones.map(tap, range(4)))
    with database.reading() as session:
        assert ids == set(session.scalars(select(Attempt.id)))
    assert len(ids) == 1
