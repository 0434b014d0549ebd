"""Personal numbers are shown only in part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.masking import SHOWN_OF_ID, SHOWN_OF_MOBILE, masked


@pytest.mark.parametrize(
    ("number", "shown", "seen"),
    [
        ("13812345678", SHOWN_OF_MOBILE, "138****5678"),
        ("220102199001011234", SHOWN_OF_ID, "220*************34"),
        ("E1234567", SHOWN_OF_ID, "E12***67"),
        ("123456", SHOWN_OF_ID, "******"),
        ("", SHOWN_OF_ID, ""),
    ],
)
def test_head_and_tail_are_shown_and_the_rest_is_stars(
    number: str, shown: tuple[int, int], seen: str
) -> None:
    assert masked(number, shown) == seen


@given(st.text("0123456789X", max_size=30), st.sampled_from([SHOWN_OF_ID, SHOWN_OF_MOBILE]))
def test_the_length_is_kept_and_something_is_always_hidden(number: str, shown: tuple[int, int]) -> None:
    seen = masked(number, shown)
    assert len(seen) == len(number)
    assert not number or seen.count("*") >= min(len(number), 2)
