"""Who goes to the finals, as the rule book says it."""

from __future__ import annotations

import pytest

from examapp.domain.advancement import alternates_wanted, promote
from examapp.domain.rules import AdvancementRules
from examapp.domain.standings import Contender
from tests.domain.advancement_fields import (
    LOT_KEY,
    NO_ALTERNATES,
    ONE_ALTERNATE,
    contender,
    descending,
    list_of,
    message,
    tickets,
)


def test_the_best_within_the_quota_advance() -> None:
    places = list_of(descending("abcd"), AdvancementRules(quota=2, **NO_ALTERNATES))
    assert tickets(places, "advanced") == ["a", "b"]
    assert message(places, "b") == "第 2 名，在 2 个名额之内"
    assert message(places, "c") == "第 3 名，2 个名额已用完"


def test_a_field_no_larger_than_the_quota_advances_whole() -> None:
    assert tickets(list_of(descending("abc"), AdvancementRules(quota=30)), "advanced") == ["a", "b", "c"]


def test_nobody_under_the_minimum_score_advances_though_places_are_free() -> None:
    places = list_of([contender("a", 6000), contender("b", 5950)], AdvancementRules())
    assert tickets(places, "advanced") == ["a"]
    assert tickets(places, "below_minimum") == ["b"]
    assert message(places, "b") == "总分 59.5 低于最低分 60"


@pytest.mark.parametrize(("exclusion", "sentence"), [("withdrawn", "本人放弃"), ("disqualified", "取消资格")])
def test_the_excluded_take_no_place_and_stay_on_the_list(exclusion, sentence: str) -> None:
    field = [Contender("a", "", "", 9900, exclusion=exclusion), contender("b", 7000)]
    places = list_of(field, AdvancementRules(quota=1))
    assert tickets(places, "advanced") == ["b"]
    assert tickets(places, exclusion) == ["a"]
    assert message(places, "a") == sentence


def test_an_employer_beyond_its_cap_is_skipped_and_the_next_moves_up() -> None:
    field = [*descending("abc", employer="甲厂"), contender("d", 7000, "乙厂")]
    places = list_of(field, AdvancementRules(quota=3, employer_cap=2))
    assert tickets(places, "advanced") == ["a", "b", "d"]
    assert tickets(places, "capped_employer") == ["c"]
    assert message(places, "c") == "所在单位已有 2 人晋级（上限 2 人）"


def test_who_moved_past_the_capped_is_told_why_the_rank_exceeds_the_quota() -> None:
    field = [*descending("abc", employer="甲厂"), contender("d", 7000, "乙厂")]
    places = list_of(field, AdvancementRules(quota=2, employer_cap=1))
    assert message(places, "d") == "第 4 名，前面有人因人数上限等原因未占名额，在 2 个名额之内"


def test_a_delegation_beyond_its_cap_is_skipped() -> None:
    field = [*descending("abc", delegation="长春"), contender("d", 7000, delegation="吉林")]
    places = list_of(field, AdvancementRules(quota=3, delegation_cap=1))
    assert tickets(places, "advanced") == ["a", "d"]
    assert message(places, "b") == "所在代表队已有 1 人晋级（上限 1 人）"


def test_an_unknown_employer_or_delegation_is_never_capped() -> None:
    places = list_of(descending("abc"), AdvancementRules(employer_cap=1, delegation_cap=1))
    assert tickets(places, "advanced") == ["a", "b", "c"]


TIED_AT_THE_CUT = [contender("a", 9000), *(contender(name, 8000) for name in "bcd"), contender("e", 7000)]


def test_all_tied_at_the_cut_advance() -> None:
    places = list_of(TIED_AT_THE_CUT, AdvancementRules(quota=2, **NO_ALTERNATES))
    assert tickets(places, "advanced") == ["a", "b", "c", "d"]
    assert message(places, "d") == "第 2 名，同名次者在全部同分规则上仍相同，按规则一并晋级（名额 2 个）"


def test_none_of_those_tied_at_the_cut_advance_nor_anybody_behind() -> None:
    rules = AdvancementRules(quota=2, cut_tie_policy="none_advance", **NO_ALTERNATES)
    places = list_of(TIED_AT_THE_CUT, rules)
    assert tickets(places, "advanced") == ["a"]
    assert tickets(places, "cut_tie") == ["b", "c", "d"]
    assert message(places, "b") == "与第 2 名的其他人在全部同分规则上仍相同，人数多于剩余名额，按规则均不晋级"
    assert message(places, "e") == "第 5 名，排在未能晋级的第 2 名同分者之后，不晋级"


