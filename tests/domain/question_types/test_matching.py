from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.question_types import BadResponse
from examapp.domain.question_types.matching import TYPE
from examapp.domain.question_types.option_letters import UnknownOption
from examapp.domain.questions import MatchingAnswer, Option, Question
from examapp.domain.rules import PartialCredit

SHOWN = ("D", "B", "A", "C")
# 1 and 3 share an option, D serves none.
QUESTION = Question(
    "Q1",
    "matching",
    "把工具和用途配对。",
    MatchingAnswer((("1", "A"), ("2", "B"), ("3", "A"))),
    tuple(Option(letter, f"用途{letter}") for letter in "ABCD"),
    prompts=tuple(Option(number, f"工具{number}") for number in "123"),
)


@pytest.mark.parametrize(
    ("scheme", "letters", "mark"),
    [
        ("exact", "CBC", 200),
        ("exact", "CBA", 0),
        ("exact", "CB-", 0),
        ("half_for_subset", "CBC", 200),
        ("half_for_subset", "CB-", 0),
        ("per_option", "CBC", 200),
        ("per_option", "CBA", 133),
        ("per_option", "CB-", 133),
        ("per_option", "-B-", 66),
        ("per_option", "AAA", 0),
        # Every option in every place earns no more than the prompts it belongs to.
        ("per_option", "CCC", 133),
    ],
)
def test_each_scheme_gives_its_published_marks(scheme: PartialCredit, letters: str, mark: int) -> None:
    response = TYPE.parse([letter.strip("-") for letter in letters], QUESTION, SHOWN)
    assert TYPE.grade(QUESTION, response, 200, scheme) == mark


def test_letters_are_those_displayed_and_a_short_list_leaves_the_rest_open() -> None:
    assert TYPE.parse(["C", "B"], QUESTION, SHOWN) == ("A", "B", "")
    assert TYPE.parse(["", "", " D "], QUESTION, SHOWN) == ("", "", "C")


def test_nothing_chosen_is_a_blank() -> None:
    assert TYPE.parse(["", "", ""], QUESTION, SHOWN) is None


def test_a_letter_that_nobody_saw_refuses_the_response() -> None:
    with pytest.raises(UnknownOption):
        TYPE.parse(["E"], QUESTION, SHOWN)


def test_more_letters_than_prompts_are_refused() -> None:
    with pytest.raises(BadResponse):
        TYPE.parse(["A", "B", "C", "D"], QUESTION, SHOWN)


def test_people_read_prompts_by_number_and_options_by_the_letter_displayed() -> None:
    assert TYPE.key_to_text(QUESTION, SHOWN) == "1-C;2-B;3-C"
    assert TYPE.response_to_text(QUESTION, ("D", "", "B"), SHOWN) == "1-A;2-;3-B"


@given(order=st.permutations("ABCD"), chosen=st.tuples(*[st.sampled_from("ABCD")] * 3))
def test_what_a_response_earns_does_not_depend_on_the_order_displayed(
    order: list[str], chosen: tuple[str, ...]
) -> None:
    letters = ["ABCD"[order.index(option)] for option in chosen]
    response = TYPE.parse(letters, QUESTION, tuple(order))
    assert response == chosen
    right = sum(option == key for option, key in zip(chosen, "ABA", strict=True))
    assert TYPE.grade(QUESTION, response, 300, "per_option") == 100 * right
