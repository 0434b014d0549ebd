"""Whatever a file holds, reading it ends with a report: never an exception, never a hang."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examapp.bank_formats.headers import field_of
from examapp.bank_formats.registry import format_names, read_bank, write_bank
from examapp.bank_formats.xml_reading import root_name
from examapp.domain.questions import Question, question_to_json
from tests.bank_formats.questions_made_up import banks
from tests.bank_formats.workbooks import HEADERS, workbook_of

NAMES = st.sampled_from(["x", "x.csv", "x.xlsx", "x.txt", "x.gift", "x.json"])
FORMATS = st.sampled_from([None, *format_names()])
PIECES = st.sampled_from(
    ["1.", "2、", "(3)", "第4题", "A.", "B、", "（C）", "D．", "答案：", "【答案】", "解析：", "一、单选题", "参考答案", "1-5 ABCDE",
     "（√）", "[易]", "{", "}", "=", "~", "#", "->", "%50%", "####", "::", "//", "$CATEGORY:", "\\", "ANSWER: B", "题干", "正确答案",
     ",", "\t", ";", '"', "\n", "\n\n", "\r", "\x00", "\ufeff", "\ud800".encode("utf-8", "ignore").decode(), "\u0085", "1:2", "1..2"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=40).map("".join)
SOUND_WORKBOOK = workbook_of([HEADERS, ("q1", "单选题", "甲？", "一", "二", "", "", "A")])


def check(data: bytes, filename: str, name: str | None) -> None:
    report = read_bank(data, filename, name)
    assert report.questions or report.problems
    assert len(report.places) == len(report.questions)
    for problem in report.problems:
        assert problem.message
    for question in report.questions:
        question_to_json(question)
    write_bank(report.questions, "csv")


@given(st.binary(max_size=400), NAMES, FORMATS)
def test_any_bytes_make_a_report(data: bytes, filename: str, name: str | None) -> None:
    check(data, filename, name)


@settings(max_examples=200)
@given(TEXTS, st.sampled_from(["utf-8", "gb18030", "utf-16"]), NAMES, FORMATS)
def test_any_text_made_of_the_formats_signs_makes_a_report(
    text: str, encoding: str, filename: str, name: str | None
) -> None:
    check(text.encode(encoding, "replace"), filename, name)


@settings(max_examples=60)
@given(st.data(), banks(), st.sampled_from(["json", "csv", "gift"]))
def test_a_damaged_text_file_makes_a_report(data: st.DataObject, bank: list[Question], name: str) -> None:
    content = bytearray(write_bank(bank, name))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 20)))
        content[start:end] = data.draw(st.binary(max_size=8))
    check(bytes(content), f"bank.{name}", name)


@given(
    st.lists(st.tuples(st.integers(0, len(SOUND_WORKBOOK) - 1), st.integers(0, 255)), min_size=1, max_size=8)
)
def test_a_damaged_workbook_makes_a_report(changes: list[tuple[int, int]]) -> None:
    content = bytearray(SOUND_WORKBOOK)
    for position, byte in changes:
        content[position] = byte
    check(bytes(content), "x.xlsx", "xlsx")


JSON_VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.sampled_from(["NaN", "1e99999", "A"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=60)
@given(st.data(), banks())
def test_json_with_a_wrong_value_anywhere_makes_a_report(data: st.DataObject, bank: list[Question]) -> None:
    item = question_to_json(bank[0])
    target = data.draw(st.sampled_from([item, item["answer"], *item["options"]]))
    target[data.draw(st.sampled_from(sorted(target)))] = data.draw(JSON_VALUES)
    check(json.dumps([item]).encode(), "x.json", "json")


@pytest.mark.parametrize(
    "piece",
    [
        "A. ",
        "1. ",
        "(",
        "（ ",
        "{",
        "~",
        "答案：",
        "[易]",
        "1-2 AB ",
        "1.A 2.B ",
        "a,",
        "__",
        "以上",
        "::",
        "\\",
        "% ",
        "<c ",
        "\n\n{",
        "A.\n",
        "1.甲\n",
        "$a",
        "**a",
        "`a",
        "![a](",
        "|-|\n",
    ],
)
@pytest.mark.parametrize(
    "name", ["text", "gift", "aiken", "csv", "json", "cloze", "moodle_xml", "qti12", "qti21"]
)
def test_a_sign_a_hundred_thousand_times_takes_no_long_time(piece: str, name: str) -> None:
    """A reader whose time grows with the square of the length would not end before the test run's patience."""
    report = read_bank(f"1. 题{piece * 100_000}".encode(), "x", name)
    assert report.questions or report.problems


def test_a_long_name_before_something_else_takes_no_time() -> None:
    assert field_of("a" * 59 + "题") is None


def test_many_comments_before_no_element_take_no_time() -> None:
    assert root_name(b"<!-- -->" * 1000 + b"x") == ""
    assert root_name(b"<?xml version='1.0'?><!-- > --><!DOCTYPE quiz><quiz>") == "quiz"
