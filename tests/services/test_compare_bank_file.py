"""A changed file is put beside the bank question by question; nearly equal questions are put side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hypothesis import given, settings
from sqlalchemy.orm import Session

from examapp.bank_formats.report import BankReport, Place
from examapp.domain.questions import Question
from examapp.services.check_bank_file import BankCheck, check_bank_file
from examapp.services.compare_bank_file import (
    Difference,
    differences,
    similar_in_bank,
    similar_in_file,
)
from examapp.services.import_bank import import_bank, plan_import
from tests.bank_formats.questions_made_up import banks
from tests.factories import make_competition, make_event, make_question

STEM = "焊条受潮后，使用前应先进行什么处理才能保证质量？"


def checked(*questions: Question) -> BankCheck:
    places = tuple(Place(row=number) for number in range(2, len(questions) + 2))
    return check_bank_file(BankReport("json", questions, (), places))


def compared(session: Session, event_id: int, *questions: Question) -> tuple[Difference, ...]:
    check = checked(*questions)
    change = plan_import(session, event_id=event_id, questions=questions)
    return differences(session, event_id=event_id, check=check, change=change)


def event_with(session: Session, now: datetime, *questions: Question) -> int:
    event_id = make_event(session, make_competition(session, now)).id
    import_bank(session, event_id=event_id, questions=questions, actor="lin", now=now)
    return event_id


def test_only_what_changed_is_shown_with_what_it_was_and_what_it_becomes(
    session: Session, now: datetime
) -> None:
    old, same = make_question(1, stem="焊条应烘干"), make_question(2)
    event_id = event_with(session, now, old, same)
    (found,) = compared(session, event_id, replace(old, stem="焊条应先烘干"), same, make_question(3))
    assert (found.qid, found.fate, found.changed_by) == (old.qid, "revised", "lin")
    (change,) = found.changes
    assert [(piece.kind, piece.text) for piece in change.pieces] == [
        ("same", "焊条应"),
        ("new", "先"),
        ("same", "烘干"),
    ]


def test_the_same_file_again_shows_no_difference(session: Session, now: datetime) -> None:
    event_id = event_with(session, now, make_question(1), make_question(2))
    assert compared(session, event_id, make_question(1), make_question(2)) == ()


def test_a_new_question_nearly_in_the_bank_is_put_beside_it(session: Session, now: datetime) -> None:
    known = make_question(1, stem=STEM)
    event_id = event_with(session, now, known, make_question(2))
    new = replace(known, qid="new", stem=STEM.replace("先", ""))
    check = checked(known, new)
    change = plan_import(session, event_id=event_id, questions=[known, new])
    assert similar_in_bank(session, event_id=event_id, check=check, change=change) == ((), 0)
    (pair,), total = similar_in_bank(session, event_id=event_id, check=checked(new), change=change)
    assert (total, pair.number, pair.twin.qid) == (1, 0, known.qid)
    assert "先" in [piece.text for piece in pair.changes[0].pieces if piece.kind == "gone"]


@settings(max_examples=40, deadline=None)
@given(banks())
def test_two_questions_of_any_type_can_be_put_side_by_side(bank: list[Question]) -> None:
    named = [replace(question, stem=f"{STEM}{question.stem}") for question in bank]
    twins = [replace(question, qid=f"{question.qid[:50]}-twin") for question in named]
    pairs = similar_in_file(checked(*named, *twins))
    assert len(pairs) >= 1
    assert all(pair.changes[0].label == "题干" for pair in pairs)
