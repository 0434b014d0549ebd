"""Moodle XML and QTI packages give back what was written, up to what their losses name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examapp.bank_formats.draft import FIELD_LABELS
from examapp.bank_formats.read_back_losses import changed_fields
from examapp.bank_formats.registry import read_bank, recognised_format, write_bank, write_losses
from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    NumericRange,
    Option,
    OrderAnswer,
    PartsAnswer,
    Question,
)
from tests.bank_formats.questions_made_up import banks

FORMATS = ["moodle_xml", "qti21", "qti30"]
NAMES_OF_LABELS = {label: name for name, label in FIELD_LABELS.items()}


def named_as_lost(bank: Sequence[Question], name: str) -> dict[str, set[str]]:
    """Return the labels of the lost fields by qid; the label is empty for a question left out."""
    lost: dict[str, set[str]] = defaultdict(set)
    for problem in write_losses(bank, name):
        field = problem.parameters.get("field")
        lost[str(problem.parameters["qid"])].add(field.template if field is not None else "")  # type: ignore[attr-defined]
    return lost


@settings(max_examples=150, deadline=None)
@given(banks(), st.sampled_from(FORMATS))
def test_what_comes_back_differs_only_in_what_was_named(bank: list[Question], name: str) -> None:
    data = write_bank(bank, name)
    found = recognised_format(data, "x")
    assert found is not None
    assert found.name == name
    lost = named_as_lost(bank, name)
    kept = [question for question in bank if "" not in lost[question.qid]]
    report = read_bank(data, "x")
    assert len(report.questions) == len(kept)
    for question, again in zip(kept, report.questions, strict=True):
        changed = {FIELD_LABELS[field] for field in changed_fields(question, again)}
        assert changed <= lost[question.qid]


PLAIN = [
    Question("q1", "single", "焊条受潮后应先____再使用。", ChoiceAnswer(frozenset("B")),
             (Option("A", "水洗"), Option("B", "烘干"), Option("C", "以上都对", pinned=True)), explanation="受潮的焊条**含水**。\n第二行"),
    Question("q2", "multiple", "5 < 6 & “引号”", ChoiceAnswer(frozenset("AC")),
             (Option("A", "a  b"), Option("B", "<甲>"), Option("C", "$x^2$"))),
    Question("q3", "judge", "高处作业应系安全带。\n\n空了一行", JudgeAnswer(True), topic="安全/高处", points=200),
    Question("q4", "blank", "首都是____。", BlankAnswer((("北京", "北京市"),)), points=150),
    Question("q5", "blank", "____和（　）", BlankAnswer((("甲",), ("乙", "丙}~")))),
    Question("q6", "numeric", "重力加速度是多少？", NumericAnswer((NumericRange(Decimal("9.75"), Decimal("9.85")),), "m/s²")),
    Question("q7", "matching", "配对", MatchingAnswer((("1", "B"), ("2", "A"), ("3", "B"))),
             (Option("A", "蛇"), Option("B", "鸟"), Option("C", "鱼")), prompts=(Option("1", "鹰"), Option("2", "蟒"), Option("3", "燕"))),
    Question("q8", "ordering", "由小到大", OrderAnswer(("C", "A", "B")), (Option("A", "二"), Option("B", "三"), Option("C", "一"))),
    Question("q9", "cloze", "水在[[1]]℃结冰，[[2]]。", PartsAnswer(), parts=(
        Question("1", "numeric", "", NumericAnswer((NumericRange(Decimal(0), Decimal(0)),)), points=2),
        Question("2", "single", "", ChoiceAnswer(frozenset("A")), (Option("A", "膨胀"), Option("B", "收缩")), points=1))),
    Question("q10", "judge", "|电阻|功率|\n|---|---|\n|$R_1$|10 W|\n见`a b`", JudgeAnswer(False)),
]  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_the_common_question_comes_back_whole(name: str) -> None:
    """Without this, naming everything as lost would do."""
    moodle = name == "moodle_xml"
    bank = [replace(question, tags=("焊接",)) if moodle else question for question in PLAIN]
    # Each format has a little it can't tell: Moodle a blank's brackets.
    expected = {"q5": {FIELD_LABELS["stem"]}} if moodle else {}
    lost = {qid: labels for qid, labels in named_as_lost(bank, name).items() if labels}
    assert lost == expected
    report = read_bank(write_bank(bank, name), "x")
    assert [p.message for p in report.problems] == []
    assert [q for q in report.questions if q.qid not in expected] == [
        q for q in bank if q.qid not in expected
    ]


@pytest.mark.parametrize("name", [*FORMATS, "gift"])
def test_an_empty_bank_can_be_written_and_holds_nothing(name: str) -> None:
    report = read_bank(write_bank([], name), "x", name)
    assert [problem.code for problem in report.problems] == ["no_questions"]


@pytest.mark.parametrize("name", FORMATS)
def test_pictures_travel_inside(name: str) -> None:
    picture = b"\x89PNG made up"
    bank = [
        Question("q1", "judge", "见图 ![线路](图 1.png)", JudgeAnswer(True), image="主图.png"),
        Question("q2", "single", "选", ChoiceAnswer(frozenset("A")), (Option("A", "![甲](图 1.png)"), Option("B", "乙"))),
    ]  # fmt: skip
    pictures = {"图 1.png": picture, "主图.png": b"\x89PNG other"}
    report = read_bank(write_bank(bank, name, pictures), "x")
    assert list(report.questions) == bank
    assert report.pictures == pictures


@pytest.mark.parametrize("name", ["qti21", "qti30"])
def test_a_scenario_of_choices_comes_back(name: str) -> None:
    parts = (
        Question("1", "single", "谁？", ChoiceAnswer(frozenset("B")), (Option("A", "甲"), Option("B", "乙"))),
        Question("2", "judge", "对吗？", JudgeAnswer(False)),
    )
    question = Question("q1", "scenario", "一段材料。", PartsAnswer(), parts=parts)
    assert not write_losses([question], name)
    assert read_bank(write_bank([question], name), "x").questions == (question,)


def test_moodle_leaves_out_a_scenario_and_says_so() -> None:
    parts = (Question("1", "judge", "对吗？", JudgeAnswer(False)),)
    question = Question("q1", "scenario", "一段材料。", PartsAnswer(), parts=parts)
    assert [problem.code for problem in write_losses([question], "moodle_xml")] == ["question_not_written"]


@pytest.mark.parametrize("name", ["qti21", "qti30"])
def test_an_id_that_qti_does_not_allow_comes_back(name: str) -> None:
    question = Question("2024-焊-01", "judge", "对", JudgeAnswer(True))
    assert read_bank(write_bank([question], name), "x").questions == (question,)
