"""A paper is shown when its round is over, its scores are released, and the rules allow it."""

from __future__ import annotations

from itertools import product

import pytest

from examapp.domain.review import review_refusal


@pytest.mark.parametrize("policy", ["marks", "keys"])
def test_a_paper_is_shown_once_the_round_is_over_and_the_scores_are_released(policy: str) -> None:
    states = product((False, True), repeat=2)
    found = {
        (closed, released): review_refusal(policy, round_closed=closed, released=released, bank_in_use=False)
        for closed, released in states
    }
    assert found.pop((True, True)) is None
    assert set(found.values()) == {"too_early"}


def test_where_the_rules_forbid_it_no_waiting_helps() -> None:
    for closed, released in product((False, True), repeat=2):
        found = review_refusal("none", round_closed=closed, released=released, bank_in_use=True)
        assert found == "not_allowed"


def test_a_paper_is_kept_back_while_a_later_round_draws_from_the_same_bank() -> None:
    assert review_refusal("keys", round_closed=True, released=True, bank_in_use=True) == "paused"
