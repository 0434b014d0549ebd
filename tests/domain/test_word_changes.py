"""Two versions of a text are told apart word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.word_changes import Piece, word_changes

TEXTS = st.text(alphabet="焊接气体ab12. \n,，", max_size=60)


@given(TEXTS, TEXTS)
def test_both_versions_can_be_read_off_the_pieces(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


@given(TEXTS)
def test_a_text_that_stayed_has_no_changes(text: str) -> None:
    assert {piece.kind for piece in word_changes(text, text)} <= {"same"}


def test_one_changed_character_is_one_change() -> None:
    assert word_changes("氩弧焊用氧气保护", "氩弧焊用氩气保护") == (
        Piece("same", "氩弧焊用"),
        Piece("gone", "氧"),
        Piece("new", "氩"),
        Piece("same", "气保护"),
    )


def test_numbers_and_latin_words_change_whole() -> None:
    assert word_changes("约 12.5 MPa", "约 12.8 MPa") == (
        Piece("same", "约 "),
        Piece("gone", "12.5"),
        Piece("new", "12.8"),
        Piece("same", " MPa"),
    )


def test_texts_too_long_for_words_are_told_apart_line_by_line() -> None:
    lines = [f"第{number}行的内容\n" for number in range(2000)]
    changed = [*lines[:7], "改过的一行\n", *lines[8:]]
    gone = [piece.text for piece in word_changes("".join(lines), "".join(changed)) if piece.kind == "gone"]
    assert gone == ["第7行的内容\n"]
