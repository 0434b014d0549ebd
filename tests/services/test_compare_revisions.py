"""What a revision changed, field by field and word by word."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from examapp.domain.questions import ChoiceAnswer, Option, Question, Translation
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
