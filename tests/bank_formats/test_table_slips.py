"""Slips of people who fill in tables: each is mended openly or named at its cell, never misread."""

from __future__ import annotations

import pytest

from examapp.bank_formats.registry import read_bank, write_losses
from examapp.bank_formats.report import BankReport
from examapp.domain.questions import ChoiceAnswer, JudgeAnswer, Option, Question
from tests.bank_formats.workbooks import HEADERS, one_row, workbook_of


def read(data: bytes) -> BankReport:
    return read_bank(data, "题库.xlsx")


def read_csv(text: str) -> BankReport:
    return read_bank(text.encode(), "题库.csv")


def places(report: BankReport) -> list[tuple[str, int | None, str | None]]:
    return [(problem.code, problem.where.row, problem.where.column) for problem in report.problems]


def test_an_option_that_repeats_its_columns_letter_loses_it_since_options_are_shuffled() -> None:
    (question,) = read(one_row(选项A="A.烘干", 选项B="（B）水洗", 选项C="Ｃ、晾晒")).questions
    assert [option.text for option in question.options] == ["烘干", "水洗", "晾晒"]


def test_a_letter_at_the_beginning_of_one_option_alone_belongs_to_it() -> None:
    (question,) = read(one_row(选项A="A.C.甲", 选项B="乙")).questions
    assert [option.text for option in question.options] == ["A.C.甲", "乙"]


def test_what_a_table_would_read_otherwise_is_named_before_it_is_written() -> None:
    options = (Option("A", "A.甲"), Option("B", "B.乙"))
    question = Question("q", "single", "题", ChoiceAnswer(frozenset("A")), options)
    assert [problem.code for problem in write_losses([question], "csv")] == ["field_not_written"]


def test_a_key_in_the_stems_bracket_is_taken_out_and_named() -> None:
    report = read(one_row(题干="应先（A）再使用。"))
    assert report.questions[0].stem == "应先（　）再使用。"
    assert places(report) == [("answer_in_stem", 2, "B")]


def test_a_judgement_in_the_stems_bracket_is_taken_out_and_named() -> None:
    report = read(one_row(题型="判断题", 题干="高压危险（√）", 选项A="", 选项B="", 正确答案="对"))
    assert (report.questions[0].stem, report.questions[0].answer) == ("高压危险（　）", JudgeAnswer(True))
    assert places(report) == [("answer_in_stem", 2, "B")]


def test_a_bracket_that_is_not_the_key_stays_and_is_named() -> None:
    report = read(one_row(题干="国标（B）规定应先怎样？"))
    assert report.questions[0].stem == "国标（B）规定应先怎样？"
    assert places(report) == [("other_answer_in_stem", 2, "B")]


@pytest.mark.parametrize("stem", ["应先[A]再使用。", "应先【A】再使用。", "应先(Ａ)再使用。"])
def test_brackets_of_other_shapes_are_emptied_too(stem: str) -> None:
    report = read(one_row(题干=stem))
    assert report.questions[0].stem == "应先（　）再使用。"


@pytest.mark.parametrize("stem", ["应先__A__再使用。", "应先怎样？答案：A", "应先怎样？ 故选A。"])
def test_a_key_that_is_shown_in_another_way_is_named(stem: str) -> None:
    assert places(read(one_row(题干=stem))) == [("answer_shown_in_stem", 2, "B")]


@pytest.mark.parametrize("stem", ["高压危险。√", "高压危险。  对", "高压危险 ✔"])
def test_a_verdict_behind_its_statement_is_named(stem: str) -> None:
    report = read(one_row(题型="判断题", 题干=stem, 选项A="", 选项B="", 正确答案="对"))
    assert places(report) == [("answer_shown_in_stem", 2, "B")]


def test_a_statement_that_ends_with_a_word_for_right_is_no_answer() -> None:
    report = read(one_row(题型="判断题", 题干="下级服从上级总是对", 选项A="", 选项B="", 正确答案="对"))
    assert not report.problems


def test_the_text_of_a_blank_in_a_bracket_is_named() -> None:
    report = read(one_row(题型="填空题", 题干="首都是（北京）。", 选项A="", 选项B="", 正确答案="北京"))
    assert places(report) == [("answer_shown_in_stem", 2, "B")]


def test_options_that_begin_with_the_letters_of_others_are_named() -> None:
    assert ("option_with_other_letter", 2, "C") in places(read(one_row(选项A="B.甲", 选项B="A.乙")))


def test_an_empty_cell_between_options_is_named() -> None:
    assert places(read(one_row(选项D="不管"))) == [("option_left_out", 2, "E")]


def test_a_letter_written_twice_in_an_answer_is_named() -> None:
    report = read(one_row(题型="多选题", 正确答案="ABA"))
    assert report.questions[0].answer == ChoiceAnswer(frozenset("AB"))
    assert places(report) == [("repeated_key", 2, "G")]


@pytest.mark.parametrize("header", ["A.", "选项A．", "A、", "选项A：", "A选项"])
def test_a_mark_behind_a_header_makes_no_difference(header: str) -> None:
    report = read(
        workbook_of([("题干", "题型", header, "B.", "答案"), ("题", "一、单选题", "甲", "乙", "A")])
    )
    assert [option.text for option in report.questions[0].options] == ["甲", "乙"]
    assert not report.problems


def test_the_same_question_with_its_options_in_another_order_is_no_contradiction() -> None:
    rows = [
        ("", "单选题", "哪个？", "甲", "乙", "丙", "", "C"),
        ("", "单选题", "哪个？", "丙", "乙", "甲", "", "A"),
    ]
    report = read(workbook_of([HEADERS, *rows]))
    first, again = report.questions
    assert again == first
    assert places(report) == [("same_question", 3, "C")]


def test_the_same_question_with_another_key_is_refused() -> None:
    rows = [
        ("", "单选题", "哪个？", "甲", "乙", "", "", "A"),
        ("", "单选题", "哪个？", "乙", "甲", "", "", "A"),
    ]
    report = read(workbook_of([HEADERS, *rows]))
    assert len(report.questions) == 1
    assert places(report) == [("contradicting_question", 3, "C")]


def test_an_unquoted_comma_in_a_csv_row_is_an_error_and_cuts_no_answer_short() -> None:
    report = read_csv("题型,题干,选项A,选项B,答案\n多选,甲,1,2,A,B\n多选,乙,1,2,AB,,\n")
    assert [question.stem for question in report.questions] == ["乙"]
    assert places(report) == [("extra_cells", 2, "F")]


def test_markup_of_a_web_page_is_named() -> None:
    report = read(one_row(题干="<p>先&nbsp;什么？</p>", 选项B="2 < 3 且 5 > 4"))
    assert places(report) == [("markup", 2, "B")]


@pytest.mark.parametrize("text", ["√甲", "甲（正确答案）"])
def test_an_option_that_is_marked_as_right_is_named(text: str) -> None:
    assert places(read(one_row(选项A=text, 选项B="乙"))) == [("option_marked_right", 2, "C")]
