"""Texts as pages, phones and colleagues write them."""

from __future__ import annotations

import pytest

from examapp.bank_formats.registry import read_bank
from examapp.bank_formats.text_dialects import bare_key, usual_text
from examapp.domain.questions import BlankAnswer, ChoiceAnswer, JudgeAnswer, Question


def questions(text: str) -> tuple[Question, ...]:
    return read_bank(text.encode(), "题库.txt").questions


@pytest.mark.parametrize(
    "line",
    [
        "答：B",
        "【答案】B",
        "【正确答案】 B",
        "[答案]B",
        "[正确答案：B]",
        "参考答案：B",
        "标准答案是：B",
        "答案为B",
        "答案是 B。",
        "答案 B",
        "正确答案：B:木;",
        "正确答案: B 木",
        "我的答案：A正确答案：B",
        "我的答案: A:铁;正确答案: B:木;",
        "我的答案：A 得分：0分\n正确答案：B",
    ],
)
def test_every_way_of_giving_the_answer(line: str) -> None:
    text = f"单选题\n1、哪个轻？\nA、铁\nB、木\n{line}\n2、哪个重？\nA、铁\nB、木\n答案：A\n"
    assert [question.answer for question in questions(text)] == [
        ChoiceAnswer(frozenset("B")),
        ChoiceAnswer(frozenset("A")),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("①", "②"),
        ("⒈", "⒉"),
        ("⑴", "⑵"),
        ("题目：", "题目："),
        ("【题干】", "【题干】"),
        ("1【单选题】", "2【单选题】"),
    ],
)
def test_every_way_of_beginning_a_question(first: str, second: str) -> None:
    text = f"{first}哪个轻？\n选项：\nA.铁 B.木\n答案：B\n{second}哪个重？\nA.铁 B.木\n答案：A\n"
    assert [question.stem for question in questions(text)] == ["哪个轻？", "哪个重？"]


def test_circled_numbers_inside_of_a_numbered_question_belong_to_it() -> None:
    (question,) = questions("1、顺序是？\n①甲\n②乙\nA、①②\nB、②①\n答案：A\n")
    assert question.stem == "顺序是？\n①甲\n②乙"


def test_blanks_below_the_label_are_numbered() -> None:
    text = (
        "1. (填空题)一年有___季，一季有___月。\n正确答案：\n(1) 四\n(2) 三\n2. (判断题)铁轻。\n正确答案：错\n"
    )
    first, second = questions(text)
    assert first.answer == BlankAnswer((("四",), ("三",)), ordered=True)
    assert second.answer == JudgeAnswer(False)


def test_semicolons_between_options_are_not_part_of_them() -> None:
    (question,) = questions("1、哪个轻？\nA、铁；B、木；C、铅\n答案：B\n")
    assert [option.text for option in question.options] == ["铁", "木", "铅"]


def test_an_answer_in_words_stays_what_it_is() -> None:
    assert bare_key("A、B、C") == "A、B、C"
    assert bare_key("甲乙") == "甲乙"
    text = "1. 问：好吗？\n答：很好，谢谢\n"
    assert usual_text(text) == text
