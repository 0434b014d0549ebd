"""What a bank lacks, doubles and leaves unreviewed, and how its questions did in a sitting."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from examapp.domain.paper import paper_from_json
from examapp.domain.rules import Blueprint, Quota, RoundRules, Section
from examapp.services.bank_health import bank_health, blueprint_needs
from examapp.services.edit_question import revise_question
from examapp.services.question_results import question_results
from examapp.services.show_freezes import frozen_banks
from examapp.services.start_attempt import start_attempt
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Event, Round
from examapp.storage.results import Result
from examapp.storage.vault import Vault
from tests import factories
from tests.services.cast import open_round
from tests.services.living_bank import NEW, in_force, make_bank, question_named, write_question

NEEDS = RoundRules(
    Blueprint(
        (
            Section("single", 2, 100, (Quota(1, topic="安全"),)),
            Section("judge", 1, 100),
        )
    )
)


def test_each_cell_of_a_blueprint_is_compared_with_the_active_questions(
    session: Session, now: datetime
) -> None:
    event_id = make_bank(session, now, per_type=8)
    write_question(session, event_id, now)
    event = session.get_one(Event, event_id)
    factories.make_round(session, event, now, rules=NEEDS)
    (needs,) = blueprint_needs(session, event_id)
    assert [
        (cell.qtype, cell.quota, cell.needed, cell.available, cell.is_enough) for cell in needs.cells
    ] == [
        ("single", NEEDS.blueprint.sections[0].quotas[0], 1, 4, False),
        ("single", None, 1, 4, False),
        ("judge", None, 1, 8, True),
    ]


def test_the_page_counts_what_is_left_to_do(session: Session, now: datetime) -> None:
    event_id = make_bank(session, now)
    write_question(session, event_id, now)
    health = bank_health(session, event_id)
    assert health.statuses == {"draft": 1, "reviewed": 0, "active": 9, "retired": 0}
    assert (health.unreviewed, health.questions, health.papers, health.results) == (10, 10, 0, ())


def test_questions_that_say_nearly_the_same_are_paired(session: Session, now: datetime) -> None:
    event_id = make_bank(session, now)
    options = NEW.options
    long = replace(NEW, stem="氩弧焊时为什么要用氩气来保护熔池和电极不被氧化", options=options)
    write_question(session, event_id, now, long)
    again = replace(long, qid="new-2", stem="氩弧焊时为什么要用氩气保护熔池和电极不被氧化？")
    write_question(session, event_id, now, again)
    pairs = bank_health(session, event_id).similar
    assert [{pair.first_qid, pair.second_qid} for pair in pairs] == [{"new-1", "new-2"}]


@pytest.fixture
def sat(session: Session, vault: Vault, now: datetime) -> tuple[int, int]:
    """(event, round) of which twelve people drew a paper: every second of them got everything right."""
    opened = open_round(session, vault, now)
    event = session.get_one(Event, opened.event_id)
    for number in range(2, 14):
        entry = factories.make_entry(session, vault, event, number)
        factories.give_consent(session, entry, now)
        attempt_id = start_attempt(
            session, vault, entrant_id=entry.entrant_id, round_id=opened.round_id, now=now
        )
        _grade(session, session.get_one(Attempt, attempt_id), now, share=number % 2)
    session.get_one(Round, opened.round_id).state = "closed"
    session.flush()
    return opened.event_id, opened.round_id


def _grade(session: Session, attempt: Attempt, now: datetime, *, share: int) -> None:
    """Close the attempt with that share of the points of every question."""
    attempt.state, attempt.closed_by, attempt.closed_at = "closed", "entrant", now
    marks = [item.points * share for item in paper_from_json(attempt.paper).items]
    result = Result(
        attempt_id=attempt.id,
        total=sum(marks),
        section_scores={},
        marks=marks,
        responses={},
        answers_hash="0" * 64,
        answered=0,
        time_used_ms=0,
        graded_at=now,
    )
    session.add(result)
    session.flush()


def test_papers_tell_how_exposed_each_question_is(session: Session, sat: tuple[int, int]) -> None:
    found = question_results(session, sat[0])
    assert found.papers == 12
    assert sum(each.papers for each in found.questions) == 12 * 8
    assert found.questions[0].exposure == max(each.papers for each in found.questions) / 12


def test_answers_tell_how_easy_a_question_is_and_whether_it_discriminates(
    session: Session, sat: tuple[int, int]
) -> None:
    for each in question_results(session, sat[0]).questions:
        assert each.statistics is not None
        assert each.statistics.answers == each.papers
        assert 0 <= each.statistics.facility <= 1
        if 0 < each.statistics.facility < 1 and each.papers >= 3:
            assert each.statistics.discrimination is not None
            assert each.statistics.discrimination > 0.5


def test_while_a_round_is_open_nobody_learns_how_its_questions_do(
    session: Session, sat: tuple[int, int]
) -> None:
    session.get_one(Round, sat[1]).state = "open"
    session.flush()
    assert {each.statistics for each in question_results(session, sat[0]).questions} == {None}


def test_a_new_text_starts_its_statistics_anew_and_a_new_topic_does_not(
    session: Session, sat: tuple[int, int], now: datetime
) -> None:
    event_id = sat[0]
    first, second = (each.qid for each in question_results(session, event_id).questions[:2])
    for qid, change in ((first, {"stem": "新的题干"}), (second, {"topic": "新的知识点"})):
        question_id = question_named(session, qid)
        revise_question(
            session,
            event_id=event_id,
            question_id=question_id,
            base=1,
            question=replace(in_force(session, question_id), **change),
            actor="li",
            now=now,
        )
    found = {each.qid: each.statistics for each in question_results(session, event_id).questions}
    assert found[first] is None
    assert found[second] is not None


def test_the_bank_page_says_what_a_round_froze_and_what_changed_since(
    session: Session, sat: tuple[int, int], now: datetime
) -> None:
    event_id, round_id = sat
    question_id = question_named(session, "single-001")
    revise_question(
        session,
        event_id=event_id,
        question_id=question_id,
        base=1,
        question=replace(in_force(session, question_id), stem="勘误"),
        actor="li",
        now=now,
    )
    (frozen,) = frozen_banks(session, event_id)
    row = session.get_one(Round, round_id)
    assert (frozen.round_number, frozen.bank_hash, frozen.frozen_at) == (1, row.bank_hash, now)
    assert (frozen.questions, frozen.newer) == (30, 1)
