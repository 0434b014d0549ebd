"""Grading cases are graded here and judged; what can't map has a reason."""

from __future__ import annotations

import json
from pathlib import Path

from tools.scoring_cases import judged
from tools.scoring_moodle import moodle_questions
from tools.scoring_qti import qti_questions
from tools.scoring_statistics import statistics_verdicts

ITEM = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="t">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="string"><correctResponse><value>Rhein</value></correctResponse></responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
<itemBody><p>Der <textEntryInteraction responseIdentifier="RESPONSE"/> fliesst.</p></itemBody>
<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/></assessmentItem>"""


def moodle(question: dict[str, object]) -> list[str]:
    (asked,) = moodle_questions({"questions": [{"id": "q", **question}]})
    return [verdict.kind for verdict in judged("x", asked)]


def test_a_scheme_is_found_that_agrees_with_all_cases() -> None:
    cases = [
        {"response": ["A", "B"], "fraction": 1},
        {"response": ["A"], "fraction": 0.5},
        {"response": ["A", "C"], "fraction": 0},
    ]
    question = {
        "type": "multichoice, several answers",
        "options": {"A": 0.5, "B": 0.5, "C": -0.5},
        "cases": cases,
    }
    assert moodle(question) == ["agrees"] * 3


def test_points_taken_away_cannot_map_and_a_wrong_statement_is_a_difference() -> None:
    cases = [{"response": ["B"], "fraction": -0.5}, {"response": ["A"], "fraction": 0}]
    assert moodle({"type": "multichoice, one answer", "options": {"A": 1, "B": -0.5}, "cases": cases}) == [
        "can't map",
        "DIFFERENT",
    ]


def qti(tmp_path: Path, text: str, expected: str) -> str:
    (tmp_path / "i.xml").write_text(ITEM)
    case = {"responses": {"RESPONSE": {"values": [text]}}, "outcome": "SCORE", "expected": expected}
    document = {"items": {"any/i.xml": {"cases": [case]}}}
    (tmp_path / "cases.json").write_text(json.dumps(document))
    (asked,) = qti_questions(document, tmp_path / "cases.json")
    (verdict,) = judged("x", asked)
    return verdict.kind


def test_an_items_own_rules_must_give_what_is_stated(tmp_path: Path) -> None:
    assert qti(tmp_path, "Rhein", "1") == "agrees"
    assert qti(tmp_path, "Donau", "0") == "agrees"
    assert qti(tmp_path, "rhein", "0") == "can't map"
    assert qti(tmp_path, "Donau", "1") == "DIFFERENT"


def test_published_statistics_are_compared_with_those_computed_here(tmp_path: Path) -> None:
    rows = ["person,item1,item2,item3", "1,1,1,0", "2,1,0,0", "3,0,0,1", "4,1,1,1"]
    (tmp_path / "x_responses.csv").write_text("\n".join(rows))
    published = {
        "items": {"Item_1": {"mean": 0.75, "sd": 0.5}, "Item_2": {"mean": 0.6}, "Item_3": {"mean": 0.5}}
    }
    (tmp_path / "x_published.json").write_text(json.dumps(published))
    kinds = [verdict.kind for verdict in statistics_verdicts(tmp_path / "x_published.json")]
    assert kinds == ["agrees", "can't map", "DIFFERENT", "agrees"]
