"""A question that is opened in the editor and saved untouched is the same question."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.drafting import question_of
from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.questions import BlankAnswer, ChoiceAnswer, Option, Question
from examapp.web.coordinator.editor_rows import option_rows
from examapp.web.coordinator.question_editors import EDITORS
from examapp.web.coordinator.typed_questions import draft_of, typed_of
from tests.bank_formats.questions_made_up import questions

CHOICE = Question(
    qid="q1",
    qtype="single",
    stem="选一个",
    options=(Option("A", "一"), Option("B", "以上都对")),
    answer=ChoiceAnswer(frozenset("A")),
)


def reopened(question: Question, *, is_new: bool = False) -> Question | None:
    """What the form makes of the question."""
    return question_of(draft_of(typed_of(question), is_new=is_new), ProblemList())


@given(questions())
def test_saving_what_was_opened_changes_nothing(question: Question) -> None:
    question = replace(on_one_line(question), status="active")
    assert reopened(question) == reopened(reopened(question) or question)
    if question_of_its_own_words(question):
        assert reopened(question) == question


def on_one_line(question: Question) -> Question:
    """The question with blanks and English options as a form's fields hold them."""
    if isinstance(question.answer, BlankAnswer):
        blanks = tuple(tuple(text.replace("\n", " ") for text in blank) for blank in question.answer.blanks)
        question = replace(question, answer=replace(question.answer, blanks=blanks))
    return replace(question, parts=tuple(map(on_one_line, question.parts)))


def question_of_its_own_words(question: Question) -> bool:
    """Whether the stem gives no answer away and no option begins with its own letter, which reading mends."""
    found = reopened(question)
    return found is not None and all(
        (mine.stem, mine.translations) == (theirs.stem, theirs.translations)
        for mine, theirs in zip((found, *found.parts), (question, *question.parts), strict=True)
    )


def test_every_type_has_an_editor() -> None:
    assert set(EDITORS) == set(QUESTION_TYPES)


def test_options_without_letters_get_some() -> None:
    named = replace(
        CHOICE,
        options=(Option("x1", "一"), Option("x2", "二")),
        answer=ChoiceAnswer(frozenset(["x2"])),
    )
    found = reopened(named)
    assert found is not None
    assert found.answer == ChoiceAnswer(frozenset("B"))


def test_an_option_that_speaks_of_the_others_is_pinned_in_a_new_question_only() -> None:
    new, old = reopened(CHOICE, is_new=True), reopened(CHOICE)
    assert new is not None
    assert old is not None
    assert [option.pinned for option in new.options] == [False, True]
    assert [option.pinned for option in old.options] == [False, False]


def test_there_is_always_room_for_another_option() -> None:
    assert option_rows(typed_of(CHOICE)) == ("A", "B", "C", "D")
    many = replace(CHOICE, options=tuple(Option(letter, letter) for letter in "ABCDE"))
    assert option_rows(typed_of(many)) == tuple("ABCDEFG")