def test_the_lowest_lots_win_the_places_left_at_the_cut() -> None:
    rules = AdvancementRules(quota=3, cut_tie_policy="lot", **NO_ALTERNATES)
    places = list_of(TIED_AT_THE_CUT, rules, LOT_KEY)
    lots = {place.standing.contender.ticket: place.standing.lot_number for place in places[1:4]}
    in_order = sorted(lots, key=lambda ticket: lots[ticket] or 0)
    assert tickets(places, "advanced") == ["a", *sorted(in_order[:2])]
    assert tickets(places, "cut_tie") == in_order[2:]
    loser = in_order[2]
    assert message(places, loser) == f"第 2 名，同名次者多于剩余名额，抽签决定：抽签号 {lots[loser]}，未抽中"


def test_a_lot_without_a_committed_key_lets_nobody_through() -> None:
    places = list_of(TIED_AT_THE_CUT, AdvancementRules(quota=3, cut_tie_policy="lot", **NO_ALTERNATES))
    assert tickets(places, "cut_tie") == ["b", "c", "d"]
    assert "没有抽签种子" in message(places, "b")


def test_a_tie_that_fits_the_quota_needs_no_policy() -> None:
    rules = AdvancementRules(quota=4, cut_tie_policy="none_advance", **NO_ALTERNATES)
    assert tickets(list_of(TIED_AT_THE_CUT, rules), "advanced") == ["a", "b", "c", "d"]


TIED_AT_A_CAP = [
    contender("a", 9000, "甲厂"),
    contender("b", 8000, "甲厂"),
    contender("c", 8000, "甲厂"),
    contender("d", 8000, "乙厂"),
    contender("e", 7000, "甲厂"),
]


def test_colleagues_tied_for_the_last_place_of_their_employer_draw_lots() -> None:
    places = list_of(TIED_AT_A_CAP, AdvancementRules(employer_cap=2), LOT_KEY)
    lots = {place.standing.contender.ticket: place.standing.lot_number or 0 for place in places[1:3]}
    winner, loser = sorted(lots, key=lambda ticket: lots[ticket])
    assert tickets(places, "advanced") == ["a", *sorted([winner, "d"])]
    assert "抽中" in message(places, winner)
    assert message(places, loser) == (
        f"第 2 名，本单位最多 2 人晋级，同名次者抽签决定：抽签号 {lots[loser]}，未抽中"
    )


def test_without_lots_neither_they_nor_a_weaker_colleague_advance() -> None:
    places = list_of(TIED_AT_A_CAP, AdvancementRules(employer_cap=2))
    assert tickets(places, "advanced") == ["a", "d"]
    assert tickets(places, "capped_employer") == ["b", "c", "e"]
    assert message(places, "b") == "第 2 名，本单位同名次者多于单位剩余名额（上限 2 人），无法区分，均不晋级"
    assert message(places, "e") == "第 5 名，本单位有名次更高的同分者因上限 2 人均未晋级，其后不再晋级"


def test_a_lot_at_the_cut_does_not_break_a_cap() -> None:
    field = [contender(name, 8000, "甲厂") for name in "abcd"] + [contender("e", 8000, "乙厂")]
    places = list_of(field, AdvancementRules(quota=3, employer_cap=1, cut_tie_policy="lot"), LOT_KEY)
    assert len(tickets(places, "advanced")) == 2
    assert "e" in tickets(places, "advanced")


def test_who_is_out_by_the_employers_tie_does_not_contest_the_delegations_places() -> None:
    field = [contender(name, 8000, "甲厂", "长春") for name in "ab"] + [contender("c", 8000, "乙厂", "长春")]
    places = list_of(field, AdvancementRules(employer_cap=1, delegation_cap=1))
    assert tickets(places, "advanced") == ["c"]


def test_under_none_advance_a_tie_at_a_cap_is_not_drawn() -> None:
    rules = AdvancementRules(employer_cap=2, cut_tie_policy="none_advance")
    assert tickets(list_of(TIED_AT_A_CAP, rules, LOT_KEY), "advanced") == ["a", "d"]


