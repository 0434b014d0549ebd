"""Formulas as MathML and as lines of text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examapp.markup.formulas import drawn_formula

PIECES = [
    *(
        r"\frac",
        r"\sqrt",
        r"\text{",
        r"\left(",
        r"\right)",
        r"\begin{cases}",
        r"\end{cases}",
        r"\vec",
        r"\sum",
    ),
    *(
        "{",
        "}",
        "^",
        "_",
        "&",
        r"\\",
        "[",
        "]",
        "x",
        "2",
        "+",
        "%",
        "#",
        "~",
        "'",
        " ",
        "中",
        "<",
        r"\unknown",
    ),
]


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        ("x^2", "x²"),
        (r"\frac{1}{2}", "1/2"),
        (r"\frac{a+b}{2c}", "(a+b)/(2c)"),
        (r"\frac{1}{2a}", "1/(2a)"),
        (r"\frac{U^2}{R_1}", "U²/R₁"),
        (r"\sqrt{3}UI", "√(3)UI"),
        (r"\sqrt[3]{x}", "³√(x)"),
        (r"10^{-3}", "10⁻³"),
        (r"x^{ab}", "x^(ab)"),
        ("H_2O", "H₂O"),
        ("v_{平均}", "v_(平均)"),
        (r"90^\circ", "90°"),
        (r"\sum_{i=1}^{n} i", "∑_(i = 1)ⁿi"),
        (r"P=UI\cos\varphi", "P = UIcos φ"),
        (r"\vec{F}", "F⃗"),
        (r"\text{功率}\le 5", "功率 ≤ 5"),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "([1, 2; 3, 4])"),
    ],
)
def test_a_line_says_what_the_formula_says(tex: str, line: str) -> None:
    drawn = drawn_formula(tex)
    assert drawn is not None
    assert drawn.text == line


@pytest.mark.parametrize(
    "tex", [r"\frac{", r"\undefined x", r"\ce{H2O}", "{" * 500, "^" * 900, r"\frac" * 180, r"\left("]
)
def test_what_cannot_be_drawn_is_none(tex: str) -> None:
    assert drawn_formula(tex) is None


def test_a_formula_in_a_sentence_can_be_broken_before_a_relation_and_one_that_stands_apart_cannot() -> None:
    parts = {display: drawn_formula(r"n=\frac{a}{b}=3", display=display) for display in (False, True)}
    assert [part.mathml.count("<math ") for part in parts.values() if part] == [3, 1]
    assert {part.text for part in parts.values() if part} == {"n = a/b = 3"}


def test_nothing_of_the_author_becomes_an_element_or_an_address() -> None:
    drawn = drawn_formula(r"\text{<script>}\href{javascript:alert(1)}{x}\class{a}{y}\style{b}{z}")
    assert drawn is not None
    assert "<script" not in drawn.mathml
    assert "href" not in drawn.mathml
    assert "class" not in drawn.mathml
    assert "style=" not in drawn.mathml


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_formula_is_answered_soon(tex: str) -> None:
    begun = time.process_time()
    drawn_formula(tex)
    assert time.process_time() - begun < 1
