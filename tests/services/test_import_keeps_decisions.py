"""An import never undoes what was decided here since a file last had the question."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.bank_change import BankChange
from examapp.domain.questions import STATUS_RETIRED, Question, question_from_json, question_to_json, sha256_of
from examapp.services.import_bank import import_bank, plan_import
from examapp.storage.banks import BankQuestion, QuestionReview, QuestionRevision
from examapp.storage.current_revisions import is_current_in
from tests.factories import make_competition, make_event, make_question

OLD = make_question(1)
FROM_FILE = replace(OLD, stem="文件里改过的题干")
FROM_HERE = replace(OLD, stem="网页上改过的题干")


@pytest.fixture
def event_id(session: Session, now: datetime) -> int:
    """An event whose bank has the one question."""
    found = make_event(session, make_competition(session, now)).id
    load(session, found, now, OLD)
    return found


def load(session: Session, event_id: int, now: datetime, *questions: Question, **more: Any) -> BankChange:
    return import_bank(session, event_id=event_id, questions=questions, actor="lin", now=now, **more)


def edit_here(session: Session, event_id: int, now: datetime, question: Question) -> None:
    """What the editor does: a new revision in force."""
    row = session.scalars(select(BankQuestion).where(is_current_in(event_id))).one()
    row.current_revision += 1
    content = question_to_json(question)
    session.add(
        QuestionRevision(
            question_id=row.id,
            number=row.current_revision,
            content=content,
            content_hash=sha256_of(content),
            qtype=question.qtype,
            topic=question.topic,
            difficulty=question.difficulty,
            pool=question.pool,
            status=question.status,
            created_at=now,
            actor="zhao",
        )
    )
    session.flush()


def in_force(session: Session, event_id: int) -> Question:
    content = session.scalars(select(QuestionRevision.content).where(is_current_in(event_id))).one()
    return question_from_json(content)


@pytest.mark.parametrize(
    "decided",
    [FROM_HERE, replace(OLD, status=STATUS_RETIRED), replace(OLD, pool="secret"), replace(OLD, topic="别处")],
)
def test_the_same_file_again_leaves_what_was_decided_here(
    session: Session, event_id: int, now: datetime, decided: Question
) -> None:
    edit_here(session, event_id, now, decided)
    change = load(session, event_id, now, OLD)
    assert (change.is_empty, change.kept, change.conflicts) == (True, (OLD.qid,), ())
    assert in_force(session, event_id) == decided


def test_where_both_changed_ours_stays_and_the_same_file_is_no_conflict_again(
    session: Session, event_id: int, now: datetime
) -> None:
    edit_here(session, event_id, now, FROM_HERE)
    assert load(session, event_id, now, FROM_FILE).conflicts == (OLD.qid,)
    assert in_force(session, event_id) == FROM_HERE
    again = load(session, event_id, now, FROM_FILE)
    assert (again.conflicts, again.kept) == ((), (OLD.qid,))


def test_a_person_can_prefer_the_file(session: Session, event_id: int, now: datetime) -> None:
    edit_here(session, event_id, now, FROM_HERE)
    change = load(session, event_id, now, FROM_FILE, take={OLD.qid})
    assert (change.revised, change.conflicts) == ((OLD.qid,), ())
    assert in_force(session, event_id) == FROM_FILE
    assert load(session, event_id, now, replace(FROM_FILE, topic="后来")).revised == (OLD.qid,)


def test_what_both_changed_alike_is_no_conflict(session: Session, event_id: int, now: datetime) -> None:
    edit_here(session, event_id, now, FROM_FILE)
    assert load(session, event_id, now, FROM_FILE).unchanged == (OLD.qid,)
    assert load(session, event_id, now, replace(FROM_FILE, topic="后来")).revised == (OLD.qid,)


def test_a_question_written_here_is_not_overwritten_by_a_file_that_never_had_it(
    session: Session, event_id: int, now: datetime
) -> None:
    row = session.scalars(select(BankQuestion)).one()
    row.imported_hash = None
    session.flush()
    assert load(session, event_id, now, FROM_FILE).conflicts == (OLD.qid,)
    assert in_force(session, event_id) == OLD


def test_a_review_made_here_is_not_undone_by_a_changed_file(
    session: Session, event_id: int, now: datetime
) -> None:
    row = session.scalars(select(QuestionRevision)).one()
    review = QuestionReview(
        question_id=row.question_id,
        text_hash=row.text_hash,
        revision=1,
        reviewer="zhao",
        reviewed_at=now + timedelta(hours=1),
    )
    session.add(review)
    session.flush()
    assert load(session, event_id, now, OLD).unchanged == (OLD.qid,)
    assert load(session, event_id, now, FROM_FILE).conflicts == (OLD.qid,)
    assert in_force(session, event_id) == OLD


STEPS = st.lists(st.tuples(st.sampled_from(["file", "here"]), st.integers(0, 3)), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(STEPS)
def test_only_an_edit_here_ever_changes_what_was_edited_here(
    session: Session, now: datetime, steps: list[tuple[str, int]]
) -> None:
    """Whatever the order of files and edits, and the plan says beforehand what the import does."""
    with session.begin_nested() as undo:
        found = make_event(session, make_competition(session, now)).id
        load(session, found, now, OLD)
        said, expected = OLD, OLD
        for step, number in steps:
            question = replace(OLD, topic=f"第 {number} 种")
            if step == "here":
                edit_here(session, found, now, question)
                expected = question
            else:
                plan = plan_import(session, event_id=found, questions=[question])
                assert load(session, found, now, question) == plan
                expected = question if expected == said else expected
                said = question
            assert in_force(session, found) == expected
        undo.rollback()
