"""Foreign tables, texts, JSON and documents may hold anything: reading them ends with a report, whatever is answered."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from examapp.bank_formats.registry import read_bank, write_bank
from examapp.bank_formats.report import BankReport
from examapp.domain.questions import question_to_json
from tests.bank_formats.word_files import add_list, add_table, coloured, document_of, numbered, saved

CELLS = st.one_of(
    st.sampled_from(
        ["", "0", "1", "2", "3", "12", "A", "AB", "对", "×", "T", "单选", "判断题", "题干", "答案", "选项A", "一、判断题",
         "电流的单位是什么东西？", "高处作业应系安全带。", "A.甲\nB.乙", '["甲","乙"]', '[{"a":[]}]', "[]", "{", "(1)甲(2)乙",
         "=1+1", "\x00", "\ud800", "故正确。", "9" * 5_000, "['", "1.5", "易"]
    ),
    st.text(max_size=6),
)  # fmt: skip
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=9)
ANSWERS = st.dictionaries(
    st.sampled_from(["first_option", "judge_right", "option_numbers", "type_1", "type_A", "columns", "header", "x@y"]),
    st.one_of(
        st.sampled_from(["key", "none", "0", "1", "2", "A", "single", "blank", "yes", "no", "题干,A,B,答案", "stem,answer"]),
        st.lists(st.sampled_from(["stem", "A", "B", "J", "-", "答案", "options", "qtype", "serial", "?"]), max_size=9).map(",".join),
        st.text(max_size=5),
    ),
    max_size=4,
)  # fmt: skip


def check(report: BankReport) -> None:
    assert report.questions or report.problems
    assert len(report.places) == len(report.questions)
    for problem in report.problems:
        assert problem.message
    for question in report.questions:
        question_to_json(question)
    for ask in report.asks:
        assert ask.question.message
        assert ask.answer is None or ask.columns or ask.answer in {choice.code for choice in ask.choices}
        assert all(len(example.outcomes) in (0, len(ask.choices)) for example in ask.examples)
    assert bool(report.fingerprint) == bool(report.asks)
    json.dumps(report.to_json())
    write_bank(report.questions, "csv")


@settings(max_examples=300)
@given(TABLES, ANSWERS)
def test_any_table_with_any_answers_makes_a_report(rows: list[list[str]], answers: dict[str, str]) -> None:
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    data = target.getvalue().encode("utf-8", "replace")
    asked = read_bank(data, "x.csv")
    answered = read_bank(data, "x.csv", layout=answers)
    check(asked)
    check(answered)
    assert asked.fingerprint == answered.fingerprint or not (asked.asks and answered.asks)


@settings(max_examples=200)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6).map("#".join), max_size=8), ANSWERS)
def test_any_lines_between_signs_make_a_report(lines: list[str], answers: dict[str, str]) -> None:
    data = "\n".join(lines).encode("utf-8", "replace")
    check(read_bank(data, "x.txt", "separated", answers))
    check(read_bank(data, "x.txt", layout=answers))


KEYS = st.sampled_from(["question", "content", "options", "answer", "type", "chapter", "questions", "name", "letter", "isRight", "", "x"])  # fmt: skip
VALUES = st.recursive(
    st.one_of(CELLS, st.none(), st.booleans(), st.integers(), st.floats()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=200)
@given(VALUES, ANSWERS)
def test_any_json_with_any_answers_makes_a_report(document: Any, answers: dict[str, str]) -> None:
    check(read_bank(json.dumps(document).encode(), "x.json", "json", answers))


def _sound_document() -> bytes:
    document = document_of("一、单选题", "1. 哪一个是金属？", "A. 铁", "B. 木", "答案：A")
    questions = add_list(document, ("decimal", "%1."), ("upperLetter", "%2."))
    numbered(document, "哪一个轻？", questions)
    coloured(document, ("A. 铁", False), ("  B. 木", True))
    add_table(document, [("题目", "答案"), ("铁是金属。", "对")])
    return saved(document)


SOUND = _sound_document()


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=8),
    st.booleans(),
)
def test_a_damaged_document_makes_a_report(changes: list[tuple[int, int]], cut: bool) -> None:
    content = bytearray(SOUND)
    for position, byte in changes:
        content[position] = byte
    if cut:
        del content[changes[0][0] :]
    check(read_bank(bytes(content), "x.docx", "docx"))


PARTS = st.sampled_from(
    ["w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:ins", "w:del", "w:sdt", "w:sdtContent", "w:pPr", "w:rPr", "w:numPr",
     "w:numId", "w:vMerge", "w:gridSpan", "w:drawing", "w:txbxContent", "w:hyperlink", "w:br", "w:sym", "w:vanish"]
)  # fmt: skip
ATTRIBUTES = st.sampled_from(["", ' w:val="1"', ' w:val="x"', ' w:val="99999999999"', ' w:val=""', ' w:char="F0FC" w:font="Wingdings"'])  # fmt: skip
TREES = st.recursive(
    st.sampled_from(["1. 题目？", "A. 甲", "答案：A", "（√）", ""]),
    lambda inner: st.tuples(PARTS, ATTRIBUTES, st.lists(inner, max_size=4)).map(
        lambda each: f"<{each[0]}{each[1]}>{''.join(each[2])}</{each[0]}>"
    ),
    max_leaves=20,
)


@settings(max_examples=150)
@given(st.lists(TREES, max_size=5).map("".join))
def test_any_body_of_a_document_makes_a_report(body: str) -> None:
    content = f"<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>".encode()
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, content if name == "word/document.xml" else source.read(name))
    check(read_bank(target.getvalue(), "x.docx"))


@pytest.mark.parametrize(
    "piece", ["a#b#", "#", "1#电流？$0\n", "①甲\n", "题干：甲\n", "答：A\n", '[{"a":', "1 【单选题】"]
)
def test_a_sign_a_hundred_thousand_times_takes_no_long_time(piece: str) -> None:
    for name in ("separated", "text", "json"):
        report = read_bank((piece * 100_000).encode(), "x", name)
        assert report.questions or report.problems
