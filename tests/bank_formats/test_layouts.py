"""Tables of foreign layouts: what is known by itself, what is asked, and what an answer changes."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
import xlsxwriter

from examapp.bank_formats.registry import read_bank
from examapp.bank_formats.report import BankReport
from examapp.domain.questions import ChoiceAnswer, JudgeAnswer
from tests.bank_formats.workbooks import workbook_of

CHOICES = [
    ("焊条受潮后应先怎样处理再使用？", "烘干", "水洗", "风吹", "直接使用"),
    ("电流的单位符号是哪一个？", "A", "V", "W", "F"),
    ("高处作业应当系好什么？", "安全带", "红领巾", "皮带", "绳子"),
    ("触电急救首先应当做什么？", "断开电源", "打电话", "拍照", "离开"),
]
JUDGED = [("水在标准大气压下一百度沸腾。", 0), ("铁比水轻，所以浮在水上。", 1), ("高处作业应系安全带。", 0)]


def read(data: bytes, name: str = "题库.xlsx", **layout: str) -> BankReport:
    return read_bank(data, name, layout=layout)


def codes(report: BankReport) -> list[str]:
    return [problem.code for problem in report.problems]


def test_a_table_without_answers_asks_whether_the_first_option_is_right() -> None:
    report = read(workbook_of(CHOICES))
    (ask,) = report.open_asks
    assert (ask.key, ask.default) == ("first_option", "key")
    assert "open_ask" in codes(report)
    assert not report.questions
    assert [outcome.message for outcome in ask.examples[0].outcomes] == ["正确答案：烘干", "不读取"]


def test_the_first_option_is_the_key_once_a_person_says_so() -> None:
    report = read(workbook_of(CHOICES), first_option="key")
    assert [question.answer for question in report.questions] == [ChoiceAnswer(frozenset("A"))] * 4
    assert not report.errors
    assert not report.open_asks
    refused = read(workbook_of(CHOICES), first_option="none")
    assert codes(refused).count("missing_answer") == 4


@pytest.mark.parametrize(("right", "expected"), [("0", [True, False, True]), ("1", [False, True, False])])
def test_signs_of_judgements_mean_what_a_person_says(right: str, expected: list[bool]) -> None:
    assert not read(workbook_of(JUDGED)).questions
    report = read(workbook_of(JUDGED), judge_right=right)
    assert [question.answer for question in report.questions] == [JudgeAnswer(each) for each in expected]


def test_signs_are_asked_about_under_headers_too_and_the_other_rows_are_read() -> None:
    rows = [
        ("题型", "题干", "A", "B", "答案"),
        ("判断", "水是湿的。", "", "", 1),
        ("单选", "哪一个？", "一", "二", "B"),
    ]
    report = read(workbook_of(rows))
    assert [question.qtype for question in report.questions] == ["single"]
    assert [ask.key for ask in report.open_asks] == ["judge_right"]
    assert len(read(workbook_of(rows), judge_right="1").questions) == 2


def test_explanations_that_all_agree_answer_for_themselves_and_say_so() -> None:
    rows = [("题型", "题干", "答案", "解析")]
    rows += [
        ("判断", f"说法{n}如此。", 2 - n % 2, f"见规程第{n}条，故{'正确' if n % 2 else '错误'}。")
        for n in range(6)
    ]
    report = read(workbook_of(rows))
    assert [question.answer for question in report.questions] == [JudgeAnswer(n % 2 == 1) for n in range(6)]
    assert codes(report) == ["judge_signs"]
    assert report.asks[0].answer == "1"
    turned = read(workbook_of(rows), judge_right="2")
    assert turned.questions[0].answer == JudgeAnswer(True)


def test_two_sheets_are_asked_about_each_by_its_name() -> None:
    data = workbook_of(CHOICES, JUDGED)
    assert [ask.key for ask in read(data).open_asks] == ["first_option@表1", "judge_right@表2"]
    report = read_bank(data, "x", layout={"first_option@表1": "key", "judge_right": "0"})
    assert len(report.questions) == 7


def test_an_answer_that_is_no_choice_counts_as_none_and_is_named() -> None:
    report = read(workbook_of(JUDGED), judge_right="7")
    assert not report.questions
    assert "wrong_answer" in codes(report)


def test_options_and_codes_of_types_as_a_program_writes_them() -> None:
    options = json.dumps([{"optionContent": text} for text in ("甲", "乙", "丙")], ensure_ascii=False)
    rows = [
        ("questionType", "questionContent", "optionContent", "questionAnswer"),
        (1, "只有一个是对的？", options, "B"),
        (1, "又是哪一个？", options, "C"),
        (2, "哪几个是对的？", options, "A,C"),
        (3, "这句话如何？", "[]", "正确"),
    ]
    report = read(workbook_of(rows))
    assert [question.qtype for question in report.questions] == ["single", "single", "multiple", "judge"]
    assert [option.text for option in report.questions[0].options] == ["甲", "乙", "丙"]
    assert codes(report) == ["type_codes"]


def test_codes_that_look_alike_are_asked_about() -> None:
    rows = [
        ("题型", "题干", "A", "B", "答案"),
        (1, "哪一个？", "甲", "乙", "A"),
        (2, "哪几个？", "甲", "乙", "B"),
    ]
    report = read(workbook_of(rows))
    assert [ask.key for ask in report.open_asks] == ["type_1", "type_2"]
    assert not report.questions
    answered = read(workbook_of(rows), type_1="single", type_2="multiple")
    assert [question.qtype for question in answered.questions] == ["single", "multiple"]


def test_options_that_are_counted_say_themselves_where_they_begin() -> None:
    header = ("题型", "题干", "选项1", "选项2", "选项3", "答案")
    rows = [header, ("单选", "哪一个？", "甲", "乙", "丙", 3), ("多选", "哪几个？", "甲", "乙", "丙", "1,2")]
    report = read(workbook_of(rows))
    assert [question.answer for question in report.questions] == [
        ChoiceAnswer(frozenset("C")),
        ChoiceAnswer(frozenset("AB")),
    ]
    assert codes(report) == ["option_numbers"]


def test_options_counted_from_a_number_that_does_not_show_are_asked_about() -> None:
    rows = [("题干", "选项1", "选项2", "选项3", "答案"), ("哪一个对？", "甲", "乙", "丙", 1)]
    assert [ask.key for ask in read(workbook_of(rows)).open_asks] == ["option_numbers"]
    (question,) = read(workbook_of(rows), option_numbers="0").questions
    assert question.answer == ChoiceAnswer(frozenset("B"))


UNKNOWN = [
    ("甲栏", "乙栏", "丙栏", "丁栏", "戊栏"),
    ("哪一个是金属？", "铁", "木", "B级", "A"),
    ("哪一个是气体？", "水", "氧", "C级", "B"),
]


def test_columns_nobody_knows_are_asked_about_and_read_as_a_person_says() -> None:
    report = read(workbook_of(UNKNOWN))
    (ask,) = report.open_asks
    assert ask.key == "columns"
    assert [column.header for column in ask.columns] == list(UNKNOWN[0])
    answered = read(workbook_of(UNKNOWN), columns="题干,选项A,B,-,答案", header="yes")
    assert [question.answer for question in answered.questions] == [
        ChoiceAnswer(frozenset("A")),
        ChoiceAnswer(frozenset("B")),
    ]
    assert not answered.errors


@pytest.mark.parametrize("answer", ["", "A,B", "题干,什么", "-,-"])
def test_columns_without_a_stem_are_no_answer(answer: str) -> None:
    assert not read(workbook_of(UNKNOWN), columns=answer).questions


def test_a_layout_is_the_same_whatever_was_answered_and_another_with_other_headers() -> None:
    first = read(workbook_of(UNKNOWN))
    assert first.fingerprint == read(workbook_of(UNKNOWN), columns="题干,A,B,-,答案").fingerprint != ""
    other = read(workbook_of([("其他栏", *UNKNOWN[0][1:]), *UNKNOWN[1:]]))
    assert other.fingerprint != first.fingerprint
    assert read(workbook_of(CHOICES[:3])).fingerprint == read(workbook_of(CHOICES[1:])).fingerprint


def test_running_numbers_without_a_header_are_left_alone() -> None:
    text = ",Question,A,B,Answer\n0,哪一个？,甲,乙,A\n1,哪一个好？,甲,乙,B\n2,哪一个大？,甲,乙,B\n"
    assert codes(read(text.encode(), "x.csv")) == ["no_type_column"]


def coloured_workbook(*, in_one_cell: bool) -> bytes:
    """A workbook without answers, its right options red: whole cells, or a part of one cell."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        sheet, red = workbook.add_worksheet("表"), workbook.add_format({"font_color": "#FF0000"})
        sheet.write_row(0, 0, ["题干", "选项"] if in_one_cell else ["题干", "选项A", "选项B"])
        for number in range(5):
            texts = [f"甲{number}", f"乙{number}"]
            sheet.write(number + 1, 0, f"第{number}题问什么？")
            if in_one_cell:
                parts = [f"A.{texts[0]}\n", f"B.{texts[1]}"]
                sheet.write_rich_string(
                    number + 1, 1, *([red, *parts] if number % 2 == 0 else [parts[0], red, parts[1]])
                )
                continue
            for place, text in enumerate(texts):
                sheet.write(number + 1, 1 + place, text, red if place == number % 2 else None)
    return target.getvalue()


