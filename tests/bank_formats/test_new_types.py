"""Matching, ordering, cloze and scenario as tables and JSON spell them, and what is wrong with some."""

from __future__ import annotations

import json
from typing import Any

import pytest

from examapp.bank_formats.registry import read_bank, write_bank
from examapp.bank_formats.report import BankReport
from examapp.domain.questions import (
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    Option,
    OrderAnswer,
    Question,
    question_to_json,
)


def csv_of(*rows: list[str]) -> BankReport:
    """Read cells that hold anything."""
    header = [
        "题目编号",
        "题型",
        "题干",
        "匹配项",
        "选项A",
        "选项B",
        "选项C",
        "正确答案",
        "单位",
        "分值",
        "所属题目",
    ]
    lines = [",".join(f'"{cell}"' for cell in row) for row in (header, *rows)]
    return read_bank("\n".join(lines).encode(), "", "csv")


def codes(report: BankReport) -> list[str]:
    return [problem.code for problem in report.problems]


MATCHING = ["m1", "匹配题", "配对。", "1. 钳子\n2. 锤子", "夹", "敲", "锯", "1-A;2-B", "", "", ""]
ORDERING = ["o1", "排序题", "排序。", "", "断电", "验电", "接地", "A>B>C", "", "", ""]
MATERIAL = ["s1", "材料题", "一段材料。", "", "", "", "", "", "", "", ""]
FIRST = ["", "单选题", "第一问", "", "甲", "乙", "", "B", "", "2", "s1"]
SECOND = ["", "判断题", "第二问", "", "", "", "", "对", "", "1", "s1"]
GAPS = ["c1", "完形填空题", "必须[[1]]，长[[2]]。", "", "", "", "", "", "", "", ""]
LIST = ["", "单选", "", "", "接地", "接零", "", "A", "", "", "c1"]
NUMBER = ["", "数值", "", "", "", "", "", "5±0.1", "mm", "", "c1"]


def test_a_workbook_row_spells_a_matching_question() -> None:
    (question,) = csv_of(MATCHING).questions
    assert question.prompts == (Option("1", "钳子"), Option("2", "锤子"))
    assert question.answer == MatchingAnswer((("1", "A"), ("2", "B")))
    assert [option.text for option in question.options] == ["夹", "敲", "锯"]


@pytest.mark.parametrize("answer", ["1-A;2-B", "1-A,2-B", "1A 2B", "AB", "a、b", "1→A\n2→B", "1．A；2．B"])
def test_pairs_are_read_in_any_usual_spelling(answer: str) -> None:
    (question,) = csv_of([*MATCHING[:7], answer, *MATCHING[8:]]).questions
    assert question.answer == MatchingAnswer((("1", "A"), ("2", "B")))


@pytest.mark.parametrize(
    "cell", ["钳子\n锤子", "1、钳子\n2、锤子", "(1)钳子\n\n(2) 锤子", "１．钳子\n２．锤子"]
)
def test_prompts_lose_their_own_numbers(cell: str) -> None:
    (question,) = csv_of([*MATCHING[:3], cell, *MATCHING[4:]]).questions
    assert [prompt.text for prompt in question.prompts] == ["钳子", "锤子"]


def test_prompts_that_begin_with_a_decimal_keep_it() -> None:
    (question,) = csv_of([*MATCHING[:3], "1.5 kW\n2.2 kW", *MATCHING[4:]]).questions
    assert [prompt.text for prompt in question.prompts] == ["1.5 kW", "2.2 kW"]


@pytest.mark.parametrize("answer", ["C>A>B", "CAB", "c,a,b", "C→A→B", "C、A、B", "C－A－B"])
def test_orders_are_read_in_any_usual_spelling(answer: str) -> None:
    (question,) = csv_of([*ORDERING[:7], answer, *ORDERING[8:]]).questions
    assert question.answer == OrderAnswer(("C", "A", "B"))


