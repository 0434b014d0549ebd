from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.identity_numbers import check_character, is_id_number, is_mobile

birthdays = st.dates().map(lambda day: f"{day:%Y%m%d}".zfill(8))
id_numbers = st.builds(
    lambda area, day, serial: (first := f"{area:06d}{day}{serial:03d}") + check_character(first),
    st.integers(0, 999_999),
    birthdays,
    st.integers(0, 999),
)


def test_the_standards_own_example_is_valid() -> None:
    assert is_id_number("11010519491231002X")


@given(id_numbers)
def test_a_number_with_its_check_character_is_valid(number: str) -> None:
    assert is_id_number(number)


@given(id_numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: str, place: int, shift: int) -> None:
    wrong = str((int(number[place]) + shift) % 10)
    assert not is_id_number(number[:place] + wrong + number[place + 1 :])


@pytest.mark.parametrize(
    "text", ["", "110105491231002", "11010519491231002x", "1101051949123100２X", "11010519491231002XX"]
)
def test_other_shapes_are_no_id_numbers(text: str) -> None:
    assert not is_id_number(text)


def test_a_birthday_that_never_was_is_refused() -> None:
    first = "99999919900230001"
    assert not is_id_number(first + check_character(first))


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("13800000000", True),
        ("19912345678", True),
        ("12800000000", False),
        ("1380000000", False),
        ("138000000001", False),
    ],
)
def test_a_mobile_number_is_one_then_three_to_nine_then_nine_digits(text: str, valid: bool) -> None:
    assert is_mobile(text) is valid
