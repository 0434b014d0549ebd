from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from examapp.domain.rules import TimingRules, WindowPolicy
from examapp.domain.timing import (
    Extension,
    Window,
    accepts,
    deadline,
    ended_at,
    remaining_ms,
    start_refusal,
    start_release,
    time_on_offer,
    time_used_ms,
)

NINE = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
WINDOW = Window(NINE, NINE + timedelta(hours=12))
SHORTEN = TimingRules(duration_s=3600)
FULL_TIME = TimingRules(duration_s=3600, window_policy="full_time")

seconds = st.integers(0, 7200)
starts = st.integers(0, 12 * 3600 - 1).map(lambda s: NINE + timedelta(seconds=s))
rules_strategy = st.builds(
    TimingRules, duration_s=st.integers(1, 7200), window_policy=st.sampled_from(["shorten", "full_time"])
)
moments = st.integers(-3600, 15 * 3600).map(lambda s: NINE + timedelta(seconds=s))
extensions_strategy = st.lists(st.builds(Extension, granted_at=moments, seconds=seconds), max_size=5)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_an_early_start_has_the_full_duration() -> None:
    assert deadline(NINE, SHORTEN, WINDOW) == NINE + minutes(60)


@pytest.mark.parametrize(("policy", "granted"), [("shorten", 20), ("full_time", 60)])
def test_the_end_of_the_window_cuts_a_late_start_only_if_the_policy_says_so(
    policy: WindowPolicy, granted: int
) -> None:
    started_at = WINDOW.closes_at - minutes(20)
    rules = replace(SHORTEN, window_policy=policy)
    assert deadline(started_at, rules, WINDOW) == started_at + minutes(granted)


def test_personal_extra_time_is_given_in_full_even_past_the_window() -> None:
    started_at = WINDOW.closes_at - minutes(20)
    assert deadline(started_at, SHORTEN, WINDOW, extra_s=900) == WINDOW.closes_at + minutes(15)


def test_an_extension_granted_while_sitting_is_added_in_full() -> None:
    granted = Extension(NINE + minutes(30), 600)
    assert deadline(NINE, SHORTEN, WINDOW, extensions=[granted]) == NINE + minutes(70)


@pytest.mark.parametrize("moment", [NINE - minutes(0.1), NINE + minutes(60.1)])
def test_an_extension_granted_before_the_start_or_after_the_end_adds_nothing(moment: datetime) -> None:
    assert deadline(NINE, SHORTEN, WINDOW, extensions=[Extension(moment, 600)]) == NINE + minutes(60)


@pytest.mark.parametrize("moment", [NINE, NINE + minutes(60)])
def test_an_extension_granted_at_the_very_start_or_end_counts(moment: datetime) -> None:
    assert deadline(NINE, SHORTEN, WINDOW, extensions=[Extension(moment, 600)]) == NINE + minutes(70)


def test_an_extension_granted_in_extended_time_counts_too() -> None:
    first, second = Extension(NINE + minutes(55), 600), Extension(NINE + minutes(65), 600)
    assert deadline(NINE, SHORTEN, WINDOW, extensions=[second, first]) == NINE + minutes(80)


def test_an_extension_never_takes_time_away() -> None:
    with pytest.raises(ValueError, match="negative"):
        Extension(NINE, -1)


@given(starts, rules_strategy, seconds, extensions_strategy, st.data())
def test_the_order_in_which_extensions_are_listed_makes_no_difference(
    started_at: datetime, rules: TimingRules, extra_s: int, granted: list[Extension], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(granted))
    expected = deadline(started_at, rules, WINDOW, extra_s, granted)
    assert deadline(started_at, rules, WINDOW, extra_s, shuffled) == expected


@given(starts, rules_strategy, seconds, extensions_strategy, st.builds(Extension, moments, seconds))
def test_one_more_extension_never_shortens(
    started_at: datetime, rules: TimingRules, extra_s: int, granted: list[Extension], one_more: Extension
) -> None:
    before = deadline(started_at, rules, WINDOW, extra_s, granted)
    assert deadline(started_at, rules, WINDOW, extra_s, [*granted, one_more]) >= before


@given(starts, rules_strategy, seconds, extensions_strategy, seconds, seconds)
def test_a_longer_window_or_more_extra_time_never_shortens(
    started_at: datetime,
    rules: TimingRules,
    extra_s: int,
    granted: list[Extension],
    window_s: int,
    more_s: int,
) -> None:
    longer = replace(WINDOW, closes_at=WINDOW.closes_at + timedelta(seconds=window_s))
    before = deadline(started_at, rules, WINDOW, extra_s, granted)
    assert deadline(started_at, rules, longer, extra_s + more_s, granted) >= before


@given(starts, rules_strategy, seconds, extensions_strategy)
def test_an_extension_granted_after_the_end_never_revives_an_attempt(
    started_at: datetime, rules: TimingRules, extra_s: int, granted: list[Extension]
) -> None:
    ended_at = deadline(started_at, rules, WINDOW, extra_s, granted)
    too_late = Extension(ended_at + timedelta(microseconds=1), 600)
    assert deadline(started_at, rules, WINDOW, extra_s, [*granted, too_late]) == ended_at


