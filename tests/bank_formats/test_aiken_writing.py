"""Aiken holds single choices and nothing else; all it leaves out is named."""

from __future__ import annotations

from hypothesis import given, settings

from examapp.bank_formats.cleaning import one_line
from examapp.bank_formats.registry import read_bank, write_bank, write_losses
from examapp.domain.questions import ChoiceAnswer, JudgeAnswer, Option, Question
from tests.bank_formats.questions_made_up import questions

QUESTION = Question(
    "auto-x", "single", "哪一个？", ChoiceAnswer(frozenset("B")), (Option("A", "甲"), Option("B", "乙"))
)


def test_a_single_choice_is_three_kinds_of_lines() -> None:
    assert (
        write_bank([QUESTION, QUESTION], "aiken").decode()
        == "哪一个？\nA) 甲\nB) 乙\nANSWER: B\n\n哪一个？\nA) 甲\nB) 乙\nANSWER: B\n"
    )


def test_other_types_are_left_out_by_name() -> None:
    bank = [Question("q1", "judge", "对", JudgeAnswer(True)), QUESTION]
    assert ("q1", "question_not_written") in [
        (p.parameters["qid"], p.code) for p in write_losses(bank, "aiken")
    ]
    assert len(read_bank(write_bank(bank, "aiken"), "x.txt").questions) == 1


@settings(deadline=None)
@given(questions(types=("single",)))
def test_what_is_written_asks_the_same(question: Question) -> None:
    report = read_bank(write_bank([question], "aiken"), "x.txt", "aiken")
    if any(problem.code == "question_not_written" for problem in write_losses([question], "aiken")):
        assert not report.questions
        return
    (again,) = report.questions
    assert [option.text for option in again.options] == [one_line(option.text) for option in question.options]
    right = {option.text for option in again.options if option.id in again.answer.keys}  # type: ignore[union-attr]
    assert right == {one_line(o.text) for o in question.options if o.id in question.answer.keys}  # type: ignore[union-attr]
