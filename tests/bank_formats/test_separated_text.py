"""Texts of one question a line, parted by signs; and texts in UTF-16 without its mark."""

from __future__ import annotations

import pytest

from examapp.bank_formats.registry import read_bank
from examapp.domain.questions import ChoiceAnswer, JudgeAnswer

CHOICES = "\n".join(
    f"{number}#第{number}个问题问的是什么东西（ ）。#对的{number}$错的{number}$不对{number}"
    for number in range(5)
)
JUDGED = "\n".join(f"{number}#第{number}句话是这样说的。${number % 2}" for number in range(6))


def test_parts_behind_the_second_sign_are_options_and_the_first_is_asked_about() -> None:
    report = read_bank(CHOICES.encode(), "题库.txt")
    assert report.format == "separated"
    assert [ask.key for ask in report.open_asks] == ["first_option"]
    answered = read_bank(CHOICES.encode(), "题库.txt", layout={"first_option": "key"})
    assert [option.text for option in answered.questions[1].options] == ["对的1", "错的1", "不对1"]
    assert answered.questions[1].answer == ChoiceAnswer(frozenset("A"))
    assert answered.places[1].row == 2


@pytest.mark.parametrize(("right", "first"), [("0", True), ("1", False)])
def test_a_judgement_of_zeros_and_ones_is_read_as_a_person_says(right: str, first: bool) -> None:
    assert not read_bank(JUDGED.encode(), "题库.txt").questions
    report = read_bank(JUDGED.encode(), "题库.txt", layout={"judge_right": right})
    assert [question.answer for question in report.questions[:2]] == [
        JudgeAnswer(first),
        JudgeAnswer(not first),
    ]


def test_bars_part_a_stem_its_options_and_its_answer() -> None:
    text = "\n".join(f"第{n}个问题问的是什么？|甲物|乙物|丙物|{'ABC'[n % 3]}" for n in range(6))
    report = read_bank(text.encode("gb18030"), "题库.txt")
    assert [question.answer for question in report.questions[:2]] == [
        ChoiceAnswer(frozenset("A")),
        ChoiceAnswer(frozenset("B")),
    ]


def test_a_line_that_is_parted_otherwise_is_named() -> None:
    lines = JUDGED.splitlines() * 5 + ["这一行没有答案"]
    text = (
        "\n".join(f"{n}#说法{n}：{line.partition('#')[2]}" for n, line in enumerate(lines[:-1]))
        + "\n9#没有答案"
    )
    report = read_bank(text.encode(), "题库.txt", layout={"judge_right": "0"})
    assert len(report.questions) == 30
    assert [problem.code for problem in report.errors] == ["missing_answer"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_text(encoding: str) -> None:
    text = "1. 哪一个是金属？\nA. 铁\nB. 木\n答案：A\n"
    assert len(read_bank(text.encode(encoding), "题库.txt").questions) == 1
    assert read_bank(bytes(range(256)) * 4, "题库.txt").format == ""
