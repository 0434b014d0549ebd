"""Tables for a terminal."""

from __future__ import annotations

from examapp.cli.text_table import text_table


def test_a_chinese_character_is_as_wide_as_two_letters() -> None:
    assert text_table(("排名", "x"), [("1", "甲"), ("100", "b")]) == "排名  x\n1     甲\n100   b"


def test_a_table_without_rows_is_its_headings() -> None:
    assert text_table(("a", "b"), []) == "a  b"
