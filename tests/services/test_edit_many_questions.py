"""Changing many questions: shown first, done once, and only where something changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from examapp.services.edit_many_questions import (
    BulkChange,
    NothingToChange,
    PlanOutdated,
    apply_bulk_change,
    plan_bulk_change,
)
from examapp.services.edit_question import revise_question
from examapp.services.list_questions import QuestionFilter, matching_ids
from tests.services.living_bank import (
    NEW,
    acts,
    in_force,
    make_bank,
    question_named,
    revisions,
    write_question,
)


@pytest.fixture
def event_id(session: Session, now: datetime) -> int:
    """An event with a bank of nine imported questions and a draft of Wang's."""
    event_id = make_bank(session, now)
    write_question(session, event_id, now)
    return event_id


@pytest.fixture
def ids(session: Session, event_id: int) -> tuple[int, ...]:
    """All ten questions."""
    return matching_ids(session, event_id=event_id, only=QuestionFilter())


def test_only_what_changes_gets_a_new_revision(
    session: Session, event_id: int, ids: tuple[int, ...], now: datetime
) -> None:
    change = BulkChange(topic="安全", add_tags=("2026",), remove_tags=("必考",))
    plan = plan_bulk_change(session, event_id=event_id, ids=ids, change=BulkChange(topic="安全"), actor="li")
    assert (len(plan.changes), plan.unchanged) == (3, 7)
    plan = plan_bulk_change(session, event_id=event_id, ids=ids, change=change, actor="li")
    changed = apply_bulk_change(
        session,
        event_id=event_id,
        ids=ids,
        change=change,
        stamp=plan.stamp,
        actor="li",
        now=now,
        reason="重新归类",
    )
    assert changed == len(plan.changes) == 10
    assert {in_force(session, id_).topic for id_ in ids} == {"安全"}
    assert in_force(session, question_named(session, "new-1")).tags == ("2026",)
    assert {revisions(session, id_)[-1].reason for id_ in ids} == {"重新归类"}
    action, actor, reason, before, after = acts(session)[-1]
    assert (action, actor, reason) == ("bank.edit_many", "li", "重新归类")
    assert len(before) == len(after) == 10
    assert (before["new-1"]["tags"], after["new-1"]["tags"]) == (["必考"], ["2026"])


def test_planning_changes_nothing(session: Session, event_id: int, ids: tuple[int, ...]) -> None:
    plan_bulk_change(session, event_id=event_id, ids=ids, change=BulkChange(difficulty=5), actor="li")
    assert {len(revisions(session, id_)) for id_ in ids} == {1}


def test_a_difficulty_can_be_set_and_cleared(
    session: Session, event_id: int, ids: tuple[int, ...], now: datetime
) -> None:
    for difficulty, expected in ((5, 5), (0, None)):
        change = BulkChange(difficulty=difficulty)
        plan = plan_bulk_change(session, event_id=event_id, ids=ids, change=change, actor="li")
        apply_bulk_change(
            session, event_id=event_id, ids=ids, change=change, stamp=plan.stamp, actor="li", now=now
        )
        assert {in_force(session, id_).difficulty for id_ in ids} == {expected}


def test_questions_that_may_not_take_a_state_are_named_and_left_alone(
    session: Session, event_id: int, ids: tuple[int, ...], now: datetime
) -> None:
    change = BulkChange(status="active")
    plan = plan_bulk_change(session, event_id=event_id, ids=ids, change=change, actor="li")
    assert (len(plan.changes), plan.unchanged) == (0, 9)
    assert [refusal.code for refusal in plan.refused] == ["not_reviewed_yet"]
    with pytest.raises(NothingToChange):
        apply_bulk_change(
            session, event_id=event_id, ids=ids, change=change, stamp=plan.stamp, actor="li", now=now
        )


def test_a_bulk_review_counts_as_one_of_each_question(
    session: Session, event_id: int, ids: tuple[int, ...], now: datetime
) -> None:
    change = BulkChange(status="reviewed")
    plan = plan_bulk_change(session, event_id=event_id, ids=ids, change=change, actor="li")
    apply_bulk_change(
        session, event_id=event_id, ids=ids, change=change, stamp=plan.stamp, actor="li", now=now
    )
    only = QuestionFilter(review="with", status="reviewed")
    assert matching_ids(session, event_id=event_id, only=only) == (question_named(session, "new-1"),)


def test_what_changed_after_the_plan_was_shown_stops_it(
    session: Session, event_id: int, ids: tuple[int, ...], now: datetime
) -> None:
    change = BulkChange(pool="secret")
    plan = plan_bulk_change(session, event_id=event_id, ids=ids, change=change, actor="li")
    revise_question(
        session,
        event_id=event_id,
        question_id=question_named(session, "new-1"),
        base=1,
        question=replace(NEW, stem="改过"),
        actor="wang",
        now=now,
    )
    with pytest.raises(PlanOutdated):
        apply_bulk_change(
            session, event_id=event_id, ids=ids, change=change, stamp=plan.stamp, actor="li", now=now
        )


def test_questions_of_another_event_are_not_reached(
    session: Session, event_id: int, ids: tuple[int, ...], now: datetime
) -> None:
    plan = plan_bulk_change(
        session, event_id=event_id + 1, ids=ids, change=BulkChange(pool="secret"), actor="li"
    )
    assert (plan.changes, plan.unchanged, plan.refused) == ((), 0, ())
