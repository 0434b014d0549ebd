from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.bank_change import BankChange
from examapp.domain.questions import ChoiceAnswer, Question
from examapp.services.import_bank import DuplicateQid, UnknownEventId, import_bank, plan_import
from examapp.storage.audit import AuditEntry
from examapp.storage.banks import BankQuestion, QuestionRevision
from tests.factories import make_competition, make_event, make_question

QUESTIONS = [make_question(1), make_question(2, "multiple"), make_question(3, "judge")]


def event_id_of(session: Session, now: datetime) -> int:
    return make_event(session, make_competition(session, now)).id


def run(
    session: Session, event_id: int, now: datetime, questions: Sequence[Question] = QUESTIONS
) -> BankChange:
    return import_bank(session, event_id=event_id, questions=questions, actor="lin", now=now)


def revisions(session: Session) -> list[tuple[str, int, str]]:
    query = (
        select(BankQuestion.qid, QuestionRevision.number, QuestionRevision.content_hash)
        .join(QuestionRevision, QuestionRevision.question_id == BankQuestion.id)
        .order_by(BankQuestion.qid, QuestionRevision.number)
    )
    return [(qid, number, content) for qid, number, content in session.execute(query)]


def test_new_questions_are_added_with_the_fields_that_lists_filter_by(
    session: Session, now: datetime
) -> None:
    change = run(session, event_id_of(session, now), now)
    assert change.added == tuple(question.qid for question in QUESTIONS)
    row = session.scalars(select(QuestionRevision).where(QuestionRevision.qtype == "multiple")).one()
    assert (row.topic, row.difficulty, row.pool, row.status) == ("安全", 3, "public", "active")


def test_importing_twice_changes_nothing_and_records_nothing(session: Session, now: datetime) -> None:
    event_id = event_id_of(session, now)
    run(session, event_id, now)
    before = revisions(session)
    change = run(session, event_id, now)
    assert (change.is_empty, len(change.unchanged)) == (True, 3)
    assert revisions(session) == before
    assert len(session.scalars(select(AuditEntry)).all()) == 1


def test_other_content_is_a_new_revision_and_the_old_one_stays(session: Session, now: datetime) -> None:
    event_id = event_id_of(session, now)
    run(session, event_id, now)
    before = revisions(session)
    corrected = replace(QUESTIONS[0], answer=ChoiceAnswer(frozenset("C")))
    change = run(session, event_id, now, [corrected])
    assert change.revised == (corrected.qid,)
    assert set(before) < set(revisions(session))
    current = session.scalars(select(BankQuestion).where(BankQuestion.qid == corrected.qid)).one()
    assert current.current_revision == 2


def test_a_question_without_an_id_is_found_again_by_its_content(session: Session, now: datetime) -> None:
    event_id = event_id_of(session, now)
    nameless = replace(QUESTIONS[0], qid="")
    added = run(session, event_id, now, [nameless]).added
    corrected = replace(nameless, answer=ChoiceAnswer(frozenset("C")))
    assert run(session, event_id, now, [nameless]).unchanged == added
    assert run(session, event_id, now, [corrected]).revised == added


def test_a_plan_says_what_an_import_does_and_does_nothing(session: Session, now: datetime) -> None:
    event_id = event_id_of(session, now)
    plan = plan_import(session, event_id=event_id, questions=QUESTIONS)
    assert revisions(session) == []
    assert run(session, event_id, now) == plan


def test_one_id_with_two_contents_is_refused(session: Session, now: datetime) -> None:
    event_id = event_id_of(session, now)
    with pytest.raises(DuplicateQid):
        run(session, event_id, now, [QUESTIONS[0], replace(QUESTIONS[0], stem="另一题")])
    assert revisions(session) == []


def test_an_event_that_is_not_there_is_refused(session: Session, now: datetime) -> None:
    with pytest.raises(UnknownEventId):
        run(session, 4711, now)


def test_the_audit_log_names_the_questions(session: Session, now: datetime) -> None:
    run(session, event_id_of(session, now), now)
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.actor, entry.action, entry.subject) == ("lin", "bank.import", "event:11")
    assert entry.after["added"] == [question.qid for question in QUESTIONS]
