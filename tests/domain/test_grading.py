from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.grading import PaperScore, answers_hash, grade_paper
from examapp.domain.paper import Paper, PaperItem
from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    NumericAnswer,
    NumericRange,
    Option,
    Question,
)

OPTIONS = tuple(Option(letter, f"选项{letter}") for letter in "ABCD")
ORDER = ("D", "C", "B", "A")
QUESTIONS = {
    "S": Question("S", "single", "单选", ChoiceAnswer(frozenset("A")), OPTIONS),
    "M": Question("M", "multiple", "多选", ChoiceAnswer(frozenset("AB")), OPTIONS),
    "J": Question("J", "judge", "判断", JudgeAnswer(False)),
    "B": Question("B", "blank", "填空", BlankAnswer((("红",), ("蓝",)))),
    "N": Question("N", "numeric", "数值", NumericAnswer((NumericRange(Decimal(1), Decimal(2)),))),
    "J2": Question("J2", "judge", "判断", JudgeAnswer(True)),
}
PAPER = Paper(
    "welding",
    "T1",
    1,
    (
        PaperItem("S", 1, "single", 100, ORDER, "exact"),
        PaperItem("M", 1, "multiple", 200, ORDER, "half_for_subset"),
        PaperItem("J", 1, "judge", 100, (), "exact"),
        PaperItem("B", 1, "blank", 300, (), "per_option"),
        PaperItem("N", 1, "numeric", 100, (), "exact"),
        PaperItem("J2", 1, "judge", 100, (), "exact"),
    ),
)
RIGHT: dict[int, object] = {1: ["D"], 2: ["C", "D"], 3: "F", 4: ["红", "蓝"], 5: "1.5", 6: "T"}

responses_strategy = st.dictionaries(
    st.integers(1, 7),
    st.sampled_from(
        [["A"], ["C"], ["D"], ["C", "D"], "T", "F", ["红", "蓝"], ["红", ""], "1.5", None, {"x": 1}]
    ),
)


def test_all_right_earns_full_marks() -> None:
    sections = {"single": 100, "multiple": 200, "judge": 200, "blank": 300, "numeric": 100}
    marks = (100, 200, 100, 300, 100, 100)
    assert grade_paper(PAPER, QUESTIONS, RIGHT) == PaperScore(900, sections, marks, answered=6)


def test_a_paper_without_answers_scores_nothing_in_every_section() -> None:
    score = grade_paper(PAPER, QUESTIONS, {})
    assert score.section_scores == {"single": 0, "multiple": 0, "judge": 0, "blank": 0, "numeric": 0}
    assert (score.total, score.answered) == (0, 0)


def test_each_item_is_graded_by_its_own_points_and_scheme() -> None:
    score = grade_paper(PAPER, QUESTIONS, {**RIGHT, 2: ["C"], 4: ["红", ""]})
    assert score.marks == (100, 100, 100, 150, 100, 100)


@pytest.mark.parametrize("unreadable", ["Z", {"x": 1}, ["A", "B"], 17, "\ud800"])
def test_a_stored_response_that_no_longer_parses_counts_as_blank(unreadable: object) -> None:
    score = grade_paper(PAPER, QUESTIONS, {**RIGHT, 1: unreadable})
    assert score.marks[0] == 0
    assert score.answered == 5


def test_a_response_to_no_item_of_the_paper_changes_nothing() -> None:
    assert grade_paper(PAPER, QUESTIONS, {**RIGHT, 0: ["A"], 7: "T"}) == grade_paper(PAPER, QUESTIONS, RIGHT)


def test_a_paper_whose_question_is_missing_is_not_graded() -> None:
    with pytest.raises(KeyError):
        grade_paper(PAPER, {"S": QUESTIONS["S"]}, RIGHT)


@given(responses_strategy)
def test_total_sections_and_marks_always_agree(responses: dict[int, object]) -> None:
    score = grade_paper(PAPER, QUESTIONS, responses)
    assert score.total == sum(score.marks) == sum(score.section_scores.values())
    assert all(0 <= mark <= item.points for mark, item in zip(score.marks, PAPER.items, strict=True))
    assert sum(mark > 0 for mark in score.marks) <= score.answered <= len(responses)


@given(responses_strategy, st.permutations(range(1, 7)))
def test_shuffling_the_questions_never_changes_the_score(
    responses: dict[int, object], order: list[int]
) -> None:
    shuffled = replace(PAPER, items=tuple(PAPER.items[old - 1] for old in order))
    moved = {new: responses[old] for new, old in enumerate(order, start=1) if old in responses}
    score, again = grade_paper(PAPER, QUESTIONS, responses), grade_paper(shuffled, QUESTIONS, moved)
    assert (again.total, again.section_scores) == (score.total, score.section_scores)


def test_the_hash_of_answers_is_that_of_their_canonical_json() -> None:
    text = '{"1":["A"],"10":"T","2":["红"]}'
    assert answers_hash({2: ["红"], 10: "T", 1: ["A"]}) == hashlib.sha256(text.encode()).hexdigest()


@given(responses_strategy, st.integers(1, 6))
def test_one_changed_answer_changes_the_hash(responses: dict[int, object], item: int) -> None:
    assert answers_hash({**responses, item: ["changed"]}) != answers_hash(responses)