@pytest.mark.parametrize("in_one_cell", [False, True])
def test_red_options_are_the_keys_of_a_workbook_without_answers(in_one_cell: bool) -> None:
    report = read(coloured_workbook(in_one_cell=in_one_cell))
    assert [question.answer for question in report.questions] == [
        ChoiceAnswer(frozenset("AB"[number % 2])) for number in range(5)
    ]
    assert codes(report) == ["key_by_look", "no_type_column"]


def test_a_red_option_counts_nothing_where_answers_are_written() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(coloured_workbook(in_one_cell=False)))
    sheet = workbook.worksheets[0]
    for row, text in enumerate(["答案", *"AAAAA"], 1):
        sheet.cell(row, 4, text)
    target = io.BytesIO()
    workbook.save(target)
    report = read(target.getvalue())
    assert {question.answer for question in report.questions} == {ChoiceAnswer(frozenset("A"))}


@pytest.mark.parametrize(
    "cell", ["铁$;$木$;$纸", "铁;木；纸", "铁|木|纸", "铁\n木\n纸", "A、铁 B、木 C、纸", "铁||木||纸"]
)
def test_options_of_one_cell_are_parted_by_any_usual_sign(cell: str) -> None:
    (question,) = read(workbook_of([("题目", "可选项", "答案"), ("哪些轻？", cell, "BC")])).questions
    assert [(option.id, option.text) for option in question.options] == [
        ("A", "铁"),
        ("B", "木"),
        ("C", "纸"),
    ]


