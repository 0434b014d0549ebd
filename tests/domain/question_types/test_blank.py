from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.question_types.base import UnreadableText
from examapp.domain.question_types.blank import TYPE, WrongNumberOfBlanks, normalised
from examapp.domain.questions import BlankAnswer, Question
from examapp.domain.rules import PartialCredit


def question_with(*blanks: tuple[str, ...], ordered: bool = True) -> Question:
    return Question("Q1", "blank", "____与____", BlankAnswer(blanks, ordered))


def marks(question: Question, *texts: str, scheme: PartialCredit = "exact", points: int = 100) -> int:
    return TYPE.grade(question, texts, points, scheme)


TWO = question_with(("红", "红色"), ("蓝",))
TWO_IN_ANY_ORDER = question_with(("红", "红色"), ("蓝",), ordered=False)
SEVERAL = st.lists(st.lists(st.sampled_from("abcd"), max_size=3).map(tuple), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("ＰＭ２．５", "PM2.5"),
        ("pm 2.5", "PM2.5"),
        ("  PM2.5\t", "PM2.5"),
        ("ＰＭ　2.5", "pm2.5"),
        ("PM\u200b2.5", "PM2.5"),
        ("数控 机床", "数控机床"),
        ("（氩弧焊）", "(氩弧焊)"),
        ("STRASSE", "straße"),
        ("Ϊ\u0301", "ΐ"),  # upper case out of two characters, lower case out of one
    ],
)
def test_width_case_and_spaces_do_not_count(typed: str, accepted: str) -> None:
    assert marks(question_with((accepted,)), typed) == 100


@pytest.mark.parametrize("typed", ["PM2.50", "PM10", "PM2,5", "PM"])
def test_another_text_is_wrong(typed: str) -> None:
    assert marks(question_with(("PM2.5",)), typed) == 0


@given(st.text(alphabet=[chr(code) for code in range(0x21, 0x7F)], max_size=20))
def test_full_width_and_upper_case_never_change_a_text(text: str) -> None:
    full_width = "".join(chr(ord(character) + 0xFEE0) for character in text)
    assert normalised(full_width) == normalised(text.upper()) == normalised(text)


@pytest.mark.parametrize(
    ("texts", "exact", "half", "per_blank"),
    [
        (("红", "蓝"), 100, 100, 100),
        (("红色", "蓝"), 100, 100, 100),
        (("红", "绿"), 0, 0, 50),
        (("", "蓝"), 0, 0, 50),
        (("蓝", "红"), 0, 0, 0),
        (("绿", "绿"), 0, 0, 0),
    ],
)
def test_each_scheme_gives_its_marks_in_order(
    texts: tuple[str, ...], exact: int, half: int, per_blank: int
) -> None:
    assert marks(TWO, *texts, scheme="exact") == exact
    assert marks(TWO, *texts, scheme="half_for_subset") == half
    assert marks(TWO, *texts, scheme="per_option") == per_blank


@pytest.mark.parametrize(
    ("texts", "exact", "per_blank"),
    [(("蓝", "红色"), 100, 100), (("红", "蓝"), 100, 100), (("红", "红色"), 0, 50), (("蓝", "蓝"), 0, 50)],
)
def test_in_any_order_each_blank_is_filled_once(texts: tuple[str, ...], exact: int, per_blank: int) -> None:
    assert marks(TWO_IN_ANY_ORDER, *texts, scheme="exact") == exact
    assert marks(TWO_IN_ANY_ORDER, *texts, scheme="per_option") == per_blank


@pytest.mark.parametrize(("points", "one", "two"), [(100, 33, 66), (200, 66, 133)])
def test_a_third_of_the_points_is_rounded_down_once_at_the_end(points: int, one: int, two: int) -> None:
    question = question_with(("a",), ("b",), ("c",))
    assert marks(question, "a", "x", "x", scheme="per_option", points=points) == one
    assert marks(question, "a", "b", "x", scheme="per_option", points=points) == two


def test_a_text_that_fits_two_blanks_makes_room_for_one_that_fits_one_of_them() -> None:
    question = question_with(("红", "蓝"), ("红",), ordered=False)
    assert marks(question, "红", "蓝") == 100
    assert marks(question, "蓝", "红") == 100


@given(SEVERAL, st.data())
def test_any_order_finds_as_many_right_blanks_as_the_best_arrangement(
    blanks: list[tuple[str, ...]], data: st.DataObject
) -> None:
    texts = data.draw(st.permutations("abcd"))[: len(blanks)]
    best = max(
        sum(text in accepted for text, accepted in zip(arranged, blanks, strict=True))
        for arranged in permutations(texts)
    )
    points = 100 * len(blanks)
    question = question_with(*blanks, ordered=False)
    assert marks(question, *texts, scheme="per_option", points=points) == 100 * best


ANY_TWO = question_with(("甲", "乙", "丙"), ("甲", "乙", "丙"), ordered=False)
THE_SAME_TWICE = question_with(("安全",), ("安全",), ordered=False)


@pytest.mark.parametrize(
    ("question", "texts", "mark"),
    [(ANY_TWO, ("丙", "甲"), 100), (ANY_TWO, ("甲", "甲"), 50), (THE_SAME_TWICE, ("安全", "安全"), 100)],
)
def test_naming_one_thing_twice_counts_twice_only_if_the_key_asks_for_it(
    question: Question, texts: tuple[str, ...], mark: int
) -> None:
    assert marks(question, *texts, scheme="per_option") == mark


def test_an_empty_alternative_gives_nothing_for_an_empty_blank() -> None:
    assert marks(question_with(("红",), ("", " ")), "红", "", scheme="per_option") == 50


def test_texts_are_kept_as_typed_and_stripped() -> None:
    assert TYPE.parse([" Ａ b ", ""], TWO, ()) == ("Ａ b", "")


def test_one_blank_may_come_as_a_bare_string() -> None:
    assert TYPE.parse("红", question_with(("红",)), ()) == ("红",)


@pytest.mark.parametrize("character", ["\0", "\x1b", "\ud800"])
def test_a_character_that_no_database_keeps_is_refused(character: str) -> None:
    with pytest.raises(UnreadableText):
        TYPE.parse(["红", f"蓝{character}"], TWO, ())


@pytest.mark.parametrize("raw", ["红", ["红"], ["红", "蓝", ""]])
def test_another_number_of_texts_than_blanks_is_refused(raw: object) -> None:
    with pytest.raises(WrongNumberOfBlanks):
        TYPE.parse(raw, TWO, ())


def test_blanks_and_alternatives_are_shown_as_in_the_workbook() -> None:
    assert TYPE.response_to_text(TWO, ("红", ""), ()) == "红|"
    assert TYPE.key_to_text(TWO, ()) == "红;红色|蓝"
