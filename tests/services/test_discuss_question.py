"""Reviewers talk about a question in threads that stay with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from examapp.services.discuss_question import (
    CommentTooLong,
    NothingSaid,
    ThreadNotFound,
    comment_on_question,
    open_threads,
    resolve_thread,
    threads_of,
)
from examapp.services.edit_question import revise_question
from tests.services.living_bank import NEW, acts, make_bank, question_named, write_question


@pytest.fixture
def event_id(session: Session, now: datetime) -> int:
    """An event with a bank."""
    return make_bank(session, now)


@pytest.fixture
def question_id(session: Session, event_id: int, now: datetime) -> int:
    """A draft that Wang wrote."""
    return write_question(session, event_id, now)


def test_a_thread_runs_from_an_objection_to_its_resolution(
    session: Session, event_id: int, question_id: int, now: datetime
) -> None:
    here = {"event_id": event_id, "question_id": question_id}
    thread_id = comment_on_question(session, **here, text=" 选项 B 有歧义 ", actor="li", now=now)
    changed = replace(NEW, stem="改过")
    revise_question(session, **here, base=1, question=changed, actor="wang", now=now)
    later = now + timedelta(minutes=5)
    comment_on_question(session, **here, text="已改", actor="wang", now=later, thread_id=thread_id)
    (thread,) = threads_of(session, question_id)
    assert [(each.author, each.text, each.revision) for each in thread.comments] == [
        ("li", "选项 B 有歧义", 1),
        ("wang", "已改", 2),
    ]
    assert open_threads(session, [question_id]) == {question_id: 1}
    resolve_thread(session, **here, thread_id=thread_id, resolved=True, actor="li", now=later)
    (thread,) = threads_of(session, question_id)
    assert (thread.is_open, thread.resolved_by) == (False, "li")
    assert open_threads(session, [question_id]) == {}
    assert acts(session)[-1][:2] == ("question.resolve", "li")


def test_an_answer_opens_a_thread_again(
    session: Session, event_id: int, question_id: int, now: datetime
) -> None:
    here = {"event_id": event_id, "question_id": question_id, "actor": "li", "now": now}
    thread_id = comment_on_question(session, **here, text="有歧义")
    resolve_thread(session, **here, thread_id=thread_id, resolved=True)
    comment_on_question(session, **here, text="还是有", thread_id=thread_id)
    assert threads_of(session, question_id)[0].is_open


def test_resolving_twice_is_one_act(session: Session, event_id: int, question_id: int, now: datetime) -> None:
    here = {"event_id": event_id, "question_id": question_id, "actor": "li", "now": now}
    thread_id = comment_on_question(session, **here, text="有歧义")
    for _ in range(2):
        resolve_thread(session, **here, thread_id=thread_id, resolved=True)
    assert [act[0] for act in acts(session)].count("question.resolve") == 1


@pytest.mark.parametrize(
    ("text", "refusal"), [("", NothingSaid), (" \n", NothingSaid), ("字" * 2001, CommentTooLong)]
)
def test_a_comment_says_something_and_not_too_much(
    session: Session,
    event_id: int,
    question_id: int,
    now: datetime,
    text: str,
    refusal: type[Exception],
) -> None:
    with pytest.raises(refusal):
        comment_on_question(
            session, event_id=event_id, question_id=question_id, text=text, actor="li", now=now
        )


def test_a_thread_belongs_to_its_question(
    session: Session, event_id: int, question_id: int, now: datetime
) -> None:
    thread_id = comment_on_question(
        session, event_id=event_id, question_id=question_id, text="有歧义", actor="li", now=now
    )
    other = question_named(session, "single-001")
    with pytest.raises(ThreadNotFound):
        resolve_thread(
            session,
            event_id=event_id,
            question_id=other,
            thread_id=thread_id,
            resolved=True,
            actor="li",
            now=now,
        )
    with pytest.raises(ThreadNotFound):
        comment_on_question(
            session,
            event_id=event_id,
            question_id=other,
            thread_id=thread_id,
            text="错了地方",
            actor="li",
            now=now,
        )
