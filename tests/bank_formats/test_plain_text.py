"""Chinese plain text as question banks are handed around."""

from __future__ import annotations

import pytest

from examapp.bank_formats.registry import read_bank
from examapp.bank_formats.report import BankReport
from examapp.domain.questions import BlankAnswer, ChoiceAnswer, JudgeAnswer


def read(text: str) -> BankReport:
    return read_bank(text.encode(), "题库.txt", "text")


def codes(report: BankReport) -> list[str]:
    return [problem.code for problem in report.problems]


def test_a_question_with_tags_options_on_one_line_answer_and_explanation() -> None:
    report = read(
        "一、单选题\n1. 先（　）。[易][焊接安全]\nA. 烘干 B、晾晒 （C）水洗 D．不管\n答案：A    解析：潮了。"
    )
    (question,) = report.questions
    assert (question.qtype, question.stem, question.explanation) == ("single", "先（　）。", "潮了。")
    assert [option.text for option in question.options] == ["烘干", "晾晒", "水洗", "不管"]
    assert (question.difficulty, question.topic) == (2, "焊接安全")
    assert report.places[0].line == 2
    assert not report.problems


@pytest.mark.parametrize("number", ["1．", "1、", "(1)", "1)", "（1）", "第1题 "])
def test_numbering_in_every_usual_style(number: str) -> None:
    (question,) = read(f"单选题\n{number}哪个？\nA.甲\nB.乙\n【答案】B").questions
    assert question.stem == "哪个？"
    assert question.answer == ChoiceAnswer(frozenset("B"))


def test_an_answer_in_the_stems_bracket_is_taken_out_of_the_stem() -> None:
    (question,) = read("一、多选题\n1. 安全帽（ＡＢ）\nA.系带\nB.检查\nC.可坐").questions
    assert question.answer == ChoiceAnswer(frozenset("AB"))
    assert question.stem == "安全帽（　）"


def test_a_bracket_repeating_the_answer_is_emptied_so_that_the_stem_does_not_give_it_away() -> None:
    (question,) = read("一、单选题\n1. 选（B）\nA.甲\nB.乙\n答案：B").questions
    assert question.stem == "选（　）"


def test_judgements_in_brackets() -> None:
    report = read("一、判断题\n1. 系安全带。（√）\n2. 湿手触电闸。( 错 )")
    assert [question.answer for question in report.questions] == [JudgeAnswer(True), JudgeAnswer(False)]


def test_a_key_at_the_end_is_matched_by_section_and_number() -> None:
    text = (
        "一、单选题\n1. 甲\nA.一 B.二\n2. 乙\nA.一 B.二\n二、判断题\n1. 丙\n2. 丁\n\n"
        "参考答案\n一、单选题\n1-2 AB\n二、判断题\n1.√ 2.×\n"
    )
    report = read(text)
    answers = [question.answer for question in report.questions]
    assert answers == [
        ChoiceAnswer(frozenset("A")),
        ChoiceAnswer(frozenset("B")),
        JudgeAnswer(True),
        JudgeAnswer(False),
    ]
    assert not report.problems


def test_a_key_entry_without_its_question_is_an_error() -> None:
    assert codes(read("一、判断题\n1. 甲\n参考答案\n1.√ 9.×")) == ["key_of_no_question"]


def test_two_different_answers_are_refused() -> None:
    report = read("一、判断题\n1. 甲\n答案：对\n参考答案\n1.× 1.×".replace(" 1.×", ""))
    assert codes(report) == ["conflicting_answers"]
    assert not report.questions


def test_a_numbered_list_in_an_explanation_begins_no_question() -> None:
    report = read("一、判断题\n5. 甲\n答案：对\n解析：1、因为。\n2、所以。\n6. 乙\n答案：错")
    assert [question.stem for question in report.questions] == ["甲", "乙"]
    assert report.questions[0].explanation == "1、因为。\n2、所以。"


def test_letters_in_the_stem_are_no_options_when_options_have_their_own_lines() -> None:
    (question,) = read("一、单选题\n1. 在 A、B 两点之间（　）\nA. 甲\nB. 乙\n答案：A").questions
    assert [option.text for option in question.options] == ["甲", "乙"]


def test_a_missing_answer_is_an_error_with_its_line() -> None:
    report = read("一、判断题\n1. 甲\n2. 乙\n答案：对")
    assert codes(report) == ["missing_answer"]
    assert report.problems[0].where.line == 2


