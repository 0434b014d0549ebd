"""The ranking of an event, as the rule book says it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.randomness import Stream
from examapp.domain.rules import AdvancementRules, TieStep
from examapp.domain.standings import LOT_NUMBERS, STEPS, Contender, Standing, rank

RULES = AdvancementRules()
LOT_KEY = b"k" * 32


def contender(ticket: str, total: int = 8000, time_used_s: int = 1800, **sections: int) -> Contender:
    return Contender(ticket, "甲厂", "长春", total, tuple(sections.items()), time_used_s)


@st.composite
def fields(draw: st.DrawFn) -> list[Contender]:
    """A field with few different results, so that ties of every depth are common."""
    tickets = draw(st.lists(st.integers(0, 99), unique=True, max_size=14))
    return [
        Contender(
            ticket=f"{ticket:02}",
            employer=draw(st.sampled_from(["甲厂", "乙厂"])),
            delegation=draw(st.sampled_from(["长春", "吉林"])),
            total=draw(st.sampled_from([5900, 6000, 8000])),
            section_scores=(("multiple", draw(st.sampled_from([1000, 1200]))),),
            time_used_s=draw(st.integers(1800, 1806)),
            exclusion=draw(st.sampled_from(["", "", "", "withdrawn", "disqualified"])),
        )
        for ticket in tickets
    ]


chains = st.lists(st.sampled_from(sorted(STEPS)), unique=True).map(tuple)


def ranks(standings: tuple[Standing, ...]) -> dict[str, int]:
    return {standing.contender.ticket: standing.rank for standing in standings}


def test_the_higher_total_ranks_first() -> None:
    assert ranks(rank([contender("a", 7000), contender("b", 9000)], RULES)) == {"b": 1, "a": 2}


def test_two_who_tie_for_second_are_followed_by_the_fourth() -> None:
    field = [contender("a", 9000), contender("b"), contender("c"), contender("d", 7000)]
    assert ranks(rank(field, RULES)) == {"a": 1, "b": 2, "c": 2, "d": 4}


def test_those_of_one_rank_know_how_many_share_it() -> None:
    standings = rank([contender("a", 9000), contender("b"), contender("c")], RULES)
    assert [standing.tied_with for standing in standings] == [0, 1, 1]


@pytest.mark.parametrize("step", ["multiple", "single", "judge", "blank", "numeric"])
def test_equal_totals_are_separated_by_the_section_that_the_chain_names(step: TieStep) -> None:
    field = [contender("a", **{step: 1000}), contender("b", **{step: 1200})]
    first, second = rank(field, AdvancementRules(tie_chain=("total", step)))
    assert (first.contender.ticket, second.decided_by) == ("b", step)


def test_multiple_choice_decides_before_single_choice() -> None:
    field = [contender("a", multiple=2000, single=4000), contender("b", multiple=2200, single=3800)]
    assert ranks(rank(field, RULES)) == {"b": 1, "a": 2}


def test_the_order_of_the_chain_is_data() -> None:
    field = [contender("a", multiple=2000, single=4000), contender("b", multiple=2200, single=3800)]
    rules = AdvancementRules(tie_chain=("total", "single", "multiple"))
    assert ranks(rank(field, rules)) == {"a": 1, "b": 2}


def test_the_total_comes_first_even_when_the_chain_forgets_it() -> None:
    field = [contender("a", 7000, multiple=4000), contender("b", 9000, multiple=2000)]
    assert ranks(rank(field, AdvancementRules(tie_chain=("multiple", "total")))) == {"b": 1, "a": 2}


def test_the_shorter_time_ranks_first_among_equals() -> None:
    first, second = rank([contender("a", time_used_s=1802), contender("b", time_used_s=1800)], RULES)
    assert (first.contender.ticket, second.decided_by) == ("b", "time_used")


def test_a_difference_under_the_uncertainty_is_a_tie() -> None:
    field = [contender("a", time_used_s=1801), contender("b", time_used_s=1800)]
    assert ranks(rank(field, RULES)) == {"a": 1, "b": 1}


def test_a_cluster_of_times_is_measured_from_its_fastest() -> None:
    field = [contender(ticket, time_used_s=1800 + second) for second, ticket in enumerate("abcd")]
    assert ranks(rank(field, RULES)) == {"a": 1, "b": 1, "c": 3, "d": 3}


@pytest.mark.parametrize("uncertainty_s", [0, 1])
def test_without_uncertainty_only_equal_seconds_tie(uncertainty_s: int) -> None:
    field = [contender("a", time_used_s=1800), contender("b", time_used_s=1800), contender("c", 8000, 1801)]
    rules = replace(RULES, time_uncertainty_s=uncertainty_s)
    assert ranks(rank(field, rules)) == {"a": 1, "b": 1, "c": 3}


def test_a_full_tie_is_listed_by_ticket_and_nothing_decided_it() -> None:
    standings = rank([contender("b"), contender("a")], RULES)
    assert [(each.contender.ticket, each.rank, each.decided_by) for each in standings] == [
        ("a", 1, None),
        ("b", 1, None),
    ]


def test_the_lower_lot_goes_first_and_is_recorded() -> None:
    rules = AdvancementRules(tie_chain=("total", "lot"))
    standings = rank([contender("a"), contender("b")], rules, LOT_KEY, "焊接")
    drawn = {each: Stream(LOT_KEY, "lot", "焊接", each, 1).below(LOT_NUMBERS) for each in "ab"}
    assert {each.contender.ticket: each.lot_number for each in standings} == drawn
    assert standings[0].contender.ticket == min(drawn, key=lambda ticket: drawn[ticket])
    assert standings[1].decided_by == "lot"


def test_nobody_draws_a_lot_who_is_separated_before() -> None:
    rules = AdvancementRules(tie_chain=("total", "lot"))
    standings = rank([contender("a", 9000), contender("b")], rules, LOT_KEY, "焊接")
    assert [each.lot_number for each in standings] == [None, None]


def test_without_a_committed_key_the_lot_separates_nobody() -> None:
    rules = AdvancementRules(tie_chain=("total", "lot"))
    assert ranks(rank([contender("a"), contender("b")], rules)) == {"a": 1, "b": 1}


def test_the_excluded_stand_at_the_end_without_a_rank() -> None:
    field = [replace(contender("a", 9900), exclusion="disqualified"), contender("b", 6000)]
    assert list(ranks(rank(field, RULES)).items()) == [("b", 1), ("a", 0)]


def test_nobody_took_part() -> None:
    assert rank([], RULES) == ()


@given(field=fields(), chain=chains, shuffle=st.randoms(use_true_random=False))
def test_the_order_of_the_input_never_matters(field: list[Contender], chain, shuffle) -> None:
    rules = AdvancementRules(tie_chain=chain)
    shuffled = list(field)
    shuffle.shuffle(shuffled)
    assert rank(shuffled, rules, LOT_KEY, "焊接") == rank(field, rules, LOT_KEY, "焊接")


@given(field=fields(), chain=chains)
def test_a_better_total_never_ranks_behind(field: list[Contender], chain) -> None:
    standings = rank(field, AdvancementRules(tie_chain=chain), LOT_KEY)
    totals = [standing.contender.total for standing in standings if standing.rank]
    assert totals == sorted(totals, reverse=True)


@given(field=fields(), chain=chains.map(lambda steps: tuple(step for step in steps if step != "lot")))
def test_nobody_ranks_behind_one_who_is_better_in_nothing(field: list[Contender], chain) -> None:
    def better_in_nothing(one: Contender, other: Contender) -> bool:
        return (
            one.total <= other.total
            and one.section_scores <= other.section_scores
            and one.time_used_s >= other.time_used_s
        )

    standings = [each for each in rank(field, AdvancementRules(tie_chain=chain)) if each.rank]
    for one, other in permutations(standings, 2):
        if better_in_nothing(one.contender, other.contender):
            assert one.rank >= other.rank


@given(field=fields(), chain=chains)
def test_a_rank_is_one_more_than_those_who_rank_better(field: list[Contender], chain) -> None:
    standings = [each for each in rank(field, AdvancementRules(tie_chain=chain)) if each.rank]
    for standing in standings:
        assert standing.rank == 1 + sum(other.rank < standing.rank for other in standings)
        assert standing.tied_with == sum(other.rank == standing.rank for other in standings) - 1


@given(field=fields(), chain=chains)
def test_a_step_is_named_exactly_where_the_rank_changes(field: list[Contender], chain) -> None:
    standings = [each for each in rank(field, AdvancementRules(tie_chain=chain)) if each.rank]
    for above, below in pairwise(standings):
        assert (below.decided_by is None) == (above.rank == below.rank)


@given(field=fields(), chain=chains)
def test_everyone_is_listed_once(field: list[Contender], chain) -> None:
    listed = [standing.contender for standing in rank(field, AdvancementRules(tie_chain=chain))]
    assert sorted(listed, key=lambda each: each.ticket) == sorted(field, key=lambda each: each.ticket)
