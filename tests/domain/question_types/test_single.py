from __future__ import annotations

import pytest

from examapp.domain.question_types.option_letters import UnknownOption
from examapp.domain.question_types.single import TYPE, TooManyOptions
from examapp.domain.questions import ChoiceAnswer, Option, Question

QUESTION = Question(
    "Q1", "single", "哪种气体最轻？", ChoiceAnswer(frozenset("B")), tuple(Option(i, i) for i in "ABC")
)
ORDER = ("C", "B", "A")


@pytest.mark.parametrize("raw", [["A"], "A", ["", "A"], ["A", "A"]])
def test_a_letter_means_the_option_displayed_there(raw: object) -> None:
    assert TYPE.parse(raw, QUESTION, ORDER) == frozenset("C")


@pytest.mark.parametrize("raw", [["A", "B"], "AB"])
def test_two_options_are_too_many(raw: object) -> None:
    with pytest.raises(TooManyOptions):
        TYPE.parse(raw, QUESTION, ORDER)


@pytest.mark.parametrize("raw", ["D", ["D"], ["AB"], "a", "1"])
def test_a_letter_that_nobody_saw_is_refused(raw: object) -> None:
    with pytest.raises(UnknownOption):
        TYPE.parse(raw, QUESTION, ORDER)


@pytest.mark.parametrize(("letter", "mark"), [("A", 0), ("B", 100), ("C", 0)])
def test_only_the_right_option_scores(letter: str, mark: int) -> None:
    response = TYPE.parse([letter], QUESTION, ORDER)
    assert TYPE.grade(QUESTION, response, 100, "per_option") == mark


def test_response_and_key_are_shown_by_their_displayed_letters() -> None:
    order = ("B", "C", "A")
    assert TYPE.response_to_text(QUESTION, frozenset("C"), order) == "B"
    assert TYPE.key_to_text(QUESTION, order) == "A"