def test_rows_of_a_scenario_become_its_parts() -> None:
    report = csv_of(MATERIAL, FIRST, MATCHING, SECOND)
    assert codes(report) == []
    scenario, matching = report.questions
    assert [part.stem for part in scenario.parts] == ["第一问", "第二问"]
    assert [part.answer for part in scenario.parts] == [ChoiceAnswer(frozenset("B")), JudgeAnswer(True)]
    assert [part.points for part in scenario.parts] == [200, 100]
    assert [part.qid for part in scenario.parts] == ["1", "2"]
    assert matching.qid == "m1"


def test_rows_of_a_cloze_need_no_stem() -> None:
    report = csv_of(GAPS, LIST, NUMBER)
    assert codes(report) == []
    (question,) = report.questions
    assert [part.stem for part in question.parts] == ["", ""]
    assert isinstance(question.parts[1].answer, NumericAnswer)
    assert question.parts[1].answer.unit == "mm"


def test_rows_without_numbers_get_one_of_their_texts_and_parts_too() -> None:
    (one,) = csv_of(GAPS, LIST, NUMBER).questions
    data = question_to_json(one)
    data.pop("qid")
    (other,) = read_bank(json.dumps([data]).encode(), "", "json").questions
    assert other.qid.startswith("auto-")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([[*MATCHING[:3], "", *MATCHING[4:]]], ["missing_prompts", "pairs_incomplete"]),
        ([[*MATCHING[:7], "1-A", *MATCHING[8:]]], ["pairs_incomplete"]),
        ([[*MATCHING[:7], "1-A;2-D", *MATCHING[8:]]], ["key_without_option"]),
        ([[*MATCHING[:7], "1-A;1-B", *MATCHING[8:]]], ["unreadable_pairs"]),
        ([[*MATCHING[:3], "钳子\n钳子", *MATCHING[4:]]], ["alike"]),
        ([[*ORDERING[:7], "A>B", *ORDERING[8:]]], ["order_incomplete"]),
        ([[*ORDERING[:7], "A>B>B", *ORDERING[8:]]], ["order_incomplete"]),
        ([[*ORDERING[:7], "先A后B", *ORDERING[8:]]], ["unreadable_order"]),
        ([MATERIAL], ["missing_parts"]),
        ([FIRST], ["part_without_parent"]),
        ([[*FIRST[:1], "简答题", *FIRST[2:]], MATERIAL], ["part_without_parent", "missing_parts"]),
        ([MATERIAL, [*FIRST[:1], "简答题", *FIRST[2:]]], ["not_gradable", "part_not_read"]),
        ([MATERIAL, FIRST, [*SECOND[:9], "", "s1"]], ["weights_incomplete"]),
        ([MATERIAL, FIRST, [*SECOND[:9], "0", "s1"]], ["weight_of_nothing"]),
        ([MATERIAL, [*MATCHING[:10], "s1"]], ["type_of_part"]),
        ([GAPS, LIST], ["gaps_do_not_fit"]),
        ([[*GAPS[:2], "[[1]][[1]][[2]]", *GAPS[3:]], LIST, NUMBER], ["gaps_do_not_fit"]),
        ([[*GAPS[:2], "必须`[[1]]`，长[[2]]", *GAPS[3:]], LIST, NUMBER], ["gaps_do_not_fit"]),
        ([GAPS, [*LIST[:2], "题干", *LIST[3:]], NUMBER], ["gap_with_stem"]),
        ([GAPS, LIST, ["", "填空", "", "", "", "", "", "甲|乙", "", "", "c1"]], ["gap_with_blanks"]),
        ([GAPS, LIST, ["", "判断", "", "", "", "", "", "对", "", "", "c1"]], ["type_of_part"]),
        ([["q1", "单选", "题", "", "甲", "乙", "", "A", "", "", ""], [*FIRST[:10], "q1"]], ["stray_part"]),
    ],
)
def test_what_is_wrong_is_named_and_keeps_the_question_out(rows: list[list[str]], found: list[str]) -> None:
    report = csv_of(*rows)
    errors = [problem.code for problem in report.errors]
    assert sorted(errors) == sorted(found)
    assert report.questions == ()


