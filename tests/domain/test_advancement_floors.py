"""Places promised to every delegation, as the rule book says it."""

from __future__ import annotations

from examapp.domain.rules import AdvancementRules
from tests.domain.advancement_fields import (
    NO_ALTERNATES,
    ONE_ALTERNATE,
    contender,
    descending,
    list_of,
    message,
    tickets,
)

FLOOR_FIELD = [*descending("abc", delegation="长春"), contender("d", 7000, delegation="延边")]


def test_a_floor_takes_its_place_from_the_bottom_of_the_list() -> None:
    rules = AdvancementRules(quota=3, delegation_floor=1, **ONE_ALTERNATE)
    places = list_of(FLOOR_FIELD, rules)
    assert tickets(places, "advanced") == ["a", "b", "d"]
    assert tickets(places, "alternate") == ["c"]
    assert message(places, "d") == "第 4 名，总分不低于 60，作为所在代表队的保底名额晋级（每队至少 1 人）"


def test_who_gives_way_to_a_floor_is_told_so() -> None:
    rules = AdvancementRules(quota=3, delegation_floor=1, **NO_ALTERNATES)
    places = list_of(FLOOR_FIELD, rules)
    assert message(places, "c") == "第 3 名，3 个名额中有 1 个用于代表队保底，其余已用完"


def test_a_floor_is_only_for_those_who_reach_its_minimum() -> None:
    rules = AdvancementRules(quota=3, delegation_floor=1, floor_minimum_score=7500)
    assert tickets(list_of(FLOOR_FIELD, rules), "advanced") == ["a", "b", "c"]


def test_a_floor_does_not_push_another_delegation_under_its_own() -> None:
    field = [*descending("ab", delegation="长春"), contender("c", 8000, delegation="吉林")]
    field.append(contender("d", 7000, delegation="延边"))
    places = list_of(field, AdvancementRules(quota=3, delegation_floor=1))
    assert tickets(places, "advanced") == ["a", "c", "d"]


def test_floors_beyond_the_quota_serve_the_best_delegations() -> None:
    field = [contender(name, 9000 - ord(name), delegation=name) for name in "abc"]
    places = list_of(field, AdvancementRules(quota=2, delegation_floor=1))
    assert tickets(places, "advanced") == ["a", "b"]


def test_a_tie_that_fills_the_quota_keeps_the_place_of_its_own_floor() -> None:
    field = [contender(name, 9000, delegation="长春") for name in "abc"]
    field += [contender("d", 8000, delegation="吉林"), contender("e", 7000, delegation="延边")]
    places = list_of(field, AdvancementRules(quota=2, delegation_floor=1))
    assert tickets(places, "advanced") == ["a", "b", "c", "d"]


def test_a_floor_is_shared_by_those_who_tie_for_it() -> None:
    field = [*descending("abc", delegation="长春"), *(contender(n, 7000, delegation="延边") for n in "de")]
    places = list_of(field, AdvancementRules(quota=3, delegation_floor=1))
    assert tickets(places, "advanced") == ["a", "b", "d", "e"]


def test_a_floor_does_not_break_the_cap_of_an_employer() -> None:
    field = [*descending("abc", "甲厂", "长春"), contender("d", 7000, "甲厂", "延边")]
    places = list_of(field, AdvancementRules(quota=2, employer_cap=2, delegation_floor=1, **NO_ALTERNATES))
    assert tickets(places, "advanced") == ["a", "b"]


def test_a_tie_for_a_floor_closes_nobodys_way_to_the_alternates() -> None:
    # b and c tie for the floor of 延边, which their employer has room for only once: neither gets it.
    field = [contender("a", 9000, "甲厂"), *(contender(n, 8000, "乙厂", "延边") for n in "bc")]
    field.append(contender("d", 7000, "乙厂", "延边"))
    rules = AdvancementRules(quota=1, employer_cap=1, delegation_floor=1, **ONE_ALTERNATE)
    places = list_of(field, rules)
    assert tickets(places, "advanced") == ["a"]
    assert tickets(places, "alternate") == ["b"]
