"""Parts for the tests of the composite types: one of each kind."""

from __future__ import annotations

from decimal import Decimal

from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    NumericAnswer,
    NumericRange,
    Option,
    PartsAnswer,
    Question,
)

OPTIONS = tuple(Option(letter, f"选项{letter}") for letter in "ABC")
SHOWN = ("1.B", "1.C", "1.A", "2.C", "2.B", "2.A")
LENGTH = NumericAnswer((NumericRange(Decimal("4.9"), Decimal("5.1")),), "mm")

PARTS = (
    Question("1", "single", "选一个。", ChoiceAnswer(frozenset("A")), OPTIONS),
    Question("2", "multiple", "选几个。", ChoiceAnswer(frozenset("AB")), OPTIONS),
    Question("3", "judge", "对吗？", JudgeAnswer(value=True)),
    Question("4", "blank", "填两个。", BlankAnswer((("接地",), ("绝缘", "隔离")))),
    Question("5", "numeric", "多长？", LENGTH),
)
RIGHT = ["C", "BC", "T", "接地", "隔离", "5 mm"]


def scenario(*parts: Question) -> Question:
    """A scenario of the parts, by default one of each kind."""
    return Question("Q1", "scenario", "材料", PartsAnswer(), parts=parts or PARTS)