def test_a_problem_inside_a_part_names_the_part() -> None:
    report = csv_of(MATERIAL, FIRST, [*SECOND[:1], "单选题", "第二问", "", "甲", "", "", "A", "", "1", "s1"])
    (problem,) = report.errors
    assert problem.code == "missing_options"
    assert problem.message.startswith("第 2 小题：选择题至少要有两个选项")


def test_a_damaged_row_of_a_part_keeps_the_whole_question_out() -> None:
    report = csv_of(MATERIAL, FIRST, [*SECOND, "多出来的"])
    assert [problem.code for problem in report.errors] == ["extra_cells", "part_not_read"]
    assert report.questions == ()


def test_a_gap_may_stand_in_bold() -> None:
    assert codes(csv_of([*GAPS[:2], "必须 **[[1]]** ，长[[2]]", *GAPS[3:]], LIST, NUMBER)) == []


def test_a_formula_in_a_list_is_doubted() -> None:
    report = csv_of(GAPS, [*LIST[:4], "$U=IR$", *LIST[5:]], NUMBER)
    assert codes(report) == ["list_without_markup"]


def json_question(**changes: object) -> dict[str, Any]:
    (question,) = csv_of(MATERIAL, FIRST, SECOND).questions
    return {**question_to_json(question), **changes}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"parts": {}}, "parts"),
        ({"parts": ["小题"]}, "parts"),
        ({"parts": [{**json_question()["parts"][0], "parts": []}]}, "parts"),
        ({"parts": [{"qid": "1"}]}, "parts.answer"),
        ({"prompts": "1"}, "prompts"),
        ({"prompts": [{"id": "1"}]}, "prompts"),
        ({"answer": {"pairs": []}}, "answer"),
        ({"answer": {"order": [1]}}, "answer"),
        ({"answer": {"ranges": [], "unit": 5}}, "answer"),
        ({"answer": {"parts": False}}, "parts"),
    ],
)
def test_json_of_another_shape_is_refused_by_field(changes: dict[str, Any], field: str) -> None:
    report = read_bank(json.dumps([json_question(**changes)]).encode(), "", "json")
    (problem,) = report.problems
    assert problem.code == "bad_json_question"
    assert f"“{field}”" in problem.message


@pytest.mark.parametrize(
    "changes",
    [
        {"qtype": "single"},
        {"qtype": "judge", "answer": {"value": True}},
        {"options": [{"id": "A", "text": "甲"}]},
        {"prompts": [{"id": "1", "text": "甲"}]},
    ],
)
def test_json_with_what_the_type_has_no_use_for_is_refused(changes: dict[str, Any]) -> None:
    report = read_bank(json.dumps([json_question(**changes)]).encode(), "", "json")
    assert codes(report) == ["answer_does_not_fit"]


def test_columns_of_the_new_types_are_written_only_where_they_are_needed() -> None:
    plain = Question("q1", "judge", "水是湿的。", JudgeAnswer(True))
    text = write_bank([plain], "csv").decode("utf-8-sig")
    assert not any(name in text for name in ("匹配项", "单位", "所属题目"))


def test_the_same_question_with_its_options_in_another_order_is_found_again() -> None:
    swapped = [*MATCHING[:4], "敲", "夹", "锯", "1-B;2-A", *MATCHING[8:]]
    report = csv_of(["", *MATCHING[1:]], ["", *swapped[1:]])
    assert codes(report) == ["same_question"]
    other = csv_of(["", *MATCHING[1:]], ["", *swapped[1:7], "1-A;2-B", *swapped[8:]])
    assert codes(other) == ["contradicting_question"]
