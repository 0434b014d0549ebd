"""Texts made safe, numbers kept exact, names of sheets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from examapp.list_formats.cells import harmless, harmless_cell, points, sheet_names


@given(st.sampled_from("=+-@\t\r"), st.text())
def test_what_starts_like_a_formula_never_does_after(start: str, rest: str) -> None:
    assert harmless(start + rest) == f"'{start}{rest}"


@given(st.text().filter(lambda text: not text.startswith(tuple("=+-@\t\r"))))
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_numbers_stay_numbers() -> None:
    assert harmless_cell(-3) == -3


@given(st.integers(0, 10**6))
def test_points_are_exact(centipoints: int) -> None:
    assert points(centipoints) * 100 == centipoints


@given(st.lists(st.text(), max_size=5))
def test_names_of_sheets_are_valid_and_differ(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_long_names_that_begin_alike_are_numbered() -> None:
    assert sheet_names(["焊" * 40, "焊" * 40]) == ["焊" * 31, "焊" * 27 + " (2)"]
