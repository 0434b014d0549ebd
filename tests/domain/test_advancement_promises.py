"""What holds for every finals list, whatever the field and the rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.advancement import Place, advance, alternates_wanted, promote
from examapp.domain.advancement_reasons import DELEGATION_WORDING, EMPLOYER_WORDING
from examapp.domain.rules import AdvancementRules
from examapp.domain.standings import Contender, rank
from tests.domain.advancement_fields import (
    EVENT,
    LOT_KEY,
    fields,
    list_of,
    lot_keys,
    rule_sets,
    tickets,
)


def within_caps(places: list[Place], rules: AdvancementRules) -> bool:
    employers = Counter(place.standing.contender.employer for place in places)
    delegations = Counter(place.standing.contender.delegation for place in places)
    return all(
        cap is None or all(count <= cap for name, count in counts.items() if name)
        for counts, cap in ((employers, rules.employer_cap), (delegations, rules.delegation_cap))
    )


@given(field=fields(), rules=rule_sets, lot_key=lot_keys, shuffle=st.randoms(use_true_random=False))
def test_the_order_of_the_input_never_matters(field, rules, lot_key, shuffle) -> None:
    standings = list(rank(field, rules, lot_key, EVENT))
    expected = advance(standings, rules, lot_key, EVENT)
    shuffle.shuffle(standings)
    assert advance(standings, rules, lot_key, EVENT) == expected


@given(field=fields(), rules=rule_sets, lot_key=lot_keys)
def test_everyone_is_on_the_list_once_with_a_reason_in_words(field, rules, lot_key) -> None:
    places = list_of(field, rules, lot_key)
    assert sorted(place.standing.contender.ticket for place in places) == sorted(
        each.ticket for each in field
    )
    assert all(place.reason.message and "{" not in place.reason.message for place in places)


@given(field=fields(), rules=rule_sets, lot_key=lot_keys)
def test_caps_hold_even_if_every_alternate_is_called(field, rules, lot_key) -> None:
    places = list_of(field, rules, lot_key)
    assert within_caps([each for each in places if each.state in ("advanced", "alternate")], rules)


@given(field=fields(), rules=rule_sets, lot_key=lot_keys)
def test_nobody_below_the_minimum_or_excluded_advances_or_waits(field, rules, lot_key) -> None:
    for place in list_of(field, rules, lot_key):
        if place.state in ("advanced", "alternate"):
            assert place.standing.contender.total >= rules.minimum_score
            assert not place.standing.contender.exclusion


@given(field=fields(), rules=rule_sets, lot_key=lot_keys)
def test_only_ties_that_all_advance_exceed_the_quota(field, rules, lot_key) -> None:
    advanced = [each for each in list_of(field, rules, lot_key) if each.state == "advanced"]
    if len(advanced) > rules.quota:
        assert rules.cut_tie_policy == "all_advance"
        assert any(each.standing.tied_with for each in advanced)


@given(field=fields(), rules=rule_sets, lot_key=lot_keys)
def test_without_floors_the_quota_is_exceeded_by_one_tie_only(field, rules, lot_key) -> None:
    places = list_of(field, replace(rules, delegation_floor=0), lot_key)
    ranks = [each.standing.rank for each in places if each.state == "advanced"]
    assert sum(each < max(ranks) for each in ranks) < max(1, rules.quota) if ranks else True


@given(field=fields(), rules=rule_sets, lot_key=lot_keys)
def test_alternates_are_numbered_in_the_order_of_the_ranking(field, rules, lot_key) -> None:
    alternates = [each for each in list_of(field, rules, lot_key) if each.state == "alternate"]
    alternates.sort(key=lambda place: place.alternate_no or 0)
    assert [each.alternate_no for each in alternates] == list(range(1, len(alternates) + 1))
    ranks = [each.standing.rank for each in alternates]
    assert ranks == sorted(ranks)
    assert len(alternates) <= alternates_wanted(rules)


@given(field=fields(), rules=rule_sets, lot_key=lot_keys)
def test_nobody_who_may_wait_is_passed_over_as_an_alternate(field, rules, lot_key) -> None:
    places = list_of(field, rules, lot_key)
    alternates = [each.standing.rank for each in places if each.state == "alternate"]
    for place in places:
        if place.state in ("outside_quota", "cut_tie"):
            assert len(alternates) == alternates_wanted(rules)
            assert max(alternates, default=0) <= place.standing.rank


@given(field=fields(), rules=rule_sets, lot_key=lot_keys)
def test_who_is_out_by_a_better_colleagues_tie_has_such_colleagues(field, rules, lot_key) -> None:
    places = list_of(field, rules, lot_key)
    for unit, wording in (("employer", EMPLOYER_WORDING), ("delegation", DELEGATION_WORDING)):
        tied = [each.standing for each in places if each.reason.template == wording.tie_none]
        for place in places:
            if place.reason.template == wording.closed:
                name = getattr(place.standing.contender, unit)
                colleagues = [each.rank for each in tied if getattr(each.contender, unit) == name]
                assert min(colleagues) < place.standing.rank


@given(field=fields(), rules=rule_sets, lot_key=lot_keys)
def test_without_caps_and_floors_nobody_advances_past_a_better_one(field, rules, lot_key) -> None:
    rules = replace(rules, employer_cap=None, delegation_cap=None, delegation_floor=0)
    places = list_of(field, rules, lot_key)
    advanced = [each.standing.rank for each in places if each.state == "advanced"]
    others = [each.standing.rank for each in places if each.state != "advanced" and each.standing.rank]
    assert max(advanced, default=0) <= min(others, default=len(field))


@given(field=fields(), rules=rule_sets, floor=st.integers(1, 2))
def test_every_delegation_has_its_floor(field, rules, floor: int) -> None:
    # Six places feed three delegations; lots decide every tie; no cap stands in the way of a floor.
    rules = replace(rules, quota=6, employer_cap=None, delegation_floor=floor, cut_tie_policy="lot")
    rules = replace(rules, delegation_cap=max(floor, rules.delegation_cap or floor))
    places = list_of(field, rules, LOT_KEY)
    least = max(rules.minimum_score, rules.floor_minimum_score)
    for delegation in ("长春", "吉林", "延边"):
        members = [each for each in places if each.standing.contender.delegation == delegation]
        able = [each for each in members if each.standing.rank and each.standing.contender.total >= least]
        assert sum(each.state == "advanced" for each in members) >= min(floor, len(able))


@given(
    field=fields().filter(lambda field: any(not each.exclusion for each in field)),
    rules=rule_sets,
    data=st.data(),
)
def test_more_points_never_cost_a_place(field: list[Contender], rules, data: st.DataObject) -> None:
    # Holds where lots decide full ties one by one. Clusters of times, "none_advance" and floors are left
    # out: there one more contender in a tie can close it for all.
    rules = replace(rules, tie_chain=("total", "multiple"), delegation_floor=0)
    rules = replace(rules, cut_tie_policy=data.draw(st.sampled_from(["lot", "all_advance"])))
    advanced = tickets(list_of(field, rules, LOT_KEY), "advanced")
    lucky = data.draw(st.sampled_from([each for each in field if not each.exclusion]))
    better = replace(lucky, total=lucky.total + data.draw(st.sampled_from([50, 100, 1000])))
    raised = [better if each is lucky else each for each in field]
    if lucky.ticket in advanced:
        assert lucky.ticket in tickets(list_of(raised, rules, LOT_KEY), "advanced")


@given(field=fields(), rules=rule_sets, lot_key=lot_keys, data=st.data())
def test_a_withdrawal_changes_nobody_but_the_next_alternate(field, rules, lot_key, data) -> None:
    places = list_of(field, rules, lot_key)
    advanced = tickets(places, "advanced")
    if not advanced:
        return
    gone = data.draw(st.sampled_from(advanced))
    after = promote(places, rules, withdrawn={gone})
    changed = [old.standing.contender.ticket for old, new in zip(places, after, strict=True) if old != new]
    place_is_free = len(advanced) - 1 < rules.quota
    assert sorted(changed) == sorted([gone, *tickets(places, "alternate")[: int(place_is_free)]])
    assert within_caps([each for each in after if each.state in ("advanced", "alternate")], rules)


@given(field=fields(), rules=rule_sets, lot_key=lot_keys, data=st.data())
def test_leaving_one_after_the_other_or_all_at_once_ends_in_the_same_list(
    field, rules, lot_key, data
) -> None:
    places = list_of(field, rules, lot_key)
    ranked = [each.standing.contender.ticket for each in places if each.standing.rank]
    leaving = data.draw(st.lists(st.sampled_from(ranked), unique=True, max_size=5)) if ranked else []
    one_by_one = places
    for ticket in leaving:
        one_by_one = promote(one_by_one, rules, withdrawn={ticket})
    assert promote(places, rules, withdrawn=leaving) == one_by_one
