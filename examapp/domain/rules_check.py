"""What can be wrong with a round's rules besides its blueprint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from examapp.domain.advancement_reasons import points_text
from examapp.domain.problems import Problem
from examapp.domain.rules import (
    AdvancementRules,
    CutTiePolicy,
    ReviewPolicy,
    RoundRules,
    TieStep,
    TimingRules,
    WindowPolicy,
    paper_points,
)
from examapp.domain.wording import N_

SHORTEST_S = 60
LONGEST_S = 24 * 3600
LONGEST_GRACE_S = 120
LONGEST_START_SPREAD_S = 600
LONGEST_UNCERTAINTY_S = 60
MOST_APPEAL_DAYS = 30


def rules_problems(rules: RoundRules) -> tuple[Problem, ...]:
    """Return what is wrong with a round's rules, nothing when it can be held under them."""
    full_marks = paper_points(rules.blueprint)
    return (
        *_timing_problems(rules.timing),
        *_advancement_problems(rules.advancement, full_marks),
        *_afterwards_problems(rules),
    )


def _timing_problems(timing: TimingRules) -> Iterator[Problem]:
    if not SHORTEST_S <= timing.duration_s <= LONGEST_S:
        yield Problem(N_("考试时长必须在 1 分钟到 24 小时之间。"))
    if not 0 <= timing.grace_s <= LONGEST_GRACE_S:
        yield Problem(N_("截止后的宽限必须在 0 到 {limit} 秒之间。"), {"limit": LONGEST_GRACE_S})
    if not 0 <= timing.start_spread_s <= LONGEST_START_SPREAD_S:
        yield Problem(N_("开考时错开的时间必须在 0 到 {limit} 秒之间。"), {"limit": LONGEST_START_SPREAD_S})
    if timing.window_policy not in get_args(WindowPolicy):
        yield Problem(N_("没有这种迟到开考规则，请从列表中选择。"))


def _advancement_problems(rules: AdvancementRules, full_marks: int) -> Iterator[Problem]:
    if rules.quota < 1:
        yield Problem(N_("晋级名额至少为 1。"))
    for score in (rules.minimum_score, rules.floor_minimum_score):
        if not 0 <= score <= full_marks:
            yield Problem(
                N_("最低分必须在 0 分到试卷满分 {full} 分之间。"), {"full": points_text(full_marks)}
            )
            break
    if any(cap is not None and cap < 1 for cap in (rules.employer_cap, rules.delegation_cap)):
        yield Problem(N_("每单位、每代表队的人数上限至少为 1；不设上限请留空。"))
    if not 0 <= rules.alternates_percent <= 100 or rules.alternates_minimum < 0:
        yield Problem(N_("候补比例必须在 0 到 100 之间，最少候补人数不能为负。"))
    if rules.delegation_floor < 0:
        yield Problem(N_("代表队保底名额不能为负。"))
    yield from _tie_problems(rules)


def _tie_problems(rules: AdvancementRules) -> Iterator[Problem]:
    if len(set(rules.tie_chain)) != len(rules.tie_chain):
        yield Problem(N_("同分规则中有重复的步骤。"))
    if not set(rules.tie_chain) <= set(get_args(TieStep)):
        yield Problem(N_("同分规则中有不认识的步骤，请从列表中选择。"))
    if not 0 <= rules.time_uncertainty_s <= LONGEST_UNCERTAINTY_S:
        yield Problem(N_("用时误差必须在 0 到 {limit} 秒之间。"), {"limit": LONGEST_UNCERTAINTY_S})
    if rules.cut_tie_policy not in get_args(CutTiePolicy):
        yield Problem(N_("没有这种末位同分规则，请从列表中选择。"))


def _afterwards_problems(rules: RoundRules) -> Iterator[Problem]:
    if rules.review not in get_args(ReviewPolicy):
        yield Problem(N_("没有这种查看本人试卷的规则，请从列表中选择。"))
    if not 1 <= rules.appeal_days <= MOST_APPEAL_DAYS:
        yield Problem(N_("申诉期必须在 1 到 {limit} 个工作日之间。"), {"limit": MOST_APPEAL_DAYS})