def test_options_below_the_stem_in_its_cell_are_parted_from_it() -> None:
    rows = [("题目", "答案"), ("哪个是金属？\nA.铁\nB.木", "A"), ("水是湿的。", "对")]
    report = read(workbook_of(rows))
    assert [(question.stem, question.qtype) for question in report.questions] == [
        ("哪个是金属？", "single"),
        ("水是湿的。", "judge"),
    ]
    assert "options_in_stem" in codes(report)


def test_a_text_pasted_into_one_column_is_read_line_by_line() -> None:
    lines = [
        "一、单选题",
        "1、哪个是金属（ ）",
        "A、铁",
        "B、木",
        "答案：A",
        "2、哪个轻（ ）",
        "A、铁",
        "B、木",
        "答案：B",
    ]
    report = read(workbook_of([(line,) for line in lines]))
    assert [question.answer for question in report.questions] == [
        ChoiceAnswer(frozenset("A")),
        ChoiceAnswer(frozenset("B")),
    ]
    assert (report.places[1].sheet, report.places[1].row) == ("表1", 6)


def test_whole_questions_one_a_cell_need_no_numbers() -> None:
    report = read(workbook_of([("哪个是金属（A）。A.铁 B.木",), ("哪个轻（B）。A.铁 B.木",)]))
    assert [question.answer for question in report.questions] == [
        ChoiceAnswer(frozenset("A")),
        ChoiceAnswer(frozenset("B")),
    ]


def test_numbers_of_their_own_are_taken_off_stems_that_all_have_one() -> None:
    rows = [
        ("题干", "答案"),
        ("1、 1kV 以上属于高压。", "对"),
        ("2、铁是金属。", "对"),
        ("1.木是金属。", "错"),
    ]
    report = read(workbook_of(rows))
    assert [question.stem for question in report.questions] == [
        "1kV 以上属于高压。",
        "铁是金属。",
        "木是金属。",
    ]
    assert "own_numbers" in codes(report)


def test_stems_that_begin_with_amounts_keep_them() -> None:
    rows = [("题干", "答案"), ("3.5 mm 是一种直径。", "对"), ("2、铁是金属。", "对"), ("木是金属。", "错")]
    assert [question.stem for question in read(workbook_of(rows)).questions] == [row[0] for row in rows[1:]]
