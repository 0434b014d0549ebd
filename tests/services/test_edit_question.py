"""Writing and changing questions: revisions are only ever added, and nobody overwrites another unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.questions import ChoiceAnswer
from examapp.services.edit_question import (
    EditedMeanwhile,
    QidTaken,
    check_draft,
    create_question,
    revise_question,
)
from examapp.services.freeze_bank import freeze_bank, frozen_questions
from examapp.storage.banks import BankQuestion
from examapp.storage.contest import Event
from examapp.web.coordinator.typed_questions import draft_of, typed_of
from tests import factories
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
    """An event with a bank."""
    return make_bank(session, now)


def test_a_new_question_is_a_draft_of_its_author(session: Session, event_id: int, now: datetime) -> None:
    question_id = write_question(session, event_id, now, replace(NEW, status="active"))
    (revision,) = revisions(session, question_id)
    assert (revision.status, revision.actor, revision.origin) == ("draft", "wang", "editor")
    assert "氩弧焊" in revision.search_text
    assert acts(session)[-1][:2] == ("question.create", "wang")


def test_a_number_is_given_once(session: Session, event_id: int, now: datetime) -> None:
    with pytest.raises(QidTaken, match="single-001"):
        create_question(
            session, event_id=event_id, question=replace(NEW, qid="single-001"), actor="wang", now=now
        )


def test_questions_without_a_number_are_numbered_on(session: Session, event_id: int, now: datetime) -> None:
    for number in ("11-W007", "11-W7x", "auto-1", "auto-2"):
        write_question(session, event_id, now, replace(NEW, qid=number))
    written = {qid for qid in session.scalars(select(BankQuestion.qid)) if qid.startswith("11-W0")}
    assert written == {"11-W007", "11-W008", "11-W009"}


def test_an_event_without_a_bank_gets_one(session: Session, now: datetime) -> None:
    event = factories.make_event(session, factories.make_competition(session, now))
    assert in_force(session, write_question(session, event.id, now)).stem == NEW.stem


def test_a_change_is_a_new_revision_and_the_old_one_stays(
    session: Session, event_id: int, now: datetime
) -> None:
    question_id = question_named(session, "single-001")
    before = in_force(session, question_id)
    number = revise_question(
        session,
        event_id=event_id,
        question_id=question_id,
        base=1,
        question=replace(before, answer=ChoiceAnswer(frozenset("C"))),
        actor="wang",
        now=now,
        reason="答案有误",
    )
    first, second = revisions(session, question_id)
    assert number == second.number == 2
    assert (first.content["answer"], second.content["answer"]) == ({"keys": ["B"]}, {"keys": ["C"]})
    assert (second.reason, second.status) == ("答案有误", "draft")
    action, actor, reason, before_act, after_act = acts(session)[-1]
    assert (action, actor, reason) == ("question.revise", "wang", "答案有误")
    assert before_act["content"] == first.content
    assert after_act["content"] == second.content


def test_saving_what_is_there_makes_no_revision(session: Session, event_id: int, now: datetime) -> None:
    question_id = question_named(session, "single-001")
    unchanged = in_force(session, question_id)
    number = revise_question(
        session,
        event_id=event_id,
        question_id=question_id,
        base=1,
        question=unchanged,
        actor="wang",
        now=now,
    )
    assert number == 1
    assert len(revisions(session, question_id)) == 1


def test_a_changed_topic_leaves_an_active_question_active(
    session: Session, event_id: int, now: datetime
) -> None:
    question_id = question_named(session, "single-001")
    refiled = replace(in_force(session, question_id), topic="别处")
    revise_question(
        session, event_id=event_id, question_id=question_id, base=1, question=refiled, actor="wang", now=now
    )
    assert in_force(session, question_id).status == "active"


def test_the_second_of_two_writers_is_told_who_was_first(
    session: Session, event_id: int, now: datetime
) -> None:
    question_id = write_question(session, event_id, now)
    edit = {"event_id": event_id, "question_id": question_id, "base": 1, "now": now}
    revise_question(session, **edit, question=replace(NEW, stem="李的题干"), actor="li")
    with pytest.raises(EditedMeanwhile, match="li 把这道题改成了第 2 版"):
        revise_question(session, **edit, question=replace(NEW, stem="王的题干"), actor="wang")
    assert in_force(session, question_id).stem == "李的题干"


def test_a_round_that_is_open_keeps_what_it_froze(session: Session, event_id: int, now: datetime) -> None:
    event = session.get_one(Event, event_id)
    row = factories.make_round(session, event, now)
    bank_hash = freeze_bank(session, round_id=row.id)
    question_id = question_named(session, "single-001")
    corrected = replace(in_force(session, question_id), answer=ChoiceAnswer(frozenset("D")))
    revise_question(
        session, event_id=event_id, question_id=question_id, base=1, question=corrected, actor="li", now=now
    )
    frozen = {question.qid: (question, number) for question, number in frozen_questions(session, row.id)}
    assert frozen["single-001"][1] == 1
    assert frozen["single-001"][0].answer == ChoiceAnswer(frozenset("B"))
    assert bank_hash


def test_the_checks_of_the_import_speak_while_one_types(session: Session, event_id: int) -> None:
    empty = draft_of(typed_of(replace(NEW, stem="", explanation="")), is_new=True)
    checked = check_draft(session, event_id=event_id, draft=empty, question_id=None)
    assert checked.question is None
    assert [problem.code for problem in checked.errors] == ["missing_stem"]


def test_a_question_much_like_one_of_the_bank_is_named(
    session: Session, event_id: int, now: datetime
) -> None:
    question_id = write_question(session, event_id, now)
    again = replace(NEW, qid="new-2", stem="氩弧焊用什么气体来保护？")
    draft = draft_of(typed_of(again), is_new=True)
    codes = [
        problem.code
        for problem in check_draft(session, event_id=event_id, draft=draft, question_id=None).problems
    ]
    assert codes == ["like_one_in_bank"]
    own = draft_of(typed_of(NEW), is_new=False)
    assert check_draft(session, event_id=event_id, draft=own, question_id=question_id).problems == ()
