"""The rules of one round as data: what is drawn, how long, how graded, who advances.

Defaults are those of a preliminary round: 单选 40×1 + 多选 20×2 + 判断 20×1, 60 minutes, one attempt,
score ≥ 60 and within a quota of 30, at most 5 per employer and 8 per delegation.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

PartialCredit = Literal["exact", "half_for_subset", "per_option"]
WindowPolicy = Literal["shorten", "full_time"]
CutTiePolicy = Literal["all_advance", "lot", "none_advance"]
ReviewPolicy = Literal["none", "marks", "keys"]
TieStep = Literal[
    "total",
    "single",
    "multiple",
    "judge",
    "blank",
    "numeric",
    "matching",
    "ordering",
    "cloze",
    "scenario",
    "time_used",
    "lot",
]


@dataclass(frozen=True, slots=True)
class Quota:
    """Exactly `count` questions of one cell; None leaves that axis open."""

    count: int
    topic: str | None = None
    difficulty: int | None = None
    pool: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """`count` questions of one type, `points` centipoints each; quotas may pin some or all of them."""

    qtype: str
    count: int
    points: int
    quotas: tuple[Quota, ...] = ()
    partial_credit: PartialCredit = "exact"


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What every paper of a round consists of."""

    sections: tuple[Section, ...]
    shuffle_questions: bool = True
    shuffle_options: bool = True


@dataclass(frozen=True, slots=True)
class TimingRules:
    """Length of a sitting in seconds and what happens at the edges of the window.

    `start_spread_s`: at the opening, start buttons are released one after the other within so many seconds.
    """

    duration_s: int = 3600
    window_policy: WindowPolicy = "shorten"
    grace_s: int = 10
    start_spread_s: int = 30


@dataclass(frozen=True, slots=True)
class AdvancementRules:
    """Who goes on. Caps of None are no caps; `alternates_percent` is rounded up.

    `time_uncertainty_s`: two times used that differ by less than this are a tie.
    `delegation_floor`: places that every delegation with someone at or above `floor_minimum_score`
    gets inside the quota; 0 is no floor.
    """

    minimum_score: int = 6000
    quota: int = 30
    employer_cap: int | None = 5
    delegation_cap: int | None = 8
    tie_chain: tuple[TieStep, ...] = ("total", "multiple", "single", "judge", "time_used")
    time_uncertainty_s: int = 2
    cut_tie_policy: CutTiePolicy = "all_advance"
    alternates_percent: int = 20
    alternates_minimum: int = 3
    delegation_floor: int = 0
    floor_minimum_score: int = 6000


@dataclass(frozen=True, slots=True)
class RoundRules:
    """Everything that is frozen when a round opens.

    `show_rank`: whether entrants see their rank once scores are released and a list is published.
    `review`: what entrants see of their own paper after the release: nothing, their answers with marks, or
    keys and explanations too. `appeal_days`: working days in which score and questions may be appealed.
    """

    blueprint: Blueprint
    timing: TimingRules = TimingRules()
    advancement: AdvancementRules = AdvancementRules()
    show_score_on_notice: bool = True
    show_rank: bool = True
    review: ReviewPolicy = "marks"
    appeal_days: int = 5


# Rules that were frozen before these existed lack them, and keep the hash they were frozen with.
LATER_RULES = ("show_rank", "review", "appeal_days")


DEFAULT_BLUEPRINT = Blueprint(
    (Section("single", 40, 100), Section("multiple", 20, 200), Section("judge", 20, 100))
)
PRESETS: dict[str, RoundRules] = {
    "default": RoundRules(DEFAULT_BLUEPRINT),
    "industry": RoundRules(
        Blueprint((Section("single", 40, 100), Section("multiple", 20, 100), Section("judge", 40, 100))),
        TimingRules(duration_s=5400),
    ),
    "short": RoundRules(
        Blueprint((Section("single", 30, 200), Section("multiple", 10, 300), Section("judge", 10, 100))),
        TimingRules(duration_s=2400),
    ),
}


def rules_to_json(rules: RoundRules) -> dict[str, Any]:
    """Return the rules as plain JSON values, every field present."""
    return asdict(rules)


def blueprint_from_json(data: dict[str, Any]) -> Blueprint:
    """Return the blueprint that `asdict` wrote."""
    sections = tuple(
        Section(**{**section, "quotas": tuple(Quota(**quota) for quota in section.get("quotas", ()))})
        for section in data["sections"]
    )
    return Blueprint(**{**data, "sections": sections})


def rules_from_json(data: dict[str, Any]) -> RoundRules:
    """Return the rules that `rules_to_json` wrote, an earlier version's too: what it lacks is the default."""
    advancement = dict(data["advancement"])
    advancement["tie_chain"] = tuple(advancement["tie_chain"])
    return RoundRules(
        blueprint=blueprint_from_json(data["blueprint"]),
        timing=TimingRules(**data["timing"]),
        advancement=AdvancementRules(**advancement),
        show_score_on_notice=data["show_score_on_notice"],
        **{name: data[name] for name in LATER_RULES if name in data},
    )


def paper_points(blueprint: Blueprint) -> int:
    """Return the full marks of a paper in centipoints."""
    return sum(section.count * section.points for section in blueprint.sections)
