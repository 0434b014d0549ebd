"""JSON of other systems, read by the names of its keys."""

from __future__ import annotations

import json
from typing import Any

import pytest

from examapp.bank_formats.registry import read_bank
from examapp.bank_formats.report import BankReport
from examapp.domain.questions import BlankAnswer, ChoiceAnswer, JudgeAnswer

LETTERED = [{"letter": "A", "content": "铁"}, {"letter": "B", "content": "木"}]


def read(document: Any, **layout: str) -> BankReport:
    return read_bank(json.dumps(document, ensure_ascii=False).encode(), "x.json", layout=layout)


@pytest.mark.parametrize(
    "options",
    [
        LETTERED,
        ["铁", "木"],
        {"A": "铁", "B": "木"},
        [{"key": "A", "value": "铁"}, {"key": "B", "value": "木"}],
        [{"label": "A", "text": "铁"}, {"label": "B", "text": "木"}],
    ],
)
def test_options_in_every_usual_shape(options: Any) -> None:
    report = read(
        {
            "name": "题库",
            "questions": [
                {"question": "哪个是金属？", "type": "单选题", "options": options, "right_answer": "A"}
            ],
        }
    )
    (question,) = report.questions
    assert [(option.id, option.text) for option in question.options] == [("A", "铁"), ("B", "木")]
    assert question.answer == ChoiceAnswer(frozenset("A"))
    assert not report.problems


def test_chapters_become_topics_and_types_stand_above_too() -> None:
    document = [
        {
            "chapter": "金属",
            "sections": [{"type": "判断题", "questions": [{"content": "铁是金属。", "answer": "正确；√"}]}],
        }
    ]
    (question,) = read(document).questions
    assert (question.qtype, question.topic, question.answer) == ("judge", "金属", JudgeAnswer(True))


def test_blanks_that_are_numbered_are_parted() -> None:
    item = {"type": "填空题", "content": "一年有（ ）季，一季有（ ）月。", "answer": "(1)四 (2)三"}
    report = read([item, {**item, "content": "有（ ）个。", "answer": "(1)四"}])
    assert report.questions[0].answer == BlankAnswer((("四",), ("三",)), ordered=True)
    assert report.questions[1].answer == BlankAnswer((("(1)四",),), ordered=True)


def test_a_key_marked_among_the_options_is_the_answer() -> None:
    options = [{"text": "铁", "isCorrect": False}, {"text": "木", "isCorrect": True}]
    (question,) = read([{"type": "单选", "title": "哪个轻？", "options": options}]).questions
    assert question.answer == ChoiceAnswer(frozenset("B"))


def test_an_index_of_an_option_is_asked_about_unless_it_shows() -> None:
    items = [
        {"question": f"第{n}题是什么？", "options": ["甲", "乙", "丙"], "answer": n % 3} for n in range(4)
    ]
    assert [question.answer for question in read(items).questions][:2] == [
        ChoiceAnswer(frozenset("A")),
        ChoiceAnswer(frozenset("B")),
    ]
    assert [ask.key for ask in read(items[1:2]).open_asks] == ["option_numbers"]


def test_a_material_goes_with_each_of_its_questions() -> None:
    document = {
        "content": "材料：铁重，木轻。",
        "children": [{"question": "哪个重？", "options": LETTERED, "answer": "A"}],
    }
    report = read(document)
    assert report.questions[0].stem == "材料：铁重，木轻。\n哪个重？"
    assert "material_joined" in [problem.code for problem in report.problems]


@pytest.mark.parametrize("document", [[], {}, [[[]]], {"a": {"b": [1, "x", None]}}, [{"stem": ""}]])
def test_json_without_questions_is_refused(document: Any) -> None:
    report = read(document)
    assert not report.questions
    assert report.errors


def test_json_nested_without_end_is_refused() -> None:
    for depth in (900, 100_000):
        report = read_bank(b"[" * depth + b"]" * depth, "x.json")
        assert report.errors


def test_objects_one_a_line_are_read_too() -> None:
    lines = [
        json.dumps({"question": f"第{n}个是什么？", "A": "甲", "B": "乙", "answer": "AB"[n % 2]})
        for n in range(3)
    ]
    assert len(read_bank("\n".join(lines).encode(), "x.jsonl").questions) == 3
    assert read_bank("\n".join([*lines, "{"]).encode(), "x.jsonl").errors
