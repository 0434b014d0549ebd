from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.question_types import BadResponse
from examapp.domain.question_types.base import PartResponses, Unreadable
from examapp.domain.question_types.scenario import TYPE
from examapp.domain.rules import PartialCredit
from tests.domain.question_types.composites import PARTS, RIGHT, SHOWN, scenario

QUESTION = scenario()


@pytest.mark.parametrize(
    ("scheme", "response", "mark"),
    [
        ("exact", RIGHT, 1000),
        ("exact", ["C", "B", "T", "接地", "隔离", "5"], 0),
        ("exact", [*RIGHT[:5], ""], 0),
        ("half_for_subset", RIGHT, 1000),
        ("half_for_subset", ["C", "B", "T", "接地", "隔离", "5"], 0),
        ("per_option", RIGHT, 1000),
        ("per_option", [*RIGHT[:5], ""], 800),
        ("per_option", ["C", "", "", "", "", ""], 200),
        # Half of 多选 and half of 填空 count inside their parts.
        ("per_option", ["", "B", "", "", "", ""], 100),
        ("per_option", ["", "BA", "", "", "", ""], 0),
        ("per_option", ["", "", "", "接地", "接地", ""], 100),
        ("per_option", ["A", "A", "F", "空", "空", "6"], 0),
    ],
)
def test_each_scheme_gives_its_published_marks(scheme: PartialCredit, response: list[str], mark: int) -> None:
    read = TYPE.parse(response, QUESTION, SHOWN)
    assert TYPE.grade(QUESTION, read, 1000, scheme) == mark


@pytest.mark.parametrize(("response", "mark"), [(["C", ""], 75), (["", "T"], 25), (["C", "T"], 100)])
def test_points_of_parts_are_weights(response: list[str], mark: int) -> None:
    weighed = scenario(replace(PARTS[0], points=300), replace(PARTS[2], qid="2", points=100))
    read = TYPE.parse(response, weighed, SHOWN[:3])
    assert TYPE.grade(weighed, read, 100, "per_option") == mark


def test_fractions_are_rounded_down_once_at_the_end() -> None:
    thirds = scenario(*(replace(PARTS[2], qid=number) for number in "123"))
    response = TYPE.parse(["T", "T", "F"], thirds, ())
    assert TYPE.grade(thirds, response, 100, "per_option") == 66


def test_one_part_that_cannot_be_read_costs_only_itself() -> None:
    response = TYPE.parse([*RIGHT[:5], "五毫米"], QUESTION, SHOWN)
    assert isinstance(response, PartResponses)
    assert response.parts[-1] == Unreadable(("五毫米",))
    assert TYPE.grade(QUESTION, response, 1000, "per_option") == 800
    assert "(5) 五毫米" in TYPE.response_to_text(QUESTION, response, SHOWN)


def test_a_short_list_leaves_the_last_parts_blank_and_a_long_one_is_refused() -> None:
    assert TYPE.parse(["C"], QUESTION, SHOWN) == PartResponses((frozenset("A"), None, None, None, None))
    with pytest.raises(BadResponse):
        TYPE.parse([*RIGHT, ""], QUESTION, SHOWN)


def test_people_read_each_part_by_its_number_with_letters_as_displayed() -> None:
    assert TYPE.key_to_text(QUESTION, SHOWN) == "(1) C; (2) B,C; (3) √; (4) 接地|绝缘;隔离; (5) 4.9~5.1 mm"
    response = TYPE.parse(["B", "", "F", "", "空", ""], QUESTION, SHOWN)
    assert response is not None
    assert TYPE.response_to_text(QUESTION, response, SHOWN) == "(1) B; (2); (3) ×; (4) |空; (5)"


@given(
    right=st.lists(st.booleans(), min_size=5, max_size=5),
    weights=st.lists(st.integers(1, 500), min_size=5, max_size=5),
    points=st.integers(1, 1000),
)
def test_the_share_of_right_parts_by_weight_is_what_is_earned(
    right: list[bool], weights: list[int], points: int
) -> None:
    question = scenario(*(replace(part, points=weight) for part, weight in zip(PARTS, weights, strict=True)))
    slots = [RIGHT[0:1], RIGHT[1:2], RIGHT[2:3], RIGHT[3:5], RIGHT[5:6]]
    raw = [text if ok else "" for ok, texts in zip(right, slots, strict=True) for text in texts]
    response = TYPE.parse(raw, question, SHOWN)
    earned = sum(weight for weight, ok in zip(weights, right, strict=True) if ok)
    assert TYPE.grade(question, response, points, "per_option") == points * earned // sum(weights)
