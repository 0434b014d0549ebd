"""Texts in one line, for lists."""

from __future__ import annotations

import pytest

from examapp.markup.summaries import summary_of


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("普通题干____", "普通题干____"),
        ("两行\n题干", "两行 题干"),
        ("**不**是 `<b>` 的是 $x^2$", "不是 <b> 的是 x²"),
        ("坏公式 $\\frac{x$", "坏公式 $\\frac{x$"),
        ("看图\n![电路](a.png)\n选", "看图 〔电路〕 选"),
        ("![](a.png)", "〔a.png〕"),
        ("表\n|a|b|\n|-|-|\n|1|$y$|", "表 a b 1 y"),
    ],
)
def test_a_line_says_what_the_text_says(text: str, line: str) -> None:
    assert summary_of(text) == line
