"""Moodle XML: every question type is read, or named with its line."""

from __future__ import annotations

import base64
from decimal import Decimal

import pytest

from examapp.bank_formats.registry import read_bank
from examapp.bank_formats.report import BankReport
from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    NumericRange,
    OrderAnswer,
    Question,
)

PICTURE = base64.b64encode(b"\x89PNG made up").decode()


def read(kind: str, inside: str, stem: str = "题干") -> BankReport:
    question = f'<question type="{kind}"><questiontext format="html"><text><![CDATA[{stem}]]></text></questiontext>{inside}</question>'
    return read_bank(f'<?xml version="1.0"?><quiz>{question}</quiz>'.encode(), "x.xml")


def one(report: BankReport) -> Question:
    (question,) = report.questions
    return question


def answer(text: str, fraction: str = "0", more: str = "") -> str:
    return f'<answer fraction="{fraction}" format="html"><text>{text}</text>{more}</answer>'


def codes(report: BankReport) -> list[str]:
    return [problem.code for problem in report.problems]


def test_a_choice_has_the_answers_that_earn_points_as_keys() -> None:
    single = one(read("multichoice", "<single>true</single>" + answer("甲") + answer("乙", "100")))
    assert (single.qtype, single.answer) == ("single", ChoiceAnswer(frozenset("B")))
    many = one(
        read("multichoice", "<single>false</single>" + answer("甲", "50") + answer("乙") + answer("丙", "50"))
    )
    assert (many.qtype, many.answer) == ("multiple", ChoiceAnswer(frozenset("AC")))


def test_other_weights_are_named() -> None:
    inside = "<single>false</single>" + answer("甲", "70") + answer("乙", "30") + answer("丙", "-20")
    assert codes(read("multichoice", inside)) == ["partial_weights"]


def test_a_choice_that_is_not_shuffled_stays_in_its_order() -> None:
    inside = "<shuffleanswers>0</shuffleanswers>" + answer("甲") + answer("乙", "100")
    assert all(option.pinned for option in one(read("multichoice", inside)).options)


def test_true_and_false() -> None:
    report = read(
        "truefalse", answer("true") + answer("false", "100", "<feedback><text>因为</text></feedback>")
    )
    assert one(report).answer == JudgeAnswer(False)
    assert one(report).explanation == "错误：因为"


def test_short_answers_count_when_they_earn_everything() -> None:
    report = read(
        "shortanswer", "<usecase>1</usecase>" + answer("甲", "100") + answer("乙", "80") + answer("*")
    )
    assert one(report).answer == BlankAnswer((("甲",),))
    assert codes(report) == ["partial_answer", "case_counts"]


def test_a_number_with_tolerance_and_unit() -> None:
    units = "<units><unit><multiplier>1</multiplier><unit_name>mm</unit_name></unit><unit><multiplier>0.1</multiplier><unit_name>cm</unit_name></unit></units>"
    report = read("numerical", answer("9.8", "100", "<tolerance>0.1</tolerance>") + units)
    assert one(report).answer == NumericAnswer((NumericRange(Decimal("9.7"), Decimal("9.9")),), "mm")
    assert codes(report) == ["units_not_read"]


def test_pairs_to_match_with_a_decoy() -> None:
    pairs = [("鹰", "鸟"), ("", "鱼"), ("蟒", "蛇")]
    inside = "".join(
        f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"
        for left, right in pairs
    )
    question = one(read("matching", inside))
    assert question.answer == MatchingAnswer((("1", "A"), ("2", "C")))
    assert [option.text for option in question.options] == ["鸟", "鱼", "蛇"]


def test_things_to_order_stand_at_their_fraction() -> None:
    question = one(read("ordering", answer("二", "2.0") + answer("一", "1.0")))
    assert question.answer == OrderAnswer(("B", "A"))


