from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.question_types import BadResponse
from examapp.domain.question_types.ordering import TYPE
from examapp.domain.questions import Option, OrderAnswer, Question
from examapp.domain.rules import PartialCredit

SHOWN = ("C", "A", "D", "B")
QUESTION = Question(
    "Q1",
    "ordering",
    "按先后排列。",
    OrderAnswer(("B", "A", "D", "C")),
    tuple(Option(letter, f"步骤{letter}") for letter in "ABCD"),
)


@pytest.mark.parametrize(
    ("scheme", "positions", "mark"),
    [
        ("exact", "4231", 200),
        ("exact", "3241", 0),
        ("exact", "423-", 0),
        ("half_for_subset", "4231", 200),
        ("half_for_subset", "423-", 0),
        ("per_option", "4231", 200),
        ("per_option", "3241", 100),
        ("per_option", "423-", 150),
        ("per_option", "1324", 0),
        ("per_option", "-2--", 50),
        # One position for several is no order: a tap on 1 everywhere must not be worth a share.
        ("per_option", "1111", 0),
        ("per_option", "4221", 100),
    ],
)
def test_each_scheme_gives_its_published_marks(scheme: PartialCredit, positions: str, mark: int) -> None:
    response = TYPE.parse([position.strip("-") for position in positions], QUESTION, SHOWN)
    assert TYPE.grade(QUESTION, response, 200, scheme) == mark


@pytest.mark.parametrize("raw", [["0"], ["5"], ["A"], ["1.0"], ["１"], ["1"] * 5])
def test_what_is_no_position_is_refused(raw: list[str]) -> None:
    with pytest.raises(BadResponse):
        TYPE.parse(raw, QUESTION, SHOWN)


def test_nothing_chosen_is_a_blank() -> None:
    assert TYPE.parse(["", "", "", ""], QUESTION, SHOWN) is None


def test_people_read_the_letters_displayed_by_position() -> None:
    assert TYPE.key_to_text(QUESTION, SHOWN) == "D>B>C>A"
    response = TYPE.parse(["4", "2", "2", ""], QUESTION, SHOWN)
    assert response is not None
    assert TYPE.response_to_text(QUESTION, response, SHOWN) == "?>B=C>?>A"


@given(shown=st.permutations("ABCD"), given_order=st.permutations("ABCD"))
def test_what_an_order_earns_does_not_depend_on_the_order_displayed(
    shown: list[str], given_order: list[str]
) -> None:
    positions = [str(given_order.index(option) + 1) for option in shown]
    response = TYPE.parse(positions, QUESTION, tuple(shown))
    right = sum(one == other for one, other in zip(given_order, "BADC", strict=True))
    assert TYPE.grade(QUESTION, response, 400, "per_option") == 100 * right
    assert TYPE.grade(QUESTION, response, 400, "exact") == (400 if right == 4 else 0)
