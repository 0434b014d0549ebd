from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.question_types import QUESTION_TYPES, BadResponse
from examapp.domain.question_types.base import LONGEST_TEXT, MOST_TEXTS
from examapp.domain.questions import (
    COMPOSITE_QTYPES,
    Answer,
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    NumericRange,
    Option,
    OrderAnswer,
    PartsAnswer,
    Question,
)
from examapp.domain.rules import PartialCredit

OPTIONS = tuple(Option(letter, f"选项{letter}") for letter in "ABCD")
ORDER = ("C", "A", "D", "B")
PROMPTS = (Option("1", "左一"), Option("2", "左二"))
CHOICE = Question("1", "single", "", ChoiceAnswer(frozenset("A")), OPTIONS)
SEVERAL = Question("2", "multiple", "小题", ChoiceAnswer(frozenset("ACD")), OPTIONS)
WORDS = Question("3", "blank", "", BlankAnswer((("焊条",), ("气体保护",))))
PARTS = (CHOICE, SEVERAL, WORDS)
ANSWERS: dict[str, Answer] = {
    "single": ChoiceAnswer(frozenset("A")),
    "multiple": ChoiceAnswer(frozenset("ACD")),
    "judge": JudgeAnswer(True),
    "blank": BlankAnswer((("焊条", "电焊条"), ("气体保护",)), ordered=False),
    "numeric": NumericAnswer((NumericRange(Decimal("9.9"), Decimal("10.1")),)),
    "matching": MatchingAnswer((("1", "D"), ("2", "A"))),
    "ordering": OrderAnswer(("A", "B", "C", "D")),
    "cloze": PartsAnswer(),
    "scenario": PartsAnswer(),
}
RIGHT = {
    "single": ["B"],
    "multiple": ["A", "B", "C"],
    "judge": "T",
    "blank": ["气体保护", "焊条"],
    "numeric": "10",
    "matching": ["C", "B"],
    "ordering": ["3", "1", "4", "2"],
    "cloze": ["B", "ABC", "焊条", "气体保护"],
    "scenario": ["B", "CBA", "焊条", "气体保护"],
}
SCHEMES: tuple[PartialCredit, ...] = ("exact", "half_for_subset", "per_option")

texts = st.text(max_size=12) | st.sampled_from(
    ["A", "B", "AB", "1", "3", "T", "F", "焊条", "10", "1e999999999", "\ud800", "\0"]
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda values: st.lists(values, max_size=5) | st.dictionaries(texts, values, max_size=3),
    max_leaves=8,
)


def question_of(code: str) -> Question:
    prompts = PROMPTS if code == "matching" else ()
    parts = PARTS if code in COMPOSITE_QTYPES else ()
    own = OPTIONS if not parts else ()
    return Question("Q1", code, "题干", ANSWERS[code], options=own, prompts=prompts, parts=parts)


def order_of(code: str) -> tuple[str, ...]:
    if code not in COMPOSITE_QTYPES:
        return ORDER
    return tuple(f"{part}.{id_}" for part in "12" for id_ in ORDER)


def test_the_types_stand_in_the_order_of_the_paper() -> None:
    labels = {code: found.label for code, found in QUESTION_TYPES.items()}
    assert list(labels.items()) == [
        ("single", "单选题"),
        ("multiple", "多选题"),
        ("judge", "判断题"),
        ("blank", "填空题"),
        ("numeric", "数值题"),
        ("matching", "匹配题"),
        ("ordering", "排序题"),
        ("cloze", "完形填空题"),
        ("scenario", "材料题"),
    ]


@pytest.mark.parametrize("code", QUESTION_TYPES)
@given(raw=json_values)
def test_whatever_json_arrives_is_a_response_that_can_be_stored_or_a_bad_response(
    code: str, raw: object
) -> None:
    question_type, question = QUESTION_TYPES[code], question_of(code)
    with suppress(BadResponse):
        response = question_type.parse(raw, question, order_of(code))
        shown = "" if response is None else question_type.response_to_text(question, response, order_of(code))
        assert "\0" not in shown.encode().decode()


@pytest.mark.parametrize("code", QUESTION_TYPES)
@given(raw=json_values, points=st.integers(0, 1000), scheme=st.sampled_from(SCHEMES))
def test_no_response_earns_less_than_nothing_or_more_than_the_points(
    code: str, raw: object, points: int, scheme: PartialCredit
) -> None:
    try:
        response = QUESTION_TYPES[code].parse(raw, question_of(code), order_of(code))
    except BadResponse:
        return
    mark = QUESTION_TYPES[code].grade(question_of(code), response, points, scheme)
    assert 0 <= mark <= points
    assert isinstance(mark, int)


@pytest.mark.parametrize("code", QUESTION_TYPES)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("raw", [None, [], "", "  ", "　", [""], ["", "\t"]])
def test_a_blank_never_scores(code: str, scheme: PartialCredit, raw: object) -> None:
    question_type, question = QUESTION_TYPES[code], question_of(code)
    response = question_type.parse(raw, question, order_of(code))
    assert response is None
    assert question_type.grade(question, response, 100, scheme) == 0


@pytest.mark.parametrize("code", QUESTION_TYPES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_right_response_earns_all_points_under_every_scheme(code: str, scheme: PartialCredit) -> None:
    question_type, question = QUESTION_TYPES[code], question_of(code)
    response = question_type.parse(RIGHT[code], question, order_of(code))
    assert question_type.grade(question, response, 101, scheme) == 101


@pytest.mark.parametrize("code", QUESTION_TYPES)
@pytest.mark.parametrize(
    "raw",
    ["错" * (LONGEST_TEXT + 1), ["A"] * (MOST_TEXTS + 1), "\ud800", "A\0", {"A": 1}, [["A"]], [None], 7, 1.5],
)
def test_nonsense_is_refused(code: str, raw: object) -> None:
    with pytest.raises(BadResponse):
        QUESTION_TYPES[code].parse(raw, question_of(code), order_of(code))


@pytest.mark.parametrize("code", QUESTION_TYPES)
def test_a_question_of_another_kind_is_a_fault_of_the_program(code: str) -> None:
    stranger = Question("Q1", code, "题干", ANSWERS["numeric" if code != "numeric" else "judge"])
    with pytest.raises(TypeError):
        QUESTION_TYPES[code].key_to_text(stranger, ())