@given(starts, rules_strategy, seconds, seconds)
def test_every_second_of_extra_time_is_a_second_more(
    started_at: datetime, rules: TimingRules, extra_s: int, more_s: int
) -> None:
    before = deadline(started_at, rules, WINDOW, extra_s)
    assert deadline(started_at, rules, WINDOW, extra_s + more_s) == before + timedelta(seconds=more_s)


@given(starts, st.integers(1, 7200), seconds)
def test_a_shortened_sitting_is_never_longer_than_a_full_one(
    started_at: datetime, duration_s: int, extra_s: int
) -> None:
    shortened = deadline(started_at, TimingRules(duration_s), WINDOW, extra_s)
    full = deadline(started_at, TimingRules(duration_s, "full_time"), WINDOW, extra_s)
    assert started_at < shortened <= full


@pytest.mark.parametrize(("late_by_ms", "counts"), [(-1, True), (0, True), (10_000, True), (10_001, False)])
def test_an_answer_counts_until_the_grace_has_passed(late_by_ms: int, counts: bool) -> None:
    assert accepts(NINE + timedelta(milliseconds=late_by_ms), NINE, grace_s=10) is counts


@pytest.mark.parametrize(
    ("left", "shown"),
    [(minutes(60), 3_600_000), (timedelta(microseconds=1999), 1), (timedelta(0), 0), (minutes(-1), 0)],
)
def test_remaining_time_is_whole_milliseconds_and_never_negative(left: timedelta, shown: int) -> None:
    assert remaining_ms(NINE, NINE + left) == shown


@pytest.mark.parametrize(
    ("closed_after", "used"),
    [
        (timedelta(microseconds=1_999_999), 1999),
        (minutes(60), 3_600_000),
        (minutes(60.1), 3_600_000),
        (minutes(600), 3_600_000),
        (minutes(-5), 0),
    ],
)
def test_time_used_ends_with_the_deadline_and_is_never_negative(closed_after: timedelta, used: int) -> None:
    assert time_used_ms(NINE, NINE + closed_after, NINE + minutes(60)) == used


@pytest.mark.parametrize(("closed_after", "ended_after"), [(59, 59), (60, 60), (61, 60)])
def test_an_attempt_ends_when_it_is_handed_in_but_not_after_its_deadline(
    closed_after: int, ended_after: int
) -> None:
    assert ended_at(NINE + minutes(closed_after), NINE + minutes(60)) == NINE + minutes(ended_after)


@pytest.mark.parametrize(
    ("now", "refusal"),
    [
        (NINE - timedelta(microseconds=1), "not_open_yet"),
        (NINE, None),
        (WINDOW.closes_at - timedelta(microseconds=1), None),
        (WINDOW.closes_at, "closed"),
    ],
)
def test_an_attempt_may_start_from_opening_until_just_before_closing(
    now: datetime, refusal: str | None
) -> None:
    assert start_refusal(now, WINDOW) == refusal


@pytest.mark.parametrize(
    ("rules", "now", "offered"),
    [
        (SHORTEN, NINE - minutes(600), minutes(65)),
        (SHORTEN, NINE, minutes(65)),
        (SHORTEN, WINDOW.closes_at - minutes(20), minutes(25)),
        (FULL_TIME, WINDOW.closes_at - minutes(20), minutes(65)),
        (FULL_TIME, WINDOW.closes_at, minutes(0)),
    ],
)
def test_the_time_really_on_offer_is_told_before_the_start(
    rules: TimingRules, now: datetime, offered: timedelta
) -> None:
    assert time_on_offer(now, rules, WINDOW, extra_s=300) == offered


def test_before_the_opening_the_offer_is_what_a_start_at_the_opening_has() -> None:
    short = Window(NINE, NINE + minutes(30))
    assert time_on_offer(NINE - minutes(600), SHORTEN, short) == minutes(30)


@given(starts, rules_strategy, seconds)
def test_the_promise_before_the_start_is_kept(now: datetime, rules: TimingRules, extra_s: int) -> None:
    promised = time_on_offer(now, rules, WINDOW, extra_s)
    assert deadline(now, rules, WINDOW, extra_s) - now == promised


def test_buttons_are_released_one_after_the_other_from_the_opening_on() -> None:
    rules = replace(SHORTEN, start_spread_s=100)
    assert start_release(rules, WINDOW, 0) == NINE
    assert start_release(rules, WINDOW, 0.25) == NINE + timedelta(seconds=25)


@example(FULL_TIME, 1, 0.5)
@example(FULL_TIME, 1, 1 - 2**-53)
@given(rules_strategy, st.integers(1, 7200), st.floats(0, 1, exclude_max=True))
def test_waiting_for_the_button_never_costs_time(rules: TimingRules, length_s: int, share: float) -> None:
    window = Window(NINE, NINE + timedelta(seconds=length_s))
    released = start_release(rules, window, share)
    assert window.opens_at <= released < window.closes_at
    at_once = deadline(window.opens_at, rules, window) - window.opens_at
    assert deadline(released, rules, window) - released == at_once
