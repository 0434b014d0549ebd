"""Reading what was written gives back every question that the format can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings

from examapp.bank_formats.answer_texts import blanks_of, blanks_to_text
from examapp.bank_formats.pinned_options import pinned_ids
from examapp.bank_formats.registry import read_bank, write_bank, write_losses
from examapp.domain.questions import BlankAnswer, ChoiceAnswer, JudgeAnswer, NumericAnswer, Option, Question
from tests.bank_formats.questions_made_up import LETTERS, PLAIN_TYPES, banks, questions


def assert_same(bank: Sequence[Question], name: str) -> None:
    report = read_bank(write_bank(bank, name), "", name)
    assert [problem.message for problem in report.errors] == []
    assert list(report.questions) == list(bank)


@given(banks())
def test_json_holds_everything(bank: list[Question]) -> None:
    assert not write_losses(bank, "json")
    assert_same(bank, "json")


@settings(max_examples=60)
@given(banks())
def test_a_workbook_holds_everything(bank: list[Question]) -> None:
    assert not write_losses(bank, "xlsx")
    assert_same(bank, "xlsx")


@given(banks())
def test_csv_holds_everything(bank: list[Question]) -> None:
    assert_same(bank, "csv")


@given(questions())
def test_gift_holds_all_that_it_does_not_name_as_lost(question: Question) -> None:
    losses = write_losses([question], "gift")
    if not losses:
        assert_same([question], "gift")


def bare(question: Question) -> Question:
    """Return the question without what GIFT has no place for."""
    lettered = [(letter, option.text) for letter, option in zip(LETTERS, question.options, strict=False)]
    kept = pinned_ids(lettered)
    options = tuple(Option(letter, text, letter in kept) for letter, text in lettered)
    answer = question.answer
    if isinstance(answer, ChoiceAnswer):
        new_ids = dict(zip((option.id for option in question.options), LETTERS, strict=False))
        answer = ChoiceAnswer(frozenset(new_ids[key] for key in answer.keys))
    if isinstance(answer, NumericAnswer):
        answer = NumericAnswer(answer.ranges)
    if isinstance(answer, BlankAnswer):
        answer = BlankAnswer((tuple(dict.fromkeys(answer.blanks[0])),))
    kept = Question(question.qid, question.qtype, question.stem, answer, options, question.explanation)
    tags = tuple(tag for tag in question.tags if "]" not in tag)
    return replace(kept, topic=question.topic, tags=tags)


@given(questions(types=PLAIN_TYPES).map(bare))
def test_gift_holds_bare_questions(question: Question) -> None:
    losses = {problem.code for problem in write_losses([question], "gift")}
    assert losses <= {"question_not_written", "field_not_written"}
    if not losses:
        assert_same([question], "gift")


def test_gift_names_what_it_leaves_out() -> None:
    question = Question("q1", "judge", "水是湿的。", JudgeAnswer(True), difficulty=3, pool="secret")
    messages = [problem.message for problem in write_losses([question], "gift")]
    assert len(messages) == 2
    assert all("q1" in message for message in messages)


def test_gift_leaves_out_questions_with_several_blanks_and_says_so() -> None:
    question = Question("q1", "blank", "____和____", BlankAnswer((("甲",), ("乙",))))
    assert [problem.code for problem in write_losses([question], "gift")] == ["question_not_written"]
    assert not read_bank(write_bank([question], "gift"), "", "gift").questions


@given(questions())
def test_blanks_written_as_text_are_read_back(question: Question) -> None:
    if isinstance(question.answer, BlankAnswer):
        assert blanks_of(blanks_to_text(question.answer)) == question.answer.blanks


@pytest.mark.parametrize("name", ["json", "xlsx", "csv", "gift"])
def test_an_empty_bank_can_be_written(name: str) -> None:
    report = read_bank(write_bank([], name), f"bank.{name}", name)
    assert [problem.code for problem in report.problems] == ["no_questions"]


def test_csv_starts_no_formula() -> None:
    question = Question("=1+1", "judge", '=HYPERLINK("x")', JudgeAnswer(True), explanation="+x")
    text = write_bank([question], "csv").decode("utf-8-sig")
    assert ",=" not in text
    assert "\n=" not in text
    assert ",+" not in text
    assert_same([question], "csv")


@pytest.mark.parametrize("text", ["\\", "a\\\\", "|", "\\;", "C:\\temp", "；"])
def test_backslashes_and_separators_inside_a_blank_survive(text: str) -> None:
    for blanks in (((text,),), ((text, "甲"), (text,))):
        assert blanks_of(blanks_to_text(BlankAnswer(blanks))) == blanks