def test_lines_that_belong_to_nothing_are_named() -> None:
    report = read("某某大赛题库\n一、判断题\n1. 甲（√）")
    assert codes(report) == ["lines_not_read"]
    assert "某某大赛题库" in report.problems[0].message


def test_questions_without_numbers_are_parted_by_blank_lines() -> None:
    report = read("哪个？\nA. 甲 B. 乙\n答案：A\n\n地球是圆的。\n答案：正确")
    assert [question.qtype for question in report.questions] == ["single", "judge"]


@pytest.mark.parametrize(
    "stem", ["（A）是单位。", "（ A ）是单位", "（A）(国际单位)"], ids=["bare", "spaced", "another bracket"]
)
def test_a_stem_may_begin_with_its_answered_bracket(stem: str) -> None:
    (question,) = read(f"一、单选题\n1.{stem}\nA.伏特 B.安培").questions
    assert question.answer == ChoiceAnswer(frozenset("A"))
    assert [option.text for option in question.options] == ["伏特", "安培"]
    assert question.stem.startswith("（　）")


_TWO_SECTIONS = "一、单选题\n1.甲\nA.1 B.2\n2.乙\nA.1 B.2\n二、多选题\n1.丙\nA.1 B.2 C.3\n2.丁\nA.1 B.2 C.3\n"


@pytest.mark.parametrize(
    "key",
    [
        "答案\n一、单选题：1-2 AB\n二、多选题：1.AB 2.BC",
        "单选题：1.A 2.B\n多选题：1.AB 2.BC",
        "参考答案：1-2 AB 1.AB 2.BC",
        "【答案】1.A 2.B 1.AB 2.BC",
    ],
)
def test_a_key_may_stand_behind_its_words_on_one_line(key: str) -> None:
    report = read(_TWO_SECTIONS + key)
    assert not report.problems
    assert [question.answer for question in report.questions] == [
        ChoiceAnswer(frozenset(keys)) for keys in ("A", "B", "AB", "BC")
    ]
    assert report.questions[3].options[2].text == "3"


def test_axes_are_no_judgement() -> None:
    (question,) = read("1. 主轴平行于哪个轴？\nA. X\nB. Y\n答案：A").questions
    assert (question.qtype, question.answer) == ("single", ChoiceAnswer(frozenset("A")))


@pytest.mark.parametrize(
    "options",
    [
        "（A）烘干（B）水洗（C）不管",
        "(A)烘干(B)水洗(C)不管",
        "A.烘干B.水洗C.不管",
        "Ａ、烘干Ｂ、水洗Ｃ、不管",
    ],
)
def test_options_that_follow_each_other_without_a_space(options: str) -> None:
    (question,) = read(f"一、单选题\n1. 先（　）。\n{options}\n答案：A").questions
    assert [option.text for option in question.options] == ["烘干", "水洗", "不管"]


def test_an_option_letter_written_twice_is_an_error_and_not_a_part_of_the_option_above() -> None:
    report = read("一、单选题\n1. 甲\nA. 1\nB. 2\nB. 3\nC. 4\n答案：B")
    assert codes(report) == ["repeated_option_id"]
    assert not report.questions


@pytest.mark.parametrize("options", ["A. 1\nB. 2\nD. 4", "A. 1 B. 2 D. 4"])
def test_an_option_letter_left_out_is_named_and_the_others_keep_theirs(options: str) -> None:
    report = read(f"一、单选题\n1. 甲\n{options}\n答案：D")
    assert codes(report) == ["option_left_out"]
    assert [(option.id, option.text) for option in report.questions[0].options] == [
        ("A", "1"),
        ("B", "2"),
        ("D", "4"),
    ]


def test_steps_numbered_in_another_style_belong_to_the_stem() -> None:
    text = "一、单选题\n1. 步骤：\n1) 清理\n2) 焊接\n3) 检验\n顺序是（　）\nA. 123 B. 321\n答案：A\n2. 乙\nA.一 B.二\n答案：B"
    first, second = read(text).questions
    assert first.stem == "步骤：\n1) 清理\n2) 焊接\n3) 检验\n顺序是（　）"
    assert second.stem == "乙"


def test_the_answers_bracket_may_stand_before_the_number() -> None:
    choice = read("一、单选题\n( A )1. 甲\nA.一 B.二\n(Ｂ) 2、乙\nA.一 B.二")
    judge = read_bank("（√）1. 甲\n（×）2. 乙".encode(), "题库.txt")
    assert [(question.stem, question.answer) for question in choice.questions] == [
        ("（　）甲", ChoiceAnswer(frozenset("A"))),
        ("（　）乙", ChoiceAnswer(frozenset("B"))),
    ]
    assert [question.answer for question in judge.questions] == [JudgeAnswer(True), JudgeAnswer(False)]


