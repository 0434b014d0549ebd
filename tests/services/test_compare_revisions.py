"""What a revision changed, field by field and word by word."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    NumericRange,
    Option,
    PartsAnswer,
    Question,
    Translation,
)
from examapp.domain.word_changes import Piece
from examapp.services.compare_revisions import changes_between
from tests import factories
from tests.bank_formats.questions_made_up import questions

BEFORE = factories.make_question(1, stem="氩弧焊用氧气保护")


def labels(before: Question | None, after: Question) -> list[tuple[str, str]]:
    """The fields named as changed."""
    return [(change.label, change.detail) for change in changes_between(before, after)]


@given(questions())
def test_the_same_question_has_no_changes(question: Question) -> None:
    assert changes_between(question, question) == ()


@given(questions(), questions())
def test_two_questions_that_differ_show_it(one: Question, other: Question) -> None:
    other = replace(other, event=one.event)
    assert (changes_between(one, other) == ()) == (one == other)


def test_each_changed_field_is_named_with_its_words() -> None:
    options = (*BEFORE.options[:2], Option("C", "别的"), BEFORE.options[3])
    after = replace(
        BEFORE, stem="氩弧焊用氩气保护", options=options, answer=ChoiceAnswer(frozenset("C")), status="draft"
    )
    found = changes_between(BEFORE, after)
    assert [(change.label, change.detail) for change in found] == [
        ("题干", ""),
        ("选项", "C"),
        ("正确答案", ""),
        ("状态", ""),
    ]
    assert Piece("gone", "氧") in found[0].pieces
    assert found[3].pieces == (Piece("gone", "启用"), Piece("new", "草稿"))


def test_a_first_revision_shows_all_it_says() -> None:
    assert ("题干", "") in labels(None, BEFORE)
    assert all(piece.kind == "new" for change in changes_between(None, BEFORE) for piece in change.pieces)


def test_what_went_is_named_too() -> None:
    english = Translation("en", "What gas?", (("A", "Argon"),), "")
    assert ("题干(英文)", "") in labels(replace(BEFORE, translations=(english,)), BEFORE)
    assert ("选项", "D") in labels(BEFORE, replace(BEFORE, options=BEFORE.options[:3]))


SCENARIO = Question(
    qid="s",
    qtype="scenario",
    stem="材料",
    answer=PartsAnswer(),
    parts=(
        Question("1", "numeric", "小题一", NumericAnswer((NumericRange(Decimal(1), Decimal(2)),), "mm")),
        Question("2", "judge", "小题二", JudgeAnswer(True), points=100),
    ),
)


@pytest.mark.parametrize(
    ("part", "change", "expected"),
    [
        (0, {"stem": "改过"}, ("题干", "(1)")),
        (0, {"answer": NumericAnswer((NumericRange(Decimal(1), Decimal(2)),), "cm")}, ("正确答案", "(1)")),
        (1, {"answer": JudgeAnswer(False)}, ("正确答案", "(2)")),
        (1, {"points": 200}, ("分值", "(2)")),
    ],
)
def test_a_change_in_a_part_names_the_part(
    part: int, change: dict[str, object], expected: tuple[str, str]
) -> None:
    parts = list(SCENARIO.parts)
    parts[part] = replace(parts[part], **change)  # type: ignore[arg-type]
    assert labels(SCENARIO, replace(SCENARIO, parts=tuple(parts))) == [expected]


def test_a_changed_pair_and_a_changed_order_of_blanks_show() -> None:
    matching = Question(
        qid="m",
        qtype="matching",
        stem="配对",
        answer=MatchingAnswer((("1", "A"), ("2", "B"))),
        options=(Option("A", "甲"), Option("B", "乙")),
        prompts=(Option("1", "一"), Option("2", "二")),
    )
    assert labels(matching, replace(matching, answer=MatchingAnswer((("1", "B"), ("2", "A"))))) == [
        ("正确答案", "")
    ]
    assert labels(matching, replace(matching, prompts=(Option("1", "一"), Option("2", "贰")))) == [
        ("匹配项", "2")
    ]
    blank = Question("b", "blank", "__和__", BlankAnswer((("氩",), ("氦",))))
    assert labels(blank, replace(blank, answer=BlankAnswer((("氩",), ("氦",)), ordered=False))) == [
        ("填空顺序", "")
    ]
