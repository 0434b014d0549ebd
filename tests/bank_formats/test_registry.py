"""Which format a file is, and the formats whose rules are short: CSV, Aiken, JSON."""

from __future__ import annotations

import json

import pytest

from examapp.bank_formats.messages import MESSAGES
from examapp.bank_formats.registry import (
    FormatNotWritable,
    UnknownFormat,
    format_names,
    read_bank,
    write_bank,
)
from examapp.domain.questions import ChoiceAnswer, JudgeAnswer
from tests.bank_formats.workbooks import HEADERS, workbook_of

CSV = "题型,题干,选项A,选项B,正确答案\n单选题,哪一个？,甲,乙,B\n"


def test_the_formats_are_found_without_a_list() -> None:
    assert set(format_names()) >= {"xlsx", "csv", "text", "gift", "aiken", "json"}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (workbook_of([HEADERS]), "xlsx"),
        (CSV.encode(), "csv"),
        ("1. 甲（√）".encode(), "text"),
        ("甲？{T}".encode(), "gift"),
        ("甲？\nA) 一\nB) 二\nANSWER: A\n".encode(), "aiken"),
        (b'{"format": "examapp-bank"}', "json"),
        (b"[]", "json"),
    ],
)
def test_a_format_is_known_by_its_content_whatever_the_name(data: bytes, name: str) -> None:
    assert read_bank(data, "upload").format == name


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00", "随便写的一句话".encode()])
def test_unknown_content_is_a_report_with_one_clear_error(data: bytes) -> None:
    report = read_bank(data, "图片.png")
    assert [problem.code for problem in report.problems] == ["unknown_format"]
    assert "图片.png" in report.problems[0].message


def test_a_pdf_file_says_what_to_look_for() -> None:
    report = read_bank(b"%PDF-1.7 \x00\xff", "题库.pdf")
    assert [problem.code for problem in report.problems] == ["pdf_file"]
    assert ".docx" in report.problems[0].message


def test_an_unknown_format_and_one_only_read_are_refused_by_name() -> None:
    with pytest.raises(UnknownFormat, match="nosuch"):
        read_bank(b"", "", "nosuch")
    with pytest.raises(FormatNotWritable, match="text"):
        write_bank([], "text")


def test_a_formula_with_braces_does_not_make_a_csv_a_gift() -> None:
    report = read_bank(CSV.replace("哪一个？", "下列正确的是 $\\frac{F}{A}$").encode(), "题库.csv")
    assert (report.format, len(report.questions)) == ("csv", 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_in_every_usual_encoding_and_separator(encoding: str, separator: str) -> None:
    report = read_bank(CSV.replace(",", separator).encode(encoding), "题库.csv")
    assert report.questions[0].answer == ChoiceAnswer(frozenset("B"))
    assert not report.problems


@pytest.mark.parametrize("explanation", ['"没有结束', '"没有结束""', '"没有结束\n'])
def test_a_quotation_mark_left_open_is_an_error_for_it_hides_all_that_follows(explanation: str) -> None:
    text = f"题型,题干,答案,解析\n判断,一,对,\n判断,二,错,{explanation}\n判断,三,对,\n"
    report = read_bank(text.encode(), "题库.csv")
    assert [question.stem for question in report.questions] == ["一"]
    (problem,) = report.problems
    assert (problem.severity, problem.code, problem.where.row) == ("error", "open_quote", 3)


def test_csv_without_headers_says_how_its_columns_were_known() -> None:
    report = read_bank("1,水总是湿的。,T\n2,火总是冷的。,F\n".encode("gbk"), "题库.csv")
    assert [question.answer for question in report.questions] == [JudgeAnswer(True), JudgeAnswer(False)]
    assert [problem.code for problem in report.problems] == ["columns_by_cells", "no_type_column"]


def test_aiken_takes_stems_of_several_lines_and_misses_no_answer() -> None:
    report = read_bank("第一行\n第二行\nA) 一\nB. 二\nANSWER: b\n\n丙？\nA) 一\nB) 二\n".encode(), "x.txt")
    assert report.questions[0].stem == "第一行\n第二行"
    assert report.questions[0].answer == ChoiceAnswer(frozenset("B"))
    assert [problem.code for problem in report.problems] == ["missing_answer"]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"questions": 5}, "bad_json_layout"),
        ({"format": "other", "questions": []}, "bad_json_layout"),
        ({"version": 2, "questions": []}, "bad_json_layout"),
        ([{"title": "甲"}], "bad_json_layout"),
        ([{"stem": "甲", "answer": {"value": 1}, "qtype": "judge"}], "bad_json_question"),
        ([{"stem": "甲", "answer": {"value": True}, "qtype": "blank"}], "answer_does_not_fit"),
        ([{"stem": "甲", "answer": {"value": True}, "qtype": "duel"}], "unknown_type"),
        (
            [{"stem": "甲", "answer": {"ranges": [{"low": "NaN", "high": "1"}]}, "qtype": "numeric"}],
            "bad_json_question",
        ),
    ],
)
def test_json_of_another_shape_is_refused(document: object, code: str) -> None:
    report = read_bank(json.dumps(document).encode(), "x.json")
    assert [problem.code for problem in report.problems] == [code]


def test_broken_json_says_where() -> None:
    report = read_bank(b'{"questions": [', "x.json")
    assert [problem.code for problem in report.problems] == ["bad_json"]


def test_every_sentence_says_what_to_do_or_what_was_left_out() -> None:
    for code, sentence in MESSAGES.items():
        assert "请" in sentence or "没有读取" in sentence or "需要" in sentence, code
