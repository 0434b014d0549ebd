from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.question_types.numeric import TYPE, NotANumber, WrongUnit, number_from
from examapp.domain.questions import NumericAnswer, NumericRange, Question


def question_with(*ranges: tuple[str, str]) -> Question:
    accepted = tuple(NumericRange(Decimal(low), Decimal(high)) for low, high in ranges)
    return Question("Q1", "numeric", "题干", NumericAnswer(accepted))


WITH_UNIT = NumericAnswer((NumericRange(Decimal("4.9"), Decimal("5.1")),), "mm")
ABOUT_TEN = question_with(("9.9", "10.1"), ("-1", "-1"))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12.5", "12.5"),
        ("１２．５", "12.5"),
        ("−3", "-3"),
        ("–3", "-3"),
        ("—3", "-3"),
        ("12。5", "12.5"),
        ("－3", "-3"),
        ("+3", "3"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
        ("1,234,567.8", "1234567.8"),
        ("12，345", "12345"),
        ("1.5e3", "1500"),
        ("２Ｅ－２", "0.02"),
        ("1e99", "1e99"),
        ("　8 ", "8"),
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str, number: str) -> None:
    assert number_from(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        *["1,5", "1,23,456", ",123", "1234,567", "1,234,", "1.5,000", "1e100", "1e999999999", "1e", "e5"],
        *[
            "--1",
            "1-2",
            "10mm",
            "50%",
            "1 000",
            "NaN",
            "Infinity",
            "十",
            "10²",
            "٣",
            "½",
            ".",
            "-",
            "0x10",
            "1_0",
        ],
    ],
)
def test_what_is_no_clear_number_is_refused(typed: str) -> None:
    with pytest.raises(NotANumber):
        number_from(typed)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6))
def test_every_number_is_read_exactly_with_and_without_separators(number: Decimal) -> None:
    assert number_from(f"{number:f}") == number
    assert number_from(f"{number:,f}") == number


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("9.9", 100),
        ("10.1", 100),
        ("1e1", 100),
        ("-1.0", 100),
        ("9.8999999999999999999999999999999999", 0),
        ("10.1000000000000000000000000000000001", 0),
        ("1", 0),
    ],
)
def test_ranges_are_closed_and_exact(typed: str, mark: int) -> None:
    assert TYPE.grade(ABOUT_TEN, TYPE.parse(typed, ABOUT_TEN, ()), 100, "per_option") == mark


def test_two_numbers_are_refused() -> None:
    with pytest.raises(NotANumber):
        TYPE.parse(["1", "2"], ABOUT_TEN, ())


def test_numbers_and_ranges_are_shown_written_out() -> None:
    assert TYPE.response_to_text(ABOUT_TEN, Decimal("1.5E+3"), ()) == "1500"
    assert TYPE.key_to_text(ABOUT_TEN, ()) == "9.9~10.1;-1"


@pytest.mark.parametrize("text", ["5", "5mm", "5 mm", "５ｍｍ", "5MM", "+5.0 mm ", "5,000.0e-3mm"])
def test_the_unit_of_the_key_may_follow_the_number(text: str) -> None:
    question = replace(question_with(("4.9", "5.1")), answer=WITH_UNIT)
    assert TYPE.grade(question, TYPE.parse(text, question, ()), 100, "exact") == 100


@pytest.mark.parametrize("text", ["5cm", "mm", "5 mmm", "mm5", "5 m m x", "五mm"])
def test_another_unit_is_refused_and_the_right_one_named(text: str) -> None:
    question = replace(question_with(("4.9", "5.1")), answer=WITH_UNIT)
    with pytest.raises(WrongUnit, match="单位是 mm"):
        TYPE.parse(text, question, ())


def test_a_unit_like_the_exponent_sign_is_told_from_it() -> None:
    question = replace(question_with(("5", "5")), answer=NumericAnswer(WITH_UNIT.ranges, "e"))
    assert TYPE.parse("5e", question, ()) == 5


def test_the_key_is_shown_with_its_unit() -> None:
    question = replace(question_with(("4.9", "5.1")), answer=WITH_UNIT)
    assert TYPE.key_to_text(question, ()) == "4.9~5.1 mm"
