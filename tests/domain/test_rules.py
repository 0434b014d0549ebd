"""The rules as data: what events start with, and the texts that are hashed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from examapp.domain.questions import question_from_json, question_to_json, sha256_of
from examapp.domain.rules import (
    PRESETS,
    AdvancementRules,
    RoundRules,
    TimingRules,
    paper_points,
    rules_from_json,
    rules_to_json,
)
from examapp.domain.rules_check import rules_problems
from tests.domain.drawing_cases import CROSSING

DOCS = Path(__file__).parents[2] / "docs"
DRAWING = (DOCS / "drawing.md").read_text(encoding="utf-8")
BANK_FORMATS = (DOCS / "bank-formats.md").read_text(encoding="utf-8")


def json_after(text: str, start: str) -> object:
    """The JSON value that begins with `start`, line breaks and all."""
    return json.JSONDecoder().raw_decode(text, text.index(start))[0]


@pytest.mark.parametrize(
    ("preset", "sections", "minutes"),
    [
        ("default", [("single", 40, 100), ("multiple", 20, 200), ("judge", 20, 100)], 60),
        ("industry", [("single", 40, 100), ("multiple", 20, 100), ("judge", 40, 100)], 90),
        ("short", [("single", 30, 200), ("multiple", 10, 300), ("judge", 10, 100)], 40),
    ],
)
def test_a_preset_is_a_paper_of_a_hundred_points_and_its_time(
    preset: str, sections: list[tuple[str, int, int]], minutes: int
) -> None:
    rules = PRESETS[preset]
    assert [(each.qtype, each.count, each.points) for each in rules.blueprint.sections] == sections
    assert paper_points(rules.blueprint) == 100_00
    assert rules.timing.duration_s == minutes * 60
    assert rules_problems(rules) == ()


def test_the_presets_differ_in_paper_and_time_only() -> None:
    assert set(PRESETS) == {"default", "industry", "short"}
    assert {rules.advancement for rules in PRESETS.values()} == {AdvancementRules()}
    assert {rules.timing.window_policy for rules in PRESETS.values()} == {"shorten"}
    assert {each.partial_credit for rules in PRESETS.values() for each in rules.blueprint.sections} == {
        "exact"
    }


def test_the_documented_rules_are_those_a_new_event_starts_with() -> None:
    # As a text: in Python 1 and true are equal, in a hash they are not.
    text = "".join(DRAWING[DRAWING.index('{"advancement"') : DRAWING.index("| field |")].split())
    assert text == json.dumps(rules_to_json(PRESETS["default"]), sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() in DRAWING


def test_the_documented_question_bank_and_roster_have_the_documented_hashes() -> None:
    question = json_after(BANK_FORMATS, '{"qid": "q1"')
    assert isinstance(question, dict)
    assert question_to_json(question_from_json(question)) == question
    person = hashlib.sha256(b"person").hexdigest()
    hashes = [sha256_of(question), sha256_of([["q1", 1, sha256_of(question)]])]
    for value in [*hashes, sha256_of([["040100000019", person]])]:
        assert value in DRAWING


def test_rules_survive_json() -> None:
    rules = RoundRules(
        CROSSING,
        TimingRules(5400, "full_time", 30),
        AdvancementRules(employer_cap=None, delegation_floor=2, floor_minimum_score=7000, tie_chain=("lot",)),
        show_score_on_notice=False,
    )
    assert rules_from_json(json.loads(json.dumps(rules_to_json(rules)))) == rules