def test_alternates_are_a_fifth_of_the_quota_rounded_up_and_at_least_three() -> None:
    assert [alternates_wanted(AdvancementRules(quota=quota)) for quota in (5, 15, 16, 30)] == [3, 3, 4, 6]


def test_the_next_in_the_ranking_are_numbered_alternates() -> None:
    places = list_of(descending("abcdef"), AdvancementRules(quota=2))
    assert tickets(places, "alternate") == ["c", "d", "e"]
    assert [place.alternate_no for place in places] == [None, None, 1, 2, 3, None]
    assert message(places, "d") == "候补第 2 位：第 4 名，2 个名额已用完"


def test_an_alternate_who_would_break_a_cap_is_passed_over() -> None:
    field = [*descending("abc", employer="甲厂"), contender("d", 7000, "乙厂")]
    places = list_of(field, AdvancementRules(quota=2, employer_cap=2, **ONE_ALTERNATE))
    assert tickets(places, "alternate") == ["d"]
    assert message(places, "c") == "所在单位晋级和候补已有 2 人（上限 2 人）"


def test_alternates_count_under_the_caps_among_themselves() -> None:
    field = [contender("a", 9950), *descending("bc", employer="甲厂"), contender("d", 7000, "乙厂")]
    rules = AdvancementRules(quota=1, employer_cap=1, alternates_minimum=2)
    places = list_of(field, rules)
    assert tickets(places, "alternate") == ["b", "d"]


def test_those_who_lost_the_lot_are_the_first_alternates_in_its_order() -> None:
    rules = AdvancementRules(quota=2, cut_tie_policy="lot")
    places = list_of(TIED_AT_THE_CUT, rules, LOT_KEY)
    lots = {place.standing.contender.ticket: place.standing.lot_number or 0 for place in places[1:4]}
    assert tickets(places, "alternate") == [*sorted(lots, key=lambda ticket: lots[ticket])[1:], "e"]


def test_tied_alternates_without_lots_follow_their_ticket_numbers() -> None:
    places = list_of(TIED_AT_THE_CUT, AdvancementRules(quota=1))
    assert tickets(places, "alternate") == ["b", "c", "d"]
    assert message(places, "b") == "候补第 1 位：第 2 名，同名次者之间没有抽签，按准考证号排序"


def test_a_withdrawal_promotes_exactly_the_next_alternate() -> None:
    rules = AdvancementRules(quota=2)
    places = promote(list_of(descending("abcde"), rules), rules, withdrawn={"a"})
    assert tickets(places, "advanced") == ["b", "c"]
    assert tickets(places, "alternate") == ["d", "e"]
    assert message(places, "c") == "第 3 名，候补第 1 位，有人退出后递补晋级"


def test_an_upheld_objection_promotes_too() -> None:
    rules = AdvancementRules(quota=2)
    places = promote(list_of(descending("abcde"), rules), rules, disqualified={"b"})
    assert tickets(places, "advanced") == ["a", "c"]
    assert tickets(places, "disqualified") == ["b"]


def test_an_alternate_who_withdrew_is_passed_over() -> None:
    rules = AdvancementRules(quota=2)
    places = promote(list_of(descending("abcde"), rules), rules, withdrawn={"a", "c"})
    assert tickets(places, "advanced") == ["b", "d"]


def test_an_alternate_who_withdraws_frees_no_place() -> None:
    rules = AdvancementRules(quota=2)
    places = promote(list_of(descending("abcde"), rules), rules, withdrawn={"c"})
    assert tickets(places, "advanced") == ["a", "b"]


def test_a_list_that_a_tie_made_too_long_shrinks_before_anyone_is_promoted() -> None:
    rules = AdvancementRules(quota=2)
    places = promote(list_of(TIED_AT_THE_CUT, rules), rules, withdrawn={"a"})
    assert tickets(places, "advanced") == ["b", "c", "d"]


def test_places_that_a_tie_left_empty_are_not_filled_by_a_withdrawal() -> None:
    rules = AdvancementRules(quota=3, cut_tie_policy="none_advance")
    places = promote(list_of(TIED_AT_THE_CUT, rules), rules, withdrawn={"a"})
    assert tickets(places, "advanced") == ["b"]
