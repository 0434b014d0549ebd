"""The question bank workbook: layouts, dirt, answers in every spelling."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from examapp.bank_formats.registry import read_bank
from examapp.bank_formats.report import BankReport, Place
from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    NumericAnswer,
    NumericRange,
)
from tests.bank_formats.workbooks import HEADERS, one_row, workbook_of

SOUND = ("q1", "单选题", "焊条受潮后应先（　）再使用。", "烘干", "水洗", "", "", "A")


def read(data: bytes) -> BankReport:
    return read_bank(data, "题库.xlsx")


def codes(report: BankReport) -> list[str]:
    return [problem.code for problem in report.problems]


def test_a_plain_sheet_is_read() -> None:
    report = read(workbook_of([HEADERS, SOUND]))
    (question,) = report.questions
    assert (question.qid, question.qtype, question.answer) == ("q1", "single", ChoiceAnswer(frozenset("A")))
    assert [(option.id, option.text) for option in question.options] == [("A", "烘干"), ("B", "水洗")]
    assert report.places == (Place("表1", 2, "C"),)
    assert not report.problems


def test_headers_are_matched_by_synonym_in_any_order_with_stars_spaces_and_full_width() -> None:
    headers = ("标准答案 *", "选项Ｂ", " 试题内容（必填）", "备选项A", "题目类型", "难易程度")
    report = read(workbook_of([headers, ("b", "乙", "哪一个？", "甲", "单项选择题", "难")]))
    (question,) = report.questions
    assert question.answer == ChoiceAnswer(frozenset("B"))
    assert question.difficulty == 4


def test_title_rows_above_the_headers_are_passed_over() -> None:
    report = read(workbook_of([("职工技能大赛题库",), (), HEADERS, SOUND], merge="A1:H1"))
    assert report.places == (Place("表1", 4, "C"),)


def test_a_header_of_two_rows_with_merged_cells_is_understood() -> None:
    rows = [
        ("题型", "题干", "选项", "", "答案"),
        ("", "", "A", "B", ""),
        ("单选题", "哪一个？", "甲", "乙", "A"),
    ]
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_of(rows)))
    for area in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        workbook.active.merge_cells(area)
    target = io.BytesIO()
    workbook.save(target)
    (question,) = read(target.getvalue()).questions
    assert [option.text for option in question.options] == ["甲", "乙"]


def test_a_type_merged_over_several_rows_counts_for_each() -> None:
    rows = [("题型", "题干", "正确答案"), ("判断题", "水是湿的。", "对"), ("", "火是冷的。", "错")]
    report = read(workbook_of(rows, merge="A2:A3"))
    assert [question.qtype for question in report.questions] == ["judge", "judge"]
    assert not report.problems


def test_a_heading_row_inside_the_sheet_names_the_type_of_the_rows_below() -> None:
    rows = [("题干", "A", "B", "答案"), ("一、多选题（每题2分）",), ("哪些？", "甲", "乙", "AB")]
    (question,) = read(workbook_of(rows)).questions
    assert question.qtype == "multiple"


def test_hidden_sheets_are_read_and_said_so_and_empty_ones_are_skipped() -> None:
    hidden = ("q2", *SOUND[1:2], "另一题", *SOUND[3:])
    report = read(workbook_of([HEADERS, SOUND], [HEADERS, hidden], [], hidden=(1,)))
    assert [question.qid for question in report.questions] == ["q1", "q2"]
    assert codes(report) == ["hidden_sheet"]


def test_a_sheet_of_instructions_beside_the_questions_is_named_and_not_read() -> None:
    report = read(workbook_of([HEADERS, SOUND], [("填写说明",), ("每行一题",)]))
    assert len(report.questions) == 1
    assert codes(report) == ["sheet_skipped"]


def test_a_sheet_without_headers_is_asked_about_and_never_guessed() -> None:
    report = read(
        workbook_of([("电流的单位是（　）。", "安培", "伏特"), ("电压的单位是（　）。", "伏特", "安培")])
    )
    assert not report.questions
    assert codes(report) == ["open_columns"]
    assert [column.letters for column in report.asks[0].columns] == ["A", "B", "C"]


def test_missing_columns_are_named_with_those_that_were_seen() -> None:
    report = read(workbook_of([("题型", "题干", "备注"), ("单选", "哪一个？", "")]))
    assert codes(report) == ["missing_columns"]
    assert "正确答案" in report.problems[0].message
    assert "备注" in report.problems[0].message


def test_unknown_and_repeated_columns_are_named() -> None:
    rows = [(*HEADERS, "备注", "答案", ""), (*SOUND, "看图", "B", "x")]
    report = read(workbook_of(rows))
    assert sorted(codes(report)) == ["duplicate_column", "unknown_column", "unnamed_column"]
    assert report.questions[0].answer == ChoiceAnswer(frozenset("A"))


def test_a_second_column_of_stems_is_an_error_that_counts_them() -> None:
    rows = [("题目", "答案", "题目", "答案"), ("水往低处流。", "对", "铁比水轻。", "错")]
    report = read(workbook_of(rows))
    assert "second_stem_column" in [problem.code for problem in report.errors]
    assert "铁比水轻。" in report.errors[0].message


def test_columns_of_wrong_answers_are_options_and_the_columns_are_asked_about() -> None:
    rows = [("题目", "正确答案", "错误答案1", "错误答案2"), ("焊条受潮后应先怎样？", "烘干", "水洗", "风吹")]
    report = read(workbook_of(rows))
    assert not report.questions
    assert [column.field for column in report.asks[0].columns] == ["stem", "option A", "option B", "option C"]


def test_numbers_stored_as_numbers_read_as_people_see_them() -> None:
    rows = [HEADERS, (1.0, "单选题", "二加二？", 4, 5.5, "", "", "A")]
    (question,) = read(workbook_of(rows)).questions
    assert question.qid == "1"
    assert [option.text for option in question.options] == ["4", "5.5"]


@pytest.mark.parametrize(
    "spelling",
    [
        "ABD",
        "A,B,D",
        "A;B;D",
        "A、B、D",
        "A B D",
        "abd",
        "ＡＢＤ",
        "A，B，D",
        "【A|B|D】",
        "A\u00a0B\nD",
        "DBA",
    ],
)
def test_keys_are_read_in_every_usual_spelling(spelling: str) -> None:
    data = one_row(题型="多选题", 选项C="晾晒", 选项D="通风", 正确答案=spelling)
    (question,) = read(data).questions
    assert question.answer == ChoiceAnswer(frozenset("ABD"))


@pytest.mark.parametrize("spelling", ["A-C", "A~C", "?", "焊条"])
def test_keys_that_are_not_clear_are_refused(spelling: str) -> None:
    report = read(one_row(题型="多选题", 选项C="晾晒", 正确答案=spelling))
    assert codes(report) == ["unreadable_choice_answer"]
    assert report.problems[0].where == Place("表1", 2, "G")


@pytest.mark.parametrize("spelling", ["正确", "对", "√", "是", "T", "true", "TRUE", "t", True, "正确。"])
def test_a_right_statement_in_every_spelling(spelling: object) -> None:
    (question,) = read(one_row(题型="判断", 选项A="", 选项B="", 正确答案=spelling)).questions
    assert question.answer == JudgeAnswer(True)


@pytest.mark.parametrize("spelling", ["错误", "错", "×", "X", "否", "F", "false", False])
def test_a_wrong_statement_in_every_spelling(spelling: object) -> None:
    (question,) = read(one_row(题型="是非题", 选项A="", 选项B="", 正确答案=spelling)).questions
    assert question.answer == JudgeAnswer(False)


@pytest.mark.parametrize(
    ("spelling", "code"),
    [*((sign, "open_ask") for sign in ("0", "1", 1, "A")), ("也许", "unreadable_judge_answer")],
)
def test_a_judgement_that_may_mean_either_is_refused_or_asked(spelling: object, code: str) -> None:
    report = read(one_row(题型="判断题", 选项A="", 选项B="", 正确答案=spelling))
    assert not report.questions
    assert codes(report) == [code]


def test_a_judgement_written_as_a_letter_follows_its_options() -> None:
    (question,) = read(one_row(题型="判断题", 选项A="错误", 选项B="正确", 正确答案="B")).questions
    assert question.answer == JudgeAnswer(True)


def test_blanks_are_parted_by_bars_and_alternatives_by_semicolons() -> None:
    data = one_row(题型="填空题", 题干="____和____", 选项A="", 选项B="", 正确答案="电压；电势差|电流")
    (question,) = read(data).questions
    assert question.answer == BlankAnswer((("电压", "电势差"), ("电流",)))


@pytest.mark.parametrize(
    ("spelling", "low", "high"),
    [
        ("3.14±0.01", "3.13", "3.15"),
        ("3.1..3.2", "3.1", "3.2"),
        (5, "5", "5"),
        ("1,000", "1000", "1000"),
        ("-2:1", "-3", "-1"),
    ],
)
def test_numbers_are_read_with_tolerance_or_interval(spelling: object, low: str, high: str) -> None:
    (question,) = read(one_row(题型="计算题", 选项A="", 选项B="", 正确答案=spelling)).questions
    assert question.answer == NumericAnswer((NumericRange(Decimal(low), Decimal(high)),))


@pytest.mark.parametrize("spelling", ["1,2", "约3", "5..3", "3.14±", "1e999"])
def test_numbers_that_are_not_clear_are_refused(spelling: str) -> None:
    assert codes(read(one_row(题型="数值题", 正确答案=spelling))) == ["unreadable_number"]


@pytest.mark.parametrize(
    ("word", "qtype"),
    [("单选", "single"), ("单选题", "single"), ("单项选择题", "single"), ("选择题(单选)", "single"), ("选择题", "single"),
     ("单选题（每题1分）", "single")],
)  # fmt: skip
def test_types_are_read_with_any_usual_suffix(word: str, qtype: str) -> None:
    report = read(one_row(题型=word))
    assert [question.qtype for question in report.questions] == [qtype]
    assert not report.problems


def test_a_choice_question_with_several_keys_is_taken_for_a_multiple_one_with_a_warning() -> None:
    report = read(one_row(题型="选择题", 正确答案="AB"))
    assert report.questions[0].qtype == "multiple"
    assert codes(report) == ["type_guessed"]


def test_an_unknown_type_is_refused_and_a_subjective_one_is_named() -> None:
    assert codes(read(one_row(题型="抢答"))) == ["unknown_type"]
    assert codes(read(one_row(题型="简答题"))) == ["not_gradable"]


def test_a_missing_type_column_is_one_warning_and_the_answers_decide() -> None:
    rows = [
        ("题干", "A", "B", "答案"),
        ("甲？", "一", "二", "A"),
        ("乙？", "一", "二", "AB"),
        ("丙。", "", "", "√"),
    ]
    report = read(workbook_of(rows))
    assert [question.qtype for question in report.questions] == ["single", "multiple", "judge"]
    assert codes(report) == ["no_type_column"]


def test_options_speaking_of_the_others_are_pinned() -> None:
    (question,) = read(one_row(选项C="甲", 选项D="以上都对")).questions
    assert [option.pinned for option in question.options] == [False, False, False, True]


def test_pinned_options_can_be_named() -> None:
    (question,) = read(one_row(选项C="以上都对", 固定选项="B")).questions
    assert [option.pinned for option in question.options] == [False, True, False]


def test_details_are_read() -> None:
    report = read(
        one_row(难度="易", 分值="1.5分", 公开范围="保密", 状态="停用", 标签="安全;焊接", 知识点="焊条")
    )
    (question,) = report.questions
    assert (question.difficulty, question.points, question.pool, question.status) == (
        2,
        150,
        "secret",
        "retired",
    )
    assert (question.topic, question.tags) == ("焊条", ("安全", "焊接"))


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"题干": ""}, "missing_stem"),
        ({"正确答案": ""}, "missing_answer"),
        ({"选项A": "", "选项B": ""}, "missing_options"),
        ({"正确答案": "AB"}, "single_with_several_keys"),
        ({"正确答案": "C"}, "key_without_option"),
        ({"题干": "长" * 4001}, "too_long"),
        ({"公开范围": "半公开"}, "bad_pool"),
        ({"状态": "也许"}, "bad_status"),
    ],
)
def test_a_faulty_question_is_left_out_with_an_error(cells: dict[str, object], code: str) -> None:
    report = read(one_row(**cells))
    assert code in [problem.code for problem in report.errors]
    assert not report.questions


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"题型": "多选题"}, "multiple_with_one_key"),
        ({"选项B": "烘干"}, "identical_options"),
        ({"难度": "0.7"}, "bad_difficulty"),
        ({"分值": "很多"}, "bad_points"),
        ({"正确答案": "烘干"}, "answer_from_text"),
        ({"固定选项": "Z"}, "bad_pinned"),
    ],
)
def test_a_doubtful_question_is_read_with_a_warning(cells: dict[str, object], code: str) -> None:
    report = read(one_row(**cells))
    assert [problem.code for problem in report.warnings] == [code]
    assert len(report.questions) == 1


def test_the_same_stem_twice_names_the_other_place() -> None:
    report = read(workbook_of([HEADERS, SOUND, ("q2", *SOUND[1:])]))
    assert len(report.questions) == 2
    assert codes(report) == ["duplicate_stem"]
    assert "工作表“表1”第 2 行" in report.problems[0].message


def test_the_id_of_a_question_that_was_not_read_is_named() -> None:
    without_answer = ("q1", "单选题", "缺答案的题", "甲", "乙")
    report = read(
        workbook_of([HEADERS, without_answer, SOUND, ("q2", "判断题", "别的题", "", "", "", "", "对")])
    )
    assert [question.qid for question in report.questions] == ["q1", "q2"]
    assert codes(report) == ["missing_answer", "qid_of_refused"]
    assert "工作表“表1”第 2 行" in report.problems[1].message


def test_the_same_id_twice_keeps_the_first_only() -> None:
    report = read(workbook_of([HEADERS, SOUND, ("q1", "判断题", "别的题", "", "", "", "", "对")]))
    assert [question.qtype for question in report.questions] == ["single"]
    assert codes(report) == ["duplicate_qid"]


def test_the_same_question_twice_is_a_warning_and_loads_once() -> None:
    without_id = ("", *SOUND[1:])
    report = read(workbook_of([HEADERS, without_id, without_id]))
    assert codes(report) == ["duplicate_question"]
    assert not report.errors
    assert len({question.qid for question in report.questions}) == 1


def test_the_same_question_with_two_keys_is_an_error() -> None:
    report = read(workbook_of([HEADERS, ("", *SOUND[1:]), ("", *SOUND[1:-1], "B")]))
    assert codes(report) == ["contradicting_question"]
    assert len(report.questions) == 1


def test_a_question_without_id_gets_the_same_id_again_also_with_a_corrected_key() -> None:
    ids = {read(one_row(正确答案=key)).questions[0].qid for key in ("A", "A", "B")}
    assert len(ids) == 1


def test_an_encrypted_workbook_says_so() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert codes(read(data)) == ["password"]


def test_a_damaged_workbook_says_so() -> None:
    sound = workbook_of([HEADERS, SOUND])
    assert codes(read(sound[: len(sound) // 2])) == ["unreadable_file"]


def test_an_archive_that_unpacks_to_a_giant_is_refused() -> None:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as member,
    ):
        for _ in range(201):
            member.write(bytes(1_000_000))
    assert codes(read(target.getvalue())) == ["too_large"]


@pytest.mark.parametrize("cell", ["XFD2", "A1048576"])
def test_a_text_in_a_far_corner_is_refused_with_its_cell(cell: str) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(HEADERS)
    workbook.active.append(SOUND)
    workbook.active[cell] = "x"
    target = io.BytesIO()
    workbook.save(target)
    report = read(target.getvalue())
    assert codes(report) == ["too_large"]
    assert cell in report.problems[0].message


def test_formatted_but_empty_rows_by_the_million_do_no_harm() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(HEADERS)
    workbook.active.append(SOUND)
    workbook.active["XFD1048576"].number_format = "0.00"
    target = io.BytesIO()
    workbook.save(target)
    report = read(target.getvalue())
    assert len(report.questions) == 1
    assert not report.problems


def test_control_characters_are_taken_out_and_named() -> None:
    source = zipfile.ZipFile(io.BytesIO(workbook_of([HEADERS, SOUND])))
    target = io.BytesIO()
    with source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            written = "再使用".encode("ascii", "xmlcharrefreplace")
            content = (
                source.read(name)
                .replace("再使用".encode(), written)
                .replace(written, "再\u0085使用".encode())
            )
            archive.writestr(name, content)
    report = read(target.getvalue())
    assert codes(report) == ["removed_characters"]
    assert report.questions[0].stem == SOUND[2]