@pytest.mark.parametrize(("kind", "name"), [("gapselect", "selectoption"), ("ddwtos", "dragbox")])
def test_gaps_offer_the_choices_of_their_group(kind: str, name: str) -> None:
    choices = "".join(
        f"<{name}><text>{text}</text><group>{group}</group></{name}>"
        for text, group in [("猫", 1), ("狗", 1), ("跑", 2), ("跳", 2)]
    )
    question = one(read(kind, choices, "<p>[[2]]在[[3]]，[[1]]也在。</p>"))
    assert question.stem == "[[1]]在[[2]]，[[3]]也在。"
    offered = [[option.text for option in part.options] for part in question.parts]
    assert offered == [["猫", "狗"], ["跑", "跳"], ["猫", "狗"]]
    assert [part.answer for part in question.parts] == [ChoiceAnswer(frozenset(key)) for key in "BAA"]


def test_embedded_answers_are_gaps() -> None:
    question = one(
        read("multianswer", "", "<p>首都{2:MULTICHOICE:=北京~上海}，人口{1:NUMERICAL:=21:1}百万</p>")
    )
    assert (question.qtype, question.stem) == ("cloze", "首都[[1]]，人口[[2]]百万")
    assert [part.points for part in question.parts] == [2, 1]


@pytest.mark.parametrize("kind", ["essay", "calculated", "ddimageortext", "random", "stack"])
def test_what_cannot_be_graded_here_is_named_with_its_line(kind: str) -> None:
    report = read(kind, "")
    assert codes(report) == ["type_not_supported"]
    assert report.problems[0].where.line == 1


def test_a_description_is_named() -> None:
    assert codes(read("description", ""))[0] == "description_question"


def test_no_right_answer_is_named() -> None:
    assert codes(read("multichoice", answer("甲") + answer("乙"))) == ["no_right_answer_marked"]


def test_pictures_come_along_and_two_of_one_name_stay_apart() -> None:
    other = base64.b64encode(b"\x89PNG other").decode()
    questions = "".join(
        f'<question type="truefalse"><questiontext format="html"><text><![CDATA[{n}<img src="@@PLUGINFILE@@/a%20b.png">]]></text>'
        f'<file name="a b.png" encoding="base64">{data}</file></questiontext>{answer("true", "100")}</question>'
        for n, data in enumerate((PICTURE, other, PICTURE))
    )
    report = read_bank(f"<quiz>{questions}</quiz>".encode(), "x.xml")
    first, second, third = (question.stem for question in report.questions)
    assert first == "0![](a b.png)"
    assert third == "2![](a b.png)"
    assert second != "1![](a b.png)"
    assert sorted(report.pictures.values()) == [b"\x89PNG made up", b"\x89PNG other"]


def test_categories_ids_tags_points_and_names_are_kept() -> None:
    data = """<quiz><question type="category"><category><text>$course$/top/电工/安全</text></category></question>
    <question type="truefalse"><name><text>接地</text></name><questiontext format="plain_text"><text>要接地。</text></questiontext>
    <defaultgrade>2.5</defaultgrade><hidden>1</hidden><idnumber>E-7</idnumber><tags><tag><text>高压</text></tag></tags>
    <answer fraction="100"><text>true</text></answer></question></quiz>"""
    question = one(read_bank(data.encode(), "x.xml"))
    assert (question.qid, question.topic, question.points, question.status) == (
        "E-7",
        "电工/安全",
        250,
        "retired",
    )
    assert question.tags == ("高压", "接地")


def test_hints_are_named_once_for_the_file() -> None:
    hint = "<hint><text>想一想</text></hint>"
    data = "".join(
        f'<question type="truefalse"><questiontext><text>{n}</text></questiontext>{hint}{answer("true", "100")}</question>'
        for n in range(3)
    )
    report = read_bank(f"<quiz>{data}</quiz>".encode(), "x.xml")
    assert [(problem.code, problem.parameters["count"]) for problem in report.problems] == [
        ("parts_not_read", 3)
    ]


def test_gbk_that_says_so_is_read() -> None:
    data = f'<?xml version="1.0" encoding="gb2312"?><quiz><question type="truefalse"><questiontext><text>接地</text></questiontext>{answer("true", "100")}</question></quiz>'
    assert one(read_bank(data.encode("gb2312"), "x.xml")).stem == "接地"
