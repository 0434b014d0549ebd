"""Mock exams: drawn from public questions only, graded at once, apart from real attempts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.domain.paper import paper_from_json
from examapp.domain.questions import POOL_SECRET
from examapp.domain.rules import Blueprint, Quota, RoundRules, Section
from examapp.services.enter_practice import AttemptRunning
from examapp.services.outline_mock import outline_mock
from examapp.services.show_mocks import my_mocks, review_mock
from examapp.services.show_practice import practice_overview
from examapp.services.sit_mock import GRACE_S, MockNotFound, MockSitting, open_mock, save_mock
from examapp.services.start_attempt import start_attempt
from examapp.services.start_mock import MOST_IN_A_DAY, NothingPublic, TooManyMocks, start_mock
from examapp.storage.attempts import Attempt, JournalRow
from examapp.storage.contest import BlueprintVersion
from examapp.storage.practice import PracticeAnswer
from examapp.storage.results import Result
from examapp.storage.vault import Vault
from tests import factories
from tests.services.practising import Ground, make_ground


@pytest.fixture
def ground(session: Session, vault: Vault, now: datetime) -> Ground:
    """An event to practise in; its round asks 4 单选, 2 多选, 2 判断."""
    return make_ground(session, vault, now)


def begin(ground: Ground, seed: int = 1, minutes: int = 0) -> int:
    """A mock exam just started."""
    now = ground.now + timedelta(minutes=minutes)
    return start_mock(ground.session, practiser=ground.practiser, seed=bytes([seed]) * 32, now=now)


def look(ground: Ground, paper_id: int, minutes: int = 0) -> MockSitting | None:
    """The mock exam as its page shows it."""
    now = ground.now + timedelta(minutes=minutes)
    return open_mock(ground.session, entrant_id=ground.practiser.entrant_id, paper_id=paper_id, now=now)


def save(
    ground: Ground,
    paper_id: int,
    responses: dict[int, object] | None,
    seconds: int = 60,
    hand_in: bool = False,
) -> bool:
    """Save, and hand in."""
    return save_mock(
        ground.session,
        entrant_id=ground.practiser.entrant_id,
        paper_id=paper_id,
        responses=responses,
        hand_in=hand_in,
        now=ground.now + timedelta(seconds=seconds),
    )


def test_a_mock_exam_has_the_blueprint_and_the_time_of_the_round(ground: Ground) -> None:
    sitting = look(ground, begin(ground))
    assert sitting is not None
    assert [item.qtype for item in sitting.items] == ["single"] * 4 + ["multiple"] * 2 + ["judge"] * 2
    assert (sitting.remaining_ms, sitting.responses) == (3_600_000, {})
    outline = outline_mock(ground.session, practiser=ground.practiser)
    assert not any(part.is_short for part in outline.parts)


def test_the_newest_round_with_a_blueprint_decides(ground: Ground) -> None:
    rules = RoundRules(Blueprint((Section("judge", 3, 500),)))
    factories.make_round(ground.session, ground.event, ground.now, number=2, rules=rules)
    outline = outline_mock(ground.session, practiser=ground.practiser)
    assert (outline.questions, outline.full_marks) == (3, 1500)


def test_without_any_blueprint_it_is_the_short_preset_as_far_as_the_bank_goes(ground: Ground) -> None:
    for row in ground.session.scalars(select(BlueprintVersion)):
        ground.session.delete(row)
    ground.session.flush()
    outline = outline_mock(ground.session, practiser=ground.practiser)
    assert [(part.qtype, part.count, part.wanted) for part in outline.parts] == [
        ("single", 10, 30),
        ("multiple", 10, 10),
        ("judge", 10, 10),
    ]
    assert outline.duration_s == 2400


@pytest.mark.parametrize("seed", range(5))
def test_a_quota_of_secret_questions_is_filled_with_public_ones(ground: Ground, seed: int) -> None:
    rules = RoundRules(Blueprint((Section("single", 9, 100, (Quota(5, pool=POOL_SECRET),)),)))
    factories.make_round(ground.session, ground.event, ground.now, number=2, rules=rules)
    sitting = look(ground, begin(ground, seed))
    assert sitting is not None
    assert len(sitting.items) == 9
    assert not any("保密" in item.stem for item in sitting.items)


def test_other_randomness_draws_another_paper(ground: Ground) -> None:
    first = begin(ground, 1)
    save(ground, first, None, hand_in=True)
    assert ground.paper(begin(ground, 2)).paper != ground.paper(first).paper


def test_two_taps_start_one_mock_exam(ground: Ground) -> None:
    assert begin(ground) == begin(ground, seed=2)


def test_extra_time_counts_here_too(ground: Ground) -> None:
    slower = replace(ground, practiser=replace(ground.practiser, extra_time_s=900))
    sitting = look(slower, begin(slower))
    assert sitting is not None
    assert sitting.remaining_ms == 4_500_000


def test_what_is_saved_is_there_again_and_a_cleared_answer_is_not(ground: Ground) -> None:
    paper_id = begin(ground)
    assert save(ground, paper_id, {1: ["A"], 2: ["B"], 3: None})
    assert save(ground, paper_id, {1: ["A"], 2: None, 3: ["C"]})
    sitting = look(ground, paper_id)
    assert sitting is not None
    assert sitting.responses == {1: ["A"], 3: ["C"]}


def test_handing_in_grades_at_once_with_every_key(ground: Ground, now: datetime) -> None:
    paper_id = begin(ground)
    right = ground.key_of(paper_id)
    assert not save(ground, paper_id, {**right, 1: ["A"], 8: None}, hand_in=True)
    review = review_mock(ground.session, entrant_id=ground.practiser.entrant_id, paper_id=paper_id, now=now)
    assert review is not None
    lost = 0 if right[1] == ["A"] else 1000
    assert (review.line.total, review.line.full_marks) == (10_000 - 1000 - lost, 10_000)
    assert (review.line.answered, len(review.items), review.hidden) == (7, 8, 0)
    assert sum(section.score for section in review.sections) == review.line.total
    assert all(each.right or each.key for each in review.items)


def test_at_the_deadline_it_is_graded_with_what_was_saved(ground: Ground) -> None:
    paper_id = begin(ground)
    right = ground.key_of(paper_id)
    save(ground, paper_id, right)
    assert not save(ground, paper_id, {}, seconds=3600 + GRACE_S + 1)
    assert ground.paper(paper_id).total == 10_000
    assert look(ground, paper_id) is None


def test_what_was_on_its_way_at_the_deadline_counts(ground: Ground) -> None:
    paper_id = begin(ground)
    save(ground, paper_id, ground.key_of(paper_id), seconds=3600 + GRACE_S, hand_in=True)
    assert ground.paper(paper_id).total == 10_000


def test_opening_it_after_its_time_grades_it(ground: Ground, now: datetime) -> None:
    paper_id = begin(ground)
    assert look(ground, paper_id, minutes=61) is None
    line = my_mocks(ground.session, practiser=ground.practiser, now=now)[0]
    assert (line.is_closed, line.total, line.answered) == (True, 0, 0)


def test_a_running_mock_exam_has_no_review(ground: Ground, now: datetime) -> None:
    paper_id = begin(ground)
    mine = ground.practiser.entrant_id
    assert review_mock(ground.session, entrant_id=mine, paper_id=paper_id, now=now) is None


def test_what_was_wrong_enters_the_book_and_what_was_blank_does_not(ground: Ground) -> None:
    paper_id = begin(ground)
    right = ground.key_of(paper_id)
    wrong: dict[int, object] = {7: ["F" if right[7] == ["T"] else "T"]}
    save(ground, paper_id, {5: right[5], **wrong}, hand_in=True)
    everything = practice_overview(ground.session, practiser=ground.practiser).all
    assert (everything.wrong, everything.mastered) == (1, 1)


def test_handing_in_twice_changes_nothing(ground: Ground) -> None:
    paper_id = begin(ground)
    right = ground.key_of(paper_id)
    save(ground, paper_id, right, hand_in=True)
    assert not save(ground, paper_id, {1: ["A"]}, hand_in=True)
    assert ground.paper(paper_id).total == 10_000
    assert ground.session.scalar(select(func.count(PracticeAnswer.id))) == 8


def test_a_question_that_became_secret_is_hidden_in_the_review(ground: Ground, now: datetime) -> None:
    paper_id = begin(ground)
    save(ground, paper_id, ground.key_of(paper_id), hand_in=True)
    qid = paper_from_json(ground.paper(paper_id).paper).items[0].qid
    ground.revise(qid, pool=POOL_SECRET)
    review = review_mock(ground.session, entrant_id=ground.practiser.entrant_id, paper_id=paper_id, now=now)
    assert review is not None
    assert (review.hidden, [each.item.number for each in review.items]) == (1, [2, 3, 4, 5, 6, 7, 8])


def test_answers_that_no_input_of_the_page_can_hold_are_not_kept(ground: Ground) -> None:
    paper_id = begin(ground)
    save(ground, paper_id, {1: ["A" * 100_000], 2: {"x": 1}, 3: ["B"]})
    assert ground.paper(paper_id).responses == {"3": ["B"]}


def test_no_more_than_so_many_are_started_in_a_day(ground: Ground) -> None:
    for minutes in range(MOST_IN_A_DAY):
        paper_id = begin(ground, minutes=minutes)
        save(ground, paper_id, None, seconds=60 * minutes, hand_in=True)
    with pytest.raises(TooManyMocks):
        begin(ground, minutes=60)
    begin(ground, minutes=24 * 60 + 1)


def test_an_event_without_public_questions_has_no_mock_exam(ground: Ground) -> None:
    for qtype in ("single", "multiple", "judge"):
        for number in range(10):
            ground.revise(f"{qtype}-{number:03}", pool=POOL_SECRET)
    with pytest.raises(NothingPublic):
        begin(ground)


def test_a_mock_exam_is_nobody_elses(ground: Ground, now: datetime) -> None:
    paper_id = begin(ground)
    for read in (open_mock, review_mock):
        with pytest.raises(MockNotFound):
            read(ground.session, entrant_id=ground.practiser.entrant_id + 1, paper_id=paper_id, now=now)


def test_it_leaves_nothing_among_the_real_attempts(ground: Ground) -> None:
    paper_id = begin(ground)
    save(ground, paper_id, ground.key_of(paper_id), hand_in=True)
    for table in (Attempt, JournalRow, Result):
        assert ground.session.scalar(select(func.count()).select_from(table)) == 0


def test_a_real_attempt_stops_a_running_mock_exam(ground: Ground, vault: Vault, now: datetime) -> None:
    paper_id = begin(ground)
    row = ground.event.rounds[0]
    factories.freeze_round(ground.session, vault, row, now)
    start_attempt(ground.session, vault, entrant_id=ground.practiser.entrant_id, round_id=row.id, now=now)
    with pytest.raises(AttemptRunning):
        look(ground, paper_id)
    with pytest.raises(AttemptRunning):
        save(ground, paper_id, {}, hand_in=True)
