"""Trying a question shows what an answer earns under each scheme."""

from __future__ import annotations

import pytest

from examapp.domain.questions import BlankAnswer, Question
from examapp.services.try_question import try_question
from tests import factories

MULTIPLE = factories.make_question(1, "multiple", points=200)
BLANK = Question(qid="b", qtype="blank", stem="__和__", answer=BlankAnswer((("氩",), ("氦", "He"))))


@pytest.mark.parametrize(
    ("question", "given", "marks"),
    [
        (MULTIPLE, ["A", "C"], {"exact": 200, "half_for_subset": 200, "per_option": 200}),
        (MULTIPLE, ["A"], {"exact": 0, "half_for_subset": 100, "per_option": 100}),
        (MULTIPLE, ["A", "B"], {"exact": 0, "half_for_subset": 0, "per_option": 0}),
        (MULTIPLE, [], {"exact": 0, "half_for_subset": 0, "per_option": 0}),
        (BLANK, ["氩", "氧"], {"exact": 0, "half_for_subset": 0, "per_option": 50}),
    ],
)
def test_an_answer_is_graded_under_every_scheme(
    question: Question, given: list[str], marks: dict[str, int]
) -> None:
    tried = try_question(question, given)
    assert dict(tried.marks) == marks
    assert tried.is_right == (marks["exact"] > 0)


def test_answer_and_key_are_told_in_words() -> None:
    tried = try_question(MULTIPLE, ["C", "B"])
    assert (tried.given, tried.key) == ("B,C", "A,C")


def test_an_answer_that_cannot_be_read_is_refused_in_a_sentence() -> None:
    tried = try_question(MULTIPLE, ["Z"])
    assert tried.refusal is not None
    assert tried.marks == ()
