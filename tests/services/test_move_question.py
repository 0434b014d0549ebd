"""From draft to retired, with somebody else's eyes in between, and every step on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from examapp.domain.question_life import NoSuchStep, NotReviewedYet, ReviewedByAuthor
from examapp.services.edit_question import revise_question
from examapp.services.freeze_bank import current_questions
from examapp.services.import_bank import import_bank
from examapp.services.move_question import (
    AlreadyReviewed,
    QuestionMovedOn,
    move_question,
    review_question_text,
)
from examapp.services.question_in_force import QuestionNotFound, question_in_force
from examapp.services.question_switches import require_reviews
from tests.services.living_bank import NEW, acts, in_force, make_bank, question_named, write_question


@pytest.fixture
def event_id(session: Session, now: datetime) -> int:
    """An event with a bank."""
    return make_bank(session, now)


@pytest.fixture
def question_id(session: Session, event_id: int, now: datetime) -> int:
    """A draft that Wang wrote."""
    return write_question(session, event_id, now)


def drawable(session: Session, event_id: int) -> set[str]:
    """The ids of the questions that papers are drawn from."""
    return {question.qid for question, _ in current_questions(session, event_id)}


def test_a_question_is_drawn_only_while_it_is_active(
    session: Session, event_id: int, question_id: int, now: datetime
) -> None:
    seen = []
    for revision, status, actor in ((1, "reviewed", "li"), (2, "active", "wang"), (3, "retired", "wang")):
        seen.append("new-1" in drawable(session, event_id))
        move_question(
            session,
            event_id=event_id,
            question_id=question_id,
            revision=revision,
            status=status,
            actor=actor,
            now=now,
            reason="按计划",
        )
    seen.append("new-1" in drawable(session, event_id))
    assert seen == [False, False, True, False]
    assert [act for act in acts(session) if act[0] == "question.status"][1] == (
        "question.status",
        "wang",
        "按计划",
        {"status": "reviewed", "revision": 2},
        {"status": "active", "revision": 3},
    )


def test_the_author_does_not_review_and_nothing_unreviewed_becomes_active(
    session: Session, event_id: int, question_id: int, now: datetime
) -> None:
    step = {"event_id": event_id, "question_id": question_id, "revision": 1, "now": now}
    with pytest.raises(ReviewedByAuthor):
        move_question(session, **step, status="reviewed", actor="wang")
    with pytest.raises(NotReviewedYet):
        move_question(session, **step, status="active", actor="li")
    assert in_force(session, question_id).status == "draft"


def test_without_the_switch_the_author_goes_on_alone(
    session: Session, event_id: int, question_id: int, now: datetime
) -> None:
    require_reviews(session, event_id=event_id, required=False, actor="boss", now=now)
    move_question(
        session,
        event_id=event_id,
        question_id=question_id,
        revision=1,
        status="active",
        actor="wang",
        now=now,
    )
    assert in_force(session, question_id).status == "active"
    assert ("bank.reviews", "boss") in [act[:2] for act in acts(session)]


def test_the_author_of_a_changed_text_is_who_changed_it(
    session: Session, event_id: int, question_id: int, now: datetime
) -> None:
    changed = replace(NEW, stem="氩弧焊一般用什么气体保护？")
    revise_question(
        session, event_id=event_id, question_id=question_id, base=1, question=changed, actor="li", now=now
    )
    step = {"event_id": event_id, "question_id": question_id, "revision": 2, "status": "reviewed", "now": now}
    with pytest.raises(ReviewedByAuthor):
        move_question(session, **step, actor="li")
    move_question(session, **step, actor="wang")


def test_a_review_outlasts_what_only_files_the_question_elsewhere(
    session: Session, event_id: int, question_id: int, now: datetime
) -> None:
    review_question_text(
        session, event_id=event_id, question_id=question_id, revision=1, actor="li", now=now, note="可以"
    )
    revise_question(
        session,
        event_id=event_id,
        question_id=question_id,
        base=2,
        question=replace(NEW, topic="气体"),
        actor="wang",
        now=now,
    )
    standing = question_in_force(session, event_id=event_id, question_id=question_id).standing
    assert (standing.status, standing.is_reviewed, standing.author) == ("reviewed", True, "wang")


def test_an_active_question_from_a_file_is_reviewed_without_leaving_the_papers(
    session: Session, event_id: int, now: datetime
) -> None:
    imported = question_named(session, "single-001")
    review = {"event_id": event_id, "question_id": imported, "revision": 1, "actor": "li", "now": now}
    review_question_text(session, **review)
    standing = question_in_force(session, event_id=event_id, question_id=imported).standing
    assert (standing.status, standing.is_reviewed) == ("active", True)
    assert acts(session)[-1][:2] == ("question.review", "li")
    with pytest.raises(AlreadyReviewed):
        review_question_text(session, **review)


def test_nobody_decides_on_a_revision_they_have_not_seen(
    session: Session, event_id: int, question_id: int, now: datetime
) -> None:
    changed = replace(NEW, stem="改过")
    revise_question(
        session, event_id=event_id, question_id=question_id, base=1, question=changed, actor="wang", now=now
    )
    with pytest.raises(QuestionMovedOn, match="第 2 版"):
        move_question(
            session,
            event_id=event_id,
            question_id=question_id,
            revision=1,
            status="reviewed",
            actor="li",
            now=now,
        )


def test_states_that_do_not_follow_and_questions_of_others_are_refused(
    session: Session, event_id: int, question_id: int, now: datetime
) -> None:
    for status in ("draft", "nonsense", ""):
        with pytest.raises(NoSuchStep):
            move_question(
                session,
                event_id=event_id,
                question_id=question_id,
                revision=1,
                status=status,
                actor="li",
                now=now,
            )
    with pytest.raises(QuestionNotFound):
        move_question(
            session,
            event_id=event_id + 1,
            question_id=question_id,
            revision=1,
            status="retired",
            actor="li",
            now=now,
        )


@pytest.mark.parametrize(("reviewed", "expected"), [(False, "draft"), (True, "active")])
def test_going_out_and_in_again_with_a_file_is_no_review(
    session: Session, event_id: int, question_id: int, now: datetime, reviewed: bool, expected: str
) -> None:
    if reviewed:
        review_question_text(
            session, event_id=event_id, question_id=question_id, revision=1, actor="li", now=now
        )
    active = replace(in_force(session, question_id), status="active", topic="别处")
    import_bank(session, event_id=event_id, questions=[active], actor="wang", now=now, take={"new-1"})
    found = in_force(session, question_id)
    assert (found.status, found.topic) == (expected, "别处")
