"""What can be wrong with a round's rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from examapp.domain.rules import PRESETS, RoundRules
from examapp.domain.rules_check import rules_problems

DEFAULT = PRESETS["default"]


def messages(rules: RoundRules) -> list[str]:
    return [problem.message for problem in rules_problems(rules)]


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_every_preset_can_be_held(preset: str) -> None:
    assert messages(PRESETS[preset]) == []


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"duration_s": 59}, "考试时长"),
        ({"duration_s": 24 * 3600 + 1}, "考试时长"),
        ({"grace_s": -1}, "宽限"),
        ({"window_policy": "later"}, "迟到"),
        ({"start_spread_s": -1}, "错开"),
        ({"start_spread_s": 601}, "错开"),
    ],
)
def test_bad_timing_is_named(changes: dict[str, object], named: str) -> None:
    (message,) = messages(replace(DEFAULT, timing=replace(DEFAULT.timing, **changes)))  # type: ignore[arg-type]
    assert named in message


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"quota": 0}, "晋级名额"),
        ({"minimum_score": -1}, "0 分到试卷满分 100 分"),
        ({"minimum_score": 10001}, "0 分到试卷满分 100 分"),
        ({"floor_minimum_score": 10001}, "最低分"),
        ({"employer_cap": 0}, "人数上限"),
        ({"delegation_cap": -1}, "人数上限"),
        ({"alternates_percent": 101}, "候补比例"),
        ({"alternates_minimum": -1}, "候补"),
        ({"delegation_floor": -1}, "保底名额"),
        ({"tie_chain": ("total", "total")}, "重复"),
        ({"tie_chain": ("height",)}, "不认识"),
        ({"time_uncertainty_s": 61}, "用时误差"),
        ({"cut_tie_policy": "duel"}, "末位同分"),
    ],
)
def test_bad_advancement_is_named(changes: dict[str, object], named: str) -> None:
    (message,) = messages(replace(DEFAULT, advancement=replace(DEFAULT.advancement, **changes)))  # type: ignore[arg-type]
    assert named in message


def test_the_limits_themselves_are_allowed() -> None:
    timing = replace(DEFAULT.timing, duration_s=60, grace_s=0)
    advancement = replace(
        DEFAULT.advancement, quota=1, minimum_score=10000, employer_cap=1, delegation_cap=None
    )
    assert messages(replace(DEFAULT, timing=timing, advancement=advancement)) == []
