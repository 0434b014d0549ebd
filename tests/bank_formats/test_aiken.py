"""Aiken as Moodle writes it and as people type it."""

from __future__ import annotations

import pytest

from examapp.bank_formats.registry import read_bank
from examapp.bank_formats.report import BankReport
from examapp.domain.questions import ChoiceAnswer


def read(text: str) -> BankReport:
    return read_bank(text.encode(), "bank.txt", "aiken")


@pytest.mark.parametrize(
    "text",
    [
        "哪个？\nA) 甲\nB) 乙\nANSWER: B",
        "哪个？\nA. 甲\nB. 乙\nANSWER:B",
        "哪个？\na) 甲\nb) 乙\nanswer: b",
        "哪个？\nA)甲\nB)乙\nAnswer: B",
        "哪个？\nＡ．甲\nＢ．乙\nANSWER：Ｂ",
    ],
    ids=["moodle", "dots", "lower case", "no space", "full width"],
)
def test_every_usual_spelling(text: str) -> None:
    report = read(text)
    (question,) = report.questions
    assert [option.text for option in question.options] == ["甲", "乙"]
    assert question.answer == ChoiceAnswer(frozenset("B"))
    assert not report.problems


def test_a_question_without_its_answer_does_not_take_that_of_the_next() -> None:
    report = read("一？\nA) 甲\nB) 乙\n\n二？\nA) 丙\nB) 丁\nANSWER: A")
    assert [question.stem for question in report.questions] == ["二？"]
    assert [(problem.code, problem.where.line) for problem in report.problems] == [("missing_answer", 3)]


def test_a_dot_inside_a_stem_begins_no_option() -> None:
    (question,) = read("At 9\nA.M. it opens\nA) yes\nB) no\nANSWER: A").questions
    assert question.stem == "At 9\nA.M. it opens"
