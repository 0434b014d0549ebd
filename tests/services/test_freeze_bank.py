from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from examapp.domain.questions import STATUS_RETIRED, question_to_json, sha256_of
from examapp.services.freeze_bank import current_questions, freeze_bank, frozen_questions
from examapp.services.import_bank import import_bank
from tests.factories import make_competition, make_event, make_question, make_round

QUESTIONS = [make_question(1), make_question(2), make_question(3, status=STATUS_RETIRED)]


def bank_of(session: Session, now: datetime) -> tuple[int, int]:
    """A bank of two active questions and a retired one: ids of its event and round."""
    event = make_event(session, make_competition(session, now))
    import_bank(session, event_id=event.id, questions=QUESTIONS, actor="lin", now=now)
    return event.id, make_round(session, event, now).id


def test_a_round_freezes_the_active_questions(session: Session, now: datetime) -> None:
    event_id, round_id = bank_of(session, now)
    freeze_bank(session, round_id=round_id)
    assert frozen_questions(session, round_id) == [(QUESTIONS[0], 1), (QUESTIONS[1], 1)]
    assert current_questions(session, event_id) == frozen_questions(session, round_id)


def test_a_later_revision_changes_the_bank_but_not_the_round(session: Session, now: datetime) -> None:
    event_id, round_id = bank_of(session, now)
    freeze_bank(session, round_id=round_id)
    revised = replace(QUESTIONS[0], stem="改过的题干")
    import_bank(session, event_id=event_id, questions=[revised], actor="lin", now=now)
    assert current_questions(session, event_id)[0] == (revised, 2)
    assert frozen_questions(session, round_id)[0] == (QUESTIONS[0], 1)


def test_the_banks_hash_covers_ids_revisions_and_contents(session: Session, now: datetime) -> None:
    _, round_id = bank_of(session, now)
    expected = [[question.qid, 1, sha256_of(question_to_json(question))] for question in QUESTIONS[:2]]
    assert freeze_bank(session, round_id=round_id) == sha256_of(expected)


def test_another_events_bank_is_left_out(session: Session, now: datetime) -> None:
    _, round_id = bank_of(session, now)
    other = make_event(session, make_competition(session, now, "另一大赛"))
    import_bank(session, event_id=other.id, questions=[make_question(9)], actor="lin", now=now)
    freeze_bank(session, round_id=round_id)
    assert [question.qid for question, _ in frozen_questions(session, round_id)] == [
        "single-001",
        "single-002",
    ]


def test_an_event_without_a_bank_freezes_nothing(session: Session, now: datetime) -> None:
    event = make_event(session, make_competition(session, now))
    round_id = make_round(session, event, now).id
    assert freeze_bank(session, round_id=round_id) == sha256_of([])
    assert frozen_questions(session, round_id) == []
