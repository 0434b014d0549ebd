"""Practising question by question: what a run asks, what an answer changes, and what stays unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.domain.practice import Selection
from examapp.domain.question_types import BadResponse
from examapp.domain.questions import POOL_PUBLIC, POOL_SECRET, STATUS_RETIRED
from examapp.services.practise_question import NothingAnswered, QuestionGone, RunOver
from examapp.services.show_feedback import feedback_on
from examapp.services.show_practice import practice_overview
from examapp.storage.contest import Round
from examapp.storage.practice import PracticeAnswer
from examapp.storage.vault import Vault
from tests import factories
from tests.services.practising import SECRET_TOPIC, Ground, make_ground, right_letters, wrong_letters

WRONG = Selection("wrong")


@pytest.fixture
def ground(session: Session, vault: Vault, now: datetime) -> Ground:
    """An event to practise in."""
    return make_ground(session, vault, now)


def go_through(ground: Ground, selection: Selection, run: str = "a") -> list[str]:
    """The stems of a whole run, each answered right."""
    stems = []
    while not isinstance(found := ground.find(run, selection), RunOver):
        stems.append(found.item.stem)
        ground.answer(found, right_letters(found), run)
    return stems


def in_book(ground: Ground) -> int:
    """How many questions are in the wrong-question book."""
    return practice_overview(ground.session, practiser=ground.practiser).all.wrong


def test_a_run_asks_every_public_question_once_and_no_secret_one(ground: Ground) -> None:
    stems = go_through(ground, Selection())
    assert len(stems) == len(set(stems)) == 30
    assert not any("保密" in stem for stem in stems)
    assert ground.find("a", Selection()) == RunOver(answered=30, right=30)


def test_a_run_of_a_topic_or_a_type_asks_only_that(ground: Ground) -> None:
    assert len(go_through(ground, Selection("topic", "安全"))) == 15
    assert {stem.split()[0] for stem in go_through(ground, Selection("type", "judge"), "b")} == {"judge"}


def test_a_secret_topic_can_not_be_practised_and_is_not_counted(ground: Ground) -> None:
    assert go_through(ground, Selection("topic", SECRET_TOPIC)) == []
    overview = practice_overview(ground.session, practiser=ground.practiser)
    assert [part.topic for part in overview.topics] == ["安全", "工艺"]
    assert (overview.all.total, sum(each.count for each in overview.types)) == (30, 30)


def test_a_question_stays_until_it_is_answered(ground: Ground) -> None:
    asked = ground.next()
    assert ground.next() == asked
    ground.answer(asked, right_letters(asked))
    assert (ground.next().name != asked.name, ground.next().number) == (True, 2)


def test_a_wrong_answer_is_told_with_key_explanation_and_its_place_in_the_book(ground: Ground) -> None:
    asked = ground.next(selection=Selection("type", "single"))
    ground.answer(asked, wrong_letters(asked))
    found = feedback_on(ground.session, practiser=ground.practiser, run="a", name=asked.name)
    assert found is not None
    assert not found.reviewed.is_right
    assert found.reviewed.chosen == frozenset(wrong_letters(asked))
    assert found.reviewed.right == frozenset(right_letters(asked))
    assert found.reviewed.explanation.chinese.lead.startswith("解析")
    assert (found.right_needed, found.answered, found.right) == (2, 1, 0)


def test_there_is_no_feedback_before_the_answer(ground: Ground) -> None:
    assert feedback_on(ground.session, practiser=ground.practiser, run="a", name=ground.next().name) is None


def test_who_gives_up_was_wrong(ground: Ground) -> None:
    ground.answer(ground.next(), None)
    assert in_book(ground) == 1


def test_an_empty_answer_is_asked_for_again_and_an_impossible_one_too(ground: Ground) -> None:
    asked = ground.next(selection=Selection("type", "single"))
    with pytest.raises(NothingAnswered):
        ground.answer(asked, [])
    with pytest.raises(BadResponse):
        ground.answer(asked, ["A", "B"])
    assert ground.session.scalar(select(func.count(PracticeAnswer.id))) == 0


def test_two_taps_are_one_answer_and_the_first_one_counts(ground: Ground) -> None:
    asked = ground.next()
    ground.answer(asked, wrong_letters(asked))
    ground.answer(asked, right_letters(asked))
    assert ground.session.scalar(select(func.count(PracticeAnswer.id))) == 1
    assert in_book(ground) == 1


def test_the_book_shrinks_after_two_runs_answered_right(ground: Ground) -> None:
    for _ in range(3):
        asked = ground.next()
        ground.answer(asked, wrong_letters(asked))
    assert in_book(ground) == 3
    assert len(go_through(ground, WRONG, "b")) == 3
    assert in_book(ground) == 3
    assert len(go_through(ground, WRONG, "c")) == 3
    assert (in_book(ground), go_through(ground, WRONG, "d")) == (0, [])


def test_the_book_of_one_topic_is_practised_alone(ground: Ground) -> None:
    for run, topic in (("a", "安全"), ("b", "工艺")):
        asked = ground.next(run, Selection("topic", topic))
        ground.answer(asked, wrong_letters(asked), run)
    assert len(go_through(ground, Selection("wrong", "安全"), "c")) == 1


def test_a_question_revised_meanwhile_is_not_graded_by_letters_of_the_old_one(ground: Ground) -> None:
    asked = ground.next(selection=Selection("type", "judge"))
    ground.revise("judge-" + f"{int(asked.item.stem.split()[-1]):03}", stem="改过的题 1")
    with pytest.raises(QuestionGone):
        ground.answer(asked, right_letters(asked))


@pytest.mark.parametrize("change", [{"pool": POOL_SECRET}, {"status": STATUS_RETIRED}])
def test_a_question_that_is_no_longer_public_disappears_with_its_key(
    ground: Ground, change: dict[str, object]
) -> None:
    asked = ground.next(selection=Selection("type", "judge"))
    ground.answer(asked, wrong_letters(asked))
    ground.revise("judge-" + f"{int(asked.item.stem.split()[-1]):03}", **change)
    with pytest.raises(QuestionGone):
        feedback_on(ground.session, practiser=ground.practiser, run="a", name=asked.name)
    assert in_book(ground) == 0
    assert go_through(ground, WRONG, "b") == []


def test_a_question_made_public_while_a_round_asks_it_as_a_secret_one_is_practised_after_the_round(
    ground: Ground, session: Session, vault: Vault, now: datetime
) -> None:
    row = session.scalars(select(Round)).one()
    ground.revise("judge-001", pool=POOL_SECRET)
    factories.freeze_round(session, vault, row, now)
    ground.revise("judge-001", pool=POOL_PUBLIC)
    assert len(go_through(ground, Selection(), "a")) == 29
    row.state = "closed"
    session.flush()
    assert len(go_through(ground, Selection(), "b")) == 30


def test_another_event_or_person_has_a_book_of_its_own(
    ground: Ground, session: Session, vault: Vault, now: datetime
) -> None:
    asked = ground.next()
    ground.answer(asked, wrong_letters(asked))
    other = factories.make_entry(session, vault, ground.event, 2)
    theirs = replace(ground, practiser=replace(ground.practiser, entrant_id=other.entrant_id))
    assert (in_book(ground), in_book(theirs)) == (1, 0)
    assert feedback_on(session, practiser=theirs.practiser, run="a", name=asked.name) is None
