"""Rules frozen before a rule existed are read with its default, and keep their hash."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from examapp.domain.questions import canonical_json, sha256_of
from examapp.domain.rules import DEFAULT_BLUEPRINT, LATER_RULES, RoundRules, rules_from_json, rules_to_json
from examapp.domain.rules_check import rules_problems

RULES = RoundRules(DEFAULT_BLUEPRINT)
DESCRIPTION = Path(__file__).parents[2] / "docs" / "drawing.md"


def test_earlier_rules_are_read_with_defaults() -> None:
    earlier = rules_to_json(replace(RULES, show_score_on_notice=False))
    for name in LATER_RULES:
        del earlier[name]
    assert rules_from_json(earlier) == replace(RULES, show_score_on_notice=False)


def test_reading_earlier_rules_leaves_what_is_stored_as_it_was() -> None:
    earlier = {name: value for name, value in rules_to_json(RULES).items() if name not in LATER_RULES}
    before = sha256_of(earlier)
    rules_from_json(earlier)
    assert sha256_of(earlier) == before


def test_rules_of_the_time_after_the_round_survive_storing() -> None:
    rules = replace(RULES, show_rank=False, review="keys", appeal_days=7)
    assert rules_from_json(rules_to_json(rules)) == rules


@pytest.mark.parametrize("wrong", [{"review": "all"}, {"appeal_days": 0}, {"appeal_days": 31}])
def test_impossible_rules_are_refused(wrong: dict[str, object]) -> None:
    assert len(rules_problems(replace(RULES, **wrong))) == 1  # type: ignore[arg-type]


def test_the_documented_rules_are_those_of_a_new_event() -> None:
    lines = DESCRIPTION.read_text(encoding="utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith('    {"advancement"'))
    documented = "".join(line.strip() for line in lines[start : lines.index("", start)])
    assert documented == canonical_json(rules_to_json(RULES))
