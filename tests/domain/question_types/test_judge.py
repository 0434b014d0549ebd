from __future__ import annotations

import pytest

from examapp.domain.question_types import BadResponse
from examapp.domain.question_types.judge import TYPE
from examapp.domain.questions import JudgeAnswer, Question


def question_with(value: bool) -> Question:
    return Question("Q1", "judge", "题干", JudgeAnswer(value))


@pytest.mark.parametrize(
    ("raw", "verdict"),
    [
        ("T", True),
        ("F", False),
        (["T"], True),
        (["", "F"], False),
        (True, True),
        (False, False),
        ("false", False),
    ],
)
def test_a_verdict_is_read_from_form_and_json(raw: object, verdict: bool) -> None:
    assert TYPE.parse(raw, question_with(True), ()) is verdict


@pytest.mark.parametrize("raw", ["A", "t", ["T", "F"], 1, 0, "对"])
def test_anything_else_is_refused(raw: object) -> None:
    with pytest.raises(BadResponse):
        TYPE.parse(raw, question_with(True), ())


@pytest.mark.parametrize("key", [True, False])
@pytest.mark.parametrize(("verdict", "right_for"), [(True, True), (False, False)])
def test_only_the_right_verdict_scores(key: bool, verdict: bool, right_for: bool) -> None:
    expected = 100 if key is right_for else 0
    assert TYPE.grade(question_with(key), verdict, 100, "half_for_subset") == expected


def test_a_blank_is_not_a_verdict_of_wrong() -> None:
    assert TYPE.grade(question_with(False), None, 100, "exact") == 0


def test_verdicts_are_shown_in_words() -> None:
    assert TYPE.response_to_text(question_with(True), False, ()) == "错误"
    assert TYPE.key_to_text(question_with(True), ()) == "正确"
