from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from examapp.domain.questions import (
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    NumericRange,
    Option,
    OrderAnswer,
    PartsAnswer,
    Question,
    Translation,
    answer_from_json,
    question_from_json,
    question_to_json,
)

OPTIONS = (Option("A", "甲"), Option("B", "乙", pinned=True))
PART = Question("1", "single", "小题", ChoiceAnswer(frozenset("A")), OPTIONS, points=2)
MATCHING = Question(
    "Q1",
    "matching",
    "配对",
    MatchingAnswer((("1", "B"), ("2", "A"))),
    OPTIONS,
    prompts=(Option("1", "左一"), Option("2", "左二")),
    translations=(
        Translation("en", "Match", (("A", "a"), ("B", "b")), prompts=(("1", "left one"), ("2", "left two"))),
    ),
)
SCENARIO = Question(
    "Q2",
    "scenario",
    "材料",
    PartsAnswer(),
    parts=(
        replace(PART, translations=(Translation("en", "Part", (("A", "a"), ("B", "b"))),)),
        Question("2", "judge", "对吗", JudgeAnswer(value=False), translations=(Translation("en", "Right?"),)),
    ),
    translations=(Translation("en", "Text"),),
)
MORE = (
    MATCHING,
    SCENARIO,
    Question("Q3", "ordering", "排序", OrderAnswer(("B", "A")), OPTIONS),
    Question("Q4", "numeric", "多长", NumericAnswer((NumericRange(Decimal(1), Decimal(2)),), "mm")),
)


@pytest.mark.parametrize("question", MORE)
def test_json_holds_every_kind_of_question(question: Question) -> None:
    assert question_from_json(question_to_json(question)) == question


def test_what_older_questions_had_no_word_for_is_not_in_their_json() -> None:
    keys = question_to_json(PART).keys()
    assert not keys & {"translations", "pictures", "prompts", "parts"}
    assert question_to_json(replace(MORE[3], answer=NumericAnswer(()))).get("answer") == {"ranges": []}


def test_parts_have_no_fields_of_a_bank() -> None:
    part = question_to_json(SCENARIO)["parts"][1]
    assert set(part) == {"qid", "qtype", "stem", "options", "answer", "explanation", "points", "translations"}


def test_papers_name_the_options_of_parts_with_their_part() -> None:
    assert MATCHING.option_ids == ("A", "B")
    assert SCENARIO.option_ids == ("1.A", "1.B")
    assert SCENARIO.pinned_ids == {"1.B"}


@pytest.mark.parametrize("question", [MATCHING, SCENARIO])
def test_a_question_is_translated_when_every_text_is(question: Question) -> None:
    assert question.is_translated("en")
    assert not replace(question, translations=()).is_translated("en")


def test_a_prompt_or_a_part_without_english_leaves_the_question_in_chinese() -> None:
    english = MATCHING.translations[0]
    half = replace(english, prompts=english.prompts[:1])
    assert not replace(MATCHING, translations=(half,)).is_translated("en")
    second = replace(SCENARIO.parts[1], translations=())
    assert not replace(SCENARIO, parts=(SCENARIO.parts[0], second)).is_translated("en")


def test_a_gap_that_shows_no_words_needs_no_english() -> None:
    gap = Question("1", "numeric", "", MORE[3].answer)
    cloze = Question("Q5", "cloze", "长[[1]]", PartsAnswer(), parts=(gap,))
    assert replace(cloze, translations=(Translation("en", "[[1]] long"),)).is_translated("en")


@pytest.mark.parametrize("data", [{"value": 1}, {"parts": "yes"}, {"parts": False}, {}])
def test_an_answer_of_no_kind_is_refused(data: dict[str, object]) -> None:
    with pytest.raises((KeyError, ValueError)):
        answer_from_json(data)