@pytest.mark.parametrize(
    ("written", "number"), [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35)]
)
def test_chinese_numbers_count(written: str, number: int) -> None:
    report = read(f"一、判断题\n第{written}题 甲\n参考答案\n{number}.√")
    assert [question.answer for question in report.questions] == [JudgeAnswer(True)]


def test_a_letter_that_is_part_of_a_word_stays_where_the_stem_has_its_own_blank() -> None:
    (question,) = read("一、单选题\n1. 维生素（B）能防治（　）。\nA.甲 B.乙\n答案：B").questions
    assert question.stem == "维生素（B）能防治（　）。"


def test_a_web_page_is_called_one() -> None:
    page = "<html><table><tr><td>题干</td><td>答案</td></tr></table></html>".encode()
    assert codes(read_bank(page, "题库.xls")) == ["web_page"]


def test_an_empty_file_holds_no_questions() -> None:
    assert codes(read_bank(b"", "题库.xlsx")) == ["no_questions"]


def test_brackets_before_the_numbers_of_one_section_alone() -> None:
    text = (
        "题库\n一、单选题\n1、甲（A）\nA.一 B.二\n2、乙（B）\nA.一 B.二\n"
        "二、判断题（对的打√，错的打×）\n（√）1、丙。\n（ × ）2、丁。\n三、多选题\n(AB)1、戊\nA.一 B.二"
    )
    report = read(text)
    assert [question.stem for question in report.questions] == [
        *("甲（　）", "乙（　）", "（　）丙。", "（　）丁。", "（　）戊")
    ]
    assert codes(report) == ["lines_not_read"]


def test_a_heading_of_a_key_with_nothing_below_it_is_no_part_of_the_last_option() -> None:
    report = read("1. 焊条受潮后应先怎样？\nA. 烘干\nB. 水洗\n答案：A\n参考答案\n")
    assert [option.text for option in report.questions[0].options] == ["烘干", "水洗"]


def test_options_right_behind_the_stems_bracket() -> None:
    (question,) = read("1. 金属有（AB）A、铁B、铜C、木\n").questions
    assert (question.stem, [option.text for option in question.options]) == (
        "金属有（　）",
        ["铁", "铜", "木"],
    )


@pytest.mark.parametrize(
    "options", ["A 红区 B 绿区 C 黄区", "A 红区\nB 绿区\nC 黄区", "A\n红区\nB\n绿区\nC\n黄区"]
)
def test_options_whose_letters_stand_bare(options: str) -> None:
    (question,) = read(f"1. 指针指在哪个区域表示正常？\n{options}\n答案：B\n").questions
    assert [option.text for option in question.options] == ["红区", "绿区", "黄区"]


def test_points_of_a_stem_are_no_bare_options() -> None:
    (question,) = read("1. 图中\nA 点与 B 点等高。\n答案：对\n").questions
    assert (question.qtype, question.options) == ("judge", ())


def test_what_somebody_earned_is_no_part_of_the_last_blank() -> None:
    text = "1. (填空题)安全电压有____V和____V。\n正确答案：\n(1) 36\n(2) 12\n2.5分\n"
    assert read(text).questions[0].answer == BlankAnswer((("36",), ("12",)))


def test_a_type_on_the_line_of_the_number() -> None:
    (question,) = read("1. 判断题 (1分)\n金属都能导电。\n正确答案：正确\n").questions
    assert (question.qtype, question.stem) == ("judge", "金属都能导电。")


@pytest.mark.parametrize("tag", ["【判断题】", "(判断)", "[判断题]"])
def test_a_tag_before_the_number(tag: str) -> None:
    report = read(f"{tag}1、甲说。 答案：对\n{tag}2、乙说。\n答案：对\n")
    assert [question.stem for question in report.questions] == ["甲说。", "乙说。"]


def test_a_question_without_a_number_is_not_lost_in_the_one_before_it() -> None:
    report = read("1. 甲说。\n答案：对\n乙说。\n答案：对\n2. 丙说。\n答案：错\n")
    assert [question.stem for question in report.questions] == ["丙说。"]
    assert [problem.code for problem in report.errors] == ["answered_again"]
    assert "乙说" in report.errors[0].message
