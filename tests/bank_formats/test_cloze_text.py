"""Moodle's embedded answers in a text of their own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from examapp.bank_formats.registry import read_bank
from examapp.bank_formats.report import BankReport
from examapp.domain.questions import BlankAnswer, ChoiceAnswer, NumericAnswer, NumericRange, Question


def read(text: str) -> BankReport:
    return read_bank(text.encode(), "x.txt")


def one(report: BankReport) -> Question:
    (question,) = report.questions
    return question


def test_lists_texts_and_numbers_are_gaps() -> None:
    report = read("猫{1:MC:=捉~%0%怕}鼠，重{:NM:=4:0.5~=9}kg，叫{1:SA:=喵~=miao#对}。")
    question = one(report)
    assert (report.format, question.qtype) == ("cloze", "cloze")
    assert question.stem == "猫[[1]]鼠，重[[2]]kg，叫[[3]]。"
    choice, number, text = (part.answer for part in question.parts)
    assert choice == ChoiceAnswer(frozenset("A"))
    assert number == NumericAnswer(
        (NumericRange(Decimal("3.5"), Decimal("4.5")), NumericRange(Decimal(9), Decimal(9)))
    )
    assert text == BlankAnswer((("喵", "miao"),))
    assert question.explanation == "miao：对"
    assert {part.points for part in question.parts} == {None}


def test_short_answers_alone_are_blanks() -> None:
    question = one(read("{1:SHORTANSWER:=甲}和{1:SA:=乙~=丙}"))
    assert (question.qtype, question.stem) == ("blank", "____和____")
    assert question.answer == BlankAnswer((("甲",), ("乙", "丙")))


def test_escaped_signs_and_lines_are_text() -> None:
    question = one(read("选{1:MC:=a\\}b\\~c~d\\#e#不\n对}"))
    assert [option.text for option in question.parts[0].options] == ["a}b~c", "d#e"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("选{1:MULTIRESPONSE:=a~=b~c}", "type_not_supported"),
        ("选{1:MC:a~b}", "no_right_answer_marked"),
        ("量{1:NM:=约三}", "unreadable_number"),
        ("选{1:MCS:=a~b}填{1:SAC:=Abc}", "case_counts"),
        ("选{1:MC:=a~%30%b}{1:MC:=c~d}", "partial_weights"),
    ],
)
def test_what_does_not_map_is_named(text: str, code: str) -> None:
    assert code in [problem.code for problem in read(text).problems]
