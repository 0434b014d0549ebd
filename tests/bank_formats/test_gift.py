"""GIFT as Moodle reads it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from examapp.bank_formats.registry import read_bank
from examapp.bank_formats.report import BankReport
from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    NumericRange,
)


def read(text: str) -> BankReport:
    return read_bank(text.encode(), "题库.gift")


def codes(report: BankReport) -> list[str]:
    return [problem.code for problem in report.problems]


def test_a_choice_with_an_equals_sign_has_one_key() -> None:
    (question,) = read("水的颜色？{~红 =无色#对了 ~蓝}").questions
    assert (question.qtype, question.answer) == ("single", ChoiceAnswer(frozenset("B")))
    assert question.explanation == "无色：对了"


def test_a_choice_without_an_equals_sign_has_several_keys_by_weight() -> None:
    report = read("金属？{~%50%铁 ~%50%铜 ~%-100%木}")
    assert report.questions[0].qtype == "multiple"
    assert report.questions[0].answer == ChoiceAnswer(frozenset("AB"))
    assert not report.problems


def test_other_weights_are_named() -> None:
    assert codes(read("金属？{~%70%铁 ~%30%铜 ~木}")) == ["partial_weights"]


def test_several_right_options_of_which_any_is_enough_are_refused() -> None:
    assert codes(read("季节？{=春 =夏 ~甲}")) == ["single_with_several_keys"]


@pytest.mark.parametrize(
    ("word", "value"), [("T", True), ("TRUE", True), ("F", False), ("FALSE#不是", False)]
)
def test_true_and_false_are_written_in_capitals(word: str, value: bool) -> None:
    (question,) = read(f"水是湿的。{{{word}}}").questions
    assert question.answer == JudgeAnswer(value)


def test_short_answers_are_alternatives_of_one_blank_and_partial_ones_are_named() -> None:
    report = read("首都是{=北京 =%100%北京市 =%50%京}。")
    assert report.questions[0].answer == BlankAnswer((("北京", "北京市"),))
    assert report.questions[0].stem == "首都是 _____ 。"
    assert codes(report) == ["partial_answer"]


@pytest.mark.parametrize(
    ("body", "low", "high"),
    [
        ("#1822", "1822", "1822"),
        ("#3.14:0.01", "3.13", "3.15"),
        ("#-3.2..-3.1", "-3.2", "-3.1"),
        ("#\n=5:1", "4", "6"),
    ],
)
def test_numbers_with_tolerance_or_interval(body: str, low: str, high: str) -> None:
    (question,) = read(f"多少？{{{body}}}").questions
    assert question.answer == NumericAnswer((NumericRange(Decimal(low), Decimal(high)),))


def test_essays_are_named_and_not_loaded() -> None:
    report = read("写一写。{}")
    assert codes(report) == ["type_not_supported"]
    assert report.problems[0].where.line == 1


def test_pairs_with_arrows_are_a_matching_question_and_a_lone_choice_is_a_decoy() -> None:
    (question,) = read("配对。{=鹰 -> 鸟 =蟒 -> 蛇 =燕 -> 鸟 = -> 鱼}").questions
    assert [prompt.text for prompt in question.prompts] == ["鹰", "蟒", "燕"]
    assert [option.text for option in question.options] == ["鸟", "蛇", "鱼"]
    assert question.answer == MatchingAnswer((("1", "A"), ("2", "B"), ("3", "A")))


def test_a_pair_without_an_arrow_is_named() -> None:
    report = read("配对。{=鹰 -> 鸟 =蟒 =燕 -> 鱼}")
    assert codes(report) == ["pair_without_arrow"]
    assert len(report.questions[0].prompts) == 2


def test_a_picture_from_the_net_in_html_is_named() -> None:
    report = read('[html]见图<img src="http\\://example.org/a.png">{T}')
    assert codes(report) == ["content_left_out"]


def test_only_the_first_braces_count_and_escaped_ones_are_text() -> None:
    (question,) = read(r"集合 \{ 1 \} 有{=一 ~二}个 { 元素 }").questions
    assert question.stem == "集合 { 1 } 有 _____ 个 { 元素 }"


def test_escapes_are_undone() -> None:
    (question,) = read(r"哪个对？{=a\=b\:c\#\~\\ ~甲\n乙}").questions
    assert [option.text for option in question.options] == [r"a=b:c#~" + "\\", "甲\n乙"]


def test_categories_titles_ids_and_tags_are_kept() -> None:
    text = (
        "$CATEGORY: $course$/top/焊接/安全\n\n// [id:q7] [tag:易] 说明\n::第一题::[plain]对吗？{T####因为。}"
    )
    (question,) = read(text).questions
    assert (question.qid, question.topic, question.tags) == ("q7", "焊接/安全", ("易", "第一题"))
    assert question.explanation == "因为。"


def test_a_description_is_named() -> None:
    assert codes(read("请看下文。\n\n对吗？{T}")) == ["description"]


def test_a_brace_left_open_does_not_swallow_the_next_question() -> None:
    report = read("第一题{=甲 ~乙\n\n第二题{T}")
    assert [question.stem for question in report.questions] == ["第二题"]
    assert codes(report) == ["unclosed_braces"]


def test_questions_that_no_blank_line_parts_are_refused_for_the_keys_would_stand_in_the_stem() -> None:
    report = read("第一题{=甲 ~乙}\n第二题{T}\n\n第三题{F}")
    assert codes(report) == ["several_questions"]
    assert [question.stem for question in report.questions] == ["第三题"]


@pytest.mark.parametrize(
    "body",
    ["｛＝甲　～乙｝", "｛＝甲～乙｝", "{＝甲 ～乙}", "{＝甲 ~乙}", "｛=甲 ~乙｝", "｛\n＝甲\n～乙\n｝"],
)
def test_full_width_braces_and_signs_are_read(body: str) -> None:
    report = read(f"哪个？{body}")
    assert not report.problems
    (question,) = report.questions
    assert (question.qtype, question.answer) == ("single", ChoiceAnswer(frozenset("A")))
    assert [option.text for option in question.options] == ["甲", "乙"]


def test_full_width_signs_inside_texts_stay() -> None:
    (question,) = read("公式｛x＝1｝{=3～5 天 ~a＝b}").questions
    assert question.stem == "公式｛x＝1｝"
    assert [option.text for option in question.options] == ["3～5 天", "a＝b"]


def test_full_width_truth_and_number() -> None:
    report = read("对吗｛T｝\n\n多少｛＃3..4｝")
    assert [question.qtype for question in report.questions] == ["judge", "numeric"]


@pytest.mark.parametrize("text", ["[html]问{=<p>甲</p> ~乙&amp;丙}", "问{=[html]<i>甲</i> ~[html]乙&amp;丙}"])
def test_html_in_answers_becomes_markup_too(text: str) -> None:
    (question,) = read(text).questions
    assert [option.text for option in question.options] == ["甲", "乙&丙"]
