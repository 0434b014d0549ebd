"""English beside the Chinese: read from columns and JSON, and named where it isn't whole."""

from __future__ import annotations

import json

import pytest

from examapp.bank_formats.headers import field_of
from examapp.bank_formats.registry import read_bank, write_bank, write_losses
from examapp.domain.questions import (
    ChoiceAnswer,
    JudgeAnswer,
    Option,
    Question,
    Translation,
    question_from_json,
    question_to_json,
    sha256_of,
)
from tests.bank_formats.workbooks import one_row

ENGLISH = {"题干(英文)": "What is done with damp electrodes?", "选项A（英文）": "Dried", "opt_b_en": "Washed"}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("题干(英文)", "stem en"),
        ("题干（英文）*", "stem en"),
        ("英文题干", "stem en"),
        ("stem_en", "stem en"),
        ("选项A(英文)", "option A en"),
        ("选项B_en", "option B en"),
        ("opt_c_en", "option C en"),
        ("解析英文", "explanation en"),
        ("选项E", "option E"),
        ("question", "stem"),
        ("题型(英文)", None),
        ("选项(英文)", None),
    ],
)
def test_headers_of_english_columns(header: str, field: str | None) -> None:
    assert field_of(header) == field


def test_a_workbook_row_carries_its_english() -> None:
    report = read_bank(one_row(**ENGLISH, **{"解析(英文)": "Damp is bad."}), "x.xlsx")
    assert report.problems == ()
    (english,) = report.questions[0].translations
    assert english == Translation(
        "en", ENGLISH["题干(英文)"], (("A", "Dried"), ("B", "Washed")), "Damp is bad."
    )


@pytest.mark.parametrize("missing", ["题干(英文)", "opt_b_en"])
def test_english_that_lacks_a_part_is_named_and_the_question_still_read(missing: str) -> None:
    report = read_bank(one_row(**{**ENGLISH, missing: ""}), "x.xlsx")
    assert [problem.code for problem in report.problems] == ["translation_incomplete"]
    assert len(report.questions) == 1


def test_english_of_an_option_that_is_not_there_is_named() -> None:
    report = read_bank(one_row(**ENGLISH, opt_d_en="Burnt"), "x.xlsx")
    assert [problem.code for problem in report.problems] == ["translation_of_no_option"]


def test_english_options_lose_the_letters_they_repeat() -> None:
    report = read_bank(
        one_row(**{**ENGLISH, "选项A（英文）": "A. Dried", "opt_b_en": "(B) Washed"}), "x.xlsx"
    )
    assert report.questions[0].translations[0].options == (("A", "Dried"), ("B", "Washed"))


def test_an_english_stem_that_gives_the_answer_away_is_emptied() -> None:
    report = read_bank(one_row(**{**ENGLISH, "题干(英文)": "Damp ones are ( A )."}), "x.xlsx")
    assert report.questions[0].translations[0].stem == "Damp ones are （　）."
    assert [problem.code for problem in report.problems] == ["answer_in_stem"]


def test_english_too_long_is_an_error_like_chinese() -> None:
    report = read_bank(one_row(**{**ENGLISH, "stem_en": "", "题干(英文)": "x" * 4001}), "x.xlsx")
    assert "too_long" in [problem.code for problem in report.problems]


@pytest.mark.parametrize(
    "translations",
    [
        5,
        {"fr": {"stem": "x"}},
        {"en": "x"},
        {"en": {"options": []}},
        {"en": {"stem": 5}},
        {"en": {"options": {"A": 1}}},
    ],
)
def test_json_with_other_translations_is_refused(translations: object) -> None:
    item = {"qtype": "judge", "stem": "x", "answer": {"value": True}, "translations": translations}
    report = read_bank(json.dumps([item]).encode(), "x.json")
    assert [problem.code for problem in report.problems] == ["bad_json_question"]


def test_a_question_without_english_is_written_as_it_always_was() -> None:
    question = Question("q1", "judge", "x", JudgeAnswer(True))
    assert sha256_of(question_to_json(question)) == (
        "04a2bbba1ec813261e0f39ee700d8615d6050aee273e5a789621c3462e7f40e5"
    )
    assert "题干(英文)" not in write_bank([question], "csv").decode("utf-8-sig")


def test_english_and_pictures_survive_their_json() -> None:
    options = (Option("A", "甲"), Option("B", "乙"))
    english = Translation("en", "Which?", (("A", "One"), ("B", "Two")), "Because.")
    pictures = (("a.png", "0" * 64),)
    question = Question(
        "q",
        "single",
        "哪个？",
        ChoiceAnswer(frozenset("A")),
        options,
        translations=(english,),
        pictures=pictures,
    )
    assert question_from_json(question_to_json(question)) == question
    assert question.is_translated("en")


def test_a_file_does_not_say_which_picture_a_name_stands_for() -> None:
    item = {"qtype": "judge", "stem": "x", "answer": {"value": True}, "pictures": {"a.png": "0" * 64}}
    assert read_bank(json.dumps([item]).encode(), "x.json").questions[0].pictures == ()


def test_gift_says_that_it_leaves_the_english_out() -> None:
    question = Question("q", "judge", "x", JudgeAnswer(True), translations=(Translation("en", "x"),))
    assert "英文" in write_losses([question], "gift")[0].message
