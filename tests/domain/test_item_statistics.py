"""How easy questions were, and whether they tell those who know more from the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.item_statistics import item_statistics

# Five people and three questions, computed by hand:
#   a: 1 1 1 0 0   total − a: 2 1 1 1 0
#   b: 1 1 0 1 0   total − b: 2 1 2 0 0
#   c: 1 0 1 0 0   total − c: 2 2 1 1 0
PAPERS = [
    {"a": 1.0, "b": 1.0, "c": 1.0},
    {"a": 1.0, "b": 1.0, "c": 0.0},
    {"a": 1.0, "b": 0.0, "c": 1.0},
    {"a": 0.0, "b": 1.0, "c": 0.0},
    {"a": 0.0, "b": 0.0, "c": 0.0},
]
# Two papers that share one question: residuals make people comparable whose papers are not equally hard.
PERSONAL = [
    {"shared": 1.0, "easy": 1.0},
    {"shared": 0.0, "easy": 0.0},
    {"shared": 1.0, "hard": 1.0},
    {"shared": 0.0, "hard": 0.0},
]
SHARES = st.lists(
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([0.0, 0.5, 1.0]), min_size=1), max_size=30
)


@pytest.mark.parametrize(
    ("name", "facility", "discrimination"),
    [
        # Deviations of a: .4 .4 .4 -.6 -.6 and of the rest: 1 0 0 0 -1; 1.0 / sqrt(1.2 × 2).
        ("a", 0.6, 0.6454972),
        # b: .4 .4 -.6 .4 -.6; rest 1 0 1 -1 -1: .4 - .6 - .4 + .6 = 0.
        ("b", 0.6, 0.0),
        # c: .6 -.4 .6 -.4 -.4; rest .8 .8 -.2 -.2 -1.2: .48 - .32 - .12 + .08 + .48 = .6; / sqrt(1.2 × 2.8).
        ("c", 0.4, 0.3273268),
    ],
)
def test_statistics_of_one_paper_are_those_computed_by_hand(
    name: str, facility: float, discrimination: float
) -> None:
    found = item_statistics(PAPERS)[name]
    assert found.answers == 5
    assert found.facility == pytest.approx(facility)
    assert found.discrimination == pytest.approx(discrimination, abs=1e-6)


def test_people_with_different_papers_are_compared_by_what_their_papers_leave_to_expect() -> None:
    found = item_statistics(PERSONAL)["shared"]
    assert (found.answers, found.facility) == (4, 0.5)
    assert found.discrimination == pytest.approx(1.0)


def test_a_question_that_the_strong_get_wrong_discriminates_backwards() -> None:
    papers = [
        {"key": 0.0, "x": 1.0, "y": 1.0},
        {"key": 0.0, "x": 1.0, "y": 0.5},
        {"key": 1.0, "x": 0.0, "y": 0.0},
    ]
    found = item_statistics(papers)["key"].discrimination
    assert found is not None
    assert found < -0.9


@pytest.mark.parametrize(
    "papers",
    [
        [{"a": 1.0, "b": 0.0}, {"a": 0.0, "b": 1.0}],
        [{"a": 1.0, "b": 0.0}, {"a": 1.0, "b": 1.0}, {"a": 1.0, "b": 0.0}],
        [{"a": 1.0}, {"a": 0.0}, {"a": 0.0}],
    ],
    ids=["two answers", "all alike", "nothing else on the paper"],
)
def test_where_it_is_not_defined_there_is_no_discrimination(papers: list[dict[str, float]]) -> None:
    assert item_statistics(papers)["a"].discrimination is None


@given(SHARES)
def test_facility_is_a_share_and_discrimination_a_correlation(papers: list[dict[str, float]]) -> None:
    for found in item_statistics(papers).values():
        assert 0.0 <= found.facility <= 1.0
        assert found.discrimination is None or -1.0 <= found.discrimination <= 1.0


@given(SHARES, st.randoms())
def test_the_order_of_the_papers_does_not_matter(papers: list[dict[str, float]], random: object) -> None:
    shuffled = list(papers)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = item_statistics(papers), item_statistics(shuffled)
    assert {name: found.facility for name, found in one.items()} == pytest.approx(
        {name: found.facility for name, found in other.items()}
    )
