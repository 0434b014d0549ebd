from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.question_types.multiple import TYPE
from examapp.domain.question_types.option_letters import UnknownOption
from examapp.domain.questions import ChoiceAnswer, Option, Question
from examapp.domain.rules import PartialCredit

IDS = tuple("ABCDE")


def question_with(key: str) -> Question:
    return Question("Q1", "multiple", "题干", ChoiceAnswer(frozenset(key)), tuple(Option(i, i) for i in IDS))


keys = st.sets(st.sampled_from(IDS), min_size=1).map(lambda ids: "".join(sorted(ids)))
choices = st.sets(st.sampled_from(IDS)).map(frozenset)
schemes = st.sampled_from(["exact", "half_for_subset", "per_option"])


@pytest.mark.parametrize(
    ("scheme", "chosen", "mark"),
    [
        ("exact", "ABC", 200),
        ("exact", "AB", 0),
        ("exact", "ABCD", 0),
        ("exact", "D", 0),
        ("half_for_subset", "ABC", 200),
        ("half_for_subset", "AB", 100),
        ("half_for_subset", "A", 100),
        ("half_for_subset", "ABD", 0),
        ("half_for_subset", "ABCD", 0),
        ("half_for_subset", "D", 0),
        ("per_option", "ABC", 200),
        ("per_option", "AB", 133),
        ("per_option", "A", 66),
        ("per_option", "ABD", 66),
        ("per_option", "AD", 0),
        ("per_option", "ABCD", 133),
        ("per_option", "ABCDE", 66),
        ("per_option", "DE", 0),
    ],
)
def test_each_scheme_gives_its_published_marks(scheme: PartialCredit, chosen: str, mark: int) -> None:
    assert TYPE.grade(question_with("ABC"), frozenset(chosen), 200, scheme) == mark


@pytest.mark.parametrize(("points", "half"), [(1, 0), (101, 50), (103, 51)])
def test_half_of_an_odd_number_of_centipoints_is_rounded_down(points: int, half: int) -> None:
    assert TYPE.grade(question_with("ABC"), frozenset("A"), points, "half_for_subset") == half


@given(key=keys, chosen=choices, points=st.integers(1, 1000))
def test_any_wrong_option_costs_all_when_half_is_for_subsets(
    key: str, chosen: frozenset[str], points: int
) -> None:
    if chosen - set(key):
        assert TYPE.grade(question_with(key), chosen, points, "half_for_subset") == 0


@given(key=keys, chosen=choices, points=st.integers(1, 1000), scheme=schemes)
def test_partial_credit_never_gives_less_than_exact_or_more_than_the_points(
    key: str, chosen: frozenset[str], points: int, scheme: PartialCredit
) -> None:
    question = question_with(key)
    exact = TYPE.grade(question, chosen, points, "exact")
    assert exact <= TYPE.grade(question, chosen, points, scheme) <= points
    assert exact == (points if chosen == set(key) else 0)


@given(key=keys, chosen=choices, points=st.integers(1, 1000), added=st.sampled_from(IDS))
def test_per_option_one_more_right_option_never_costs_and_a_wrong_one_never_pays(
    key: str, chosen: frozenset[str], points: int, added: str
) -> None:
    question = question_with(key)
    before = TYPE.grade(question, chosen - {added}, points, "per_option")
    after = TYPE.grade(question, chosen | {added}, points, "per_option")
    assert after >= before if added in key else after <= before


@given(order=st.permutations(IDS), chosen=choices.filter(bool))
def test_displayed_letters_come_back_as_the_options_they_stood_for(
    order: list[str], chosen: frozenset[str]
) -> None:
    question = question_with("AB")
    shown = TYPE.response_to_text(question, chosen, tuple(order))
    assert TYPE.parse(shown.split(","), question, tuple(order)) == chosen
    assert TYPE.parse(shown.replace(",", ""), question, tuple(order)) == chosen


def test_one_unknown_letter_refuses_the_whole_response() -> None:
    with pytest.raises(UnknownOption):
        TYPE.parse(["A", "F"], question_with("AB"), IDS)


def test_the_key_is_shown_in_the_order_of_the_screen() -> None:
    assert TYPE.key_to_text(question_with("AB"), ("E", "B", "C", "A", "D")) == "B,D"
