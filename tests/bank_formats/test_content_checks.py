"""What is said of a question's formulas and code."""

from __future__ import annotations

import pytest

from examapp.bank_formats.registry import read_bank
from tests.bank_formats.workbooks import one_row


@pytest.mark.parametrize("column", ["题干", "选项A", "解析", "题干(英文)"])
def test_a_formula_that_cannot_be_read_is_named(column: str) -> None:
    report = read_bank(one_row(**{column: "见 $\\frac{x$"}), "x.xlsx")
    assert "unreadable_formula" in [problem.code for problem in report.problems]
    assert len(report.questions) == 1


def test_a_sound_formula_is_passed_over() -> None:
    assert read_bank(one_row(题干="由 $\\frac{x}{2}$ 知"), "x.xlsx").problems == ()


def test_web_code_is_named_unless_it_is_marked_as_code() -> None:
    assert [problem.code for problem in read_bank(one_row(题干="换行用<br>"), "x.xlsx").problems] == [
        "markup"
    ]
    assert read_bank(one_row(题干="换行用 `<br>` 标签"), "x.xlsx").problems == ()
