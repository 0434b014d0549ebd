"""Corrections of questions: what every paper with the question earns afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.corrections import (
    AnswerMissing,
    Correction,
    CorrectionKind,
    corrected_questions,
    corrected_score,
)
from examapp.domain.grading import PaperScore, grade_paper
from examapp.domain.paper import Paper, PaperItem
from examapp.domain.questions import Answer, BlankAnswer, ChoiceAnswer, JudgeAnswer, Option, Question

OPTIONS = tuple(Option(letter, f"选项{letter}") for letter in "ABCD")
ORDER = ("A", "B", "C", "D")
QUESTIONS = {
    **{f"S{n}": Question(f"S{n}", "single", "单选", ChoiceAnswer(frozenset("A")), OPTIONS) for n in range(4)},
    **{f"J{n}": Question(f"J{n}", "judge", "判断", JudgeAnswer(True)) for n in range(2)},
    "B": Question("B", "blank", "填空", BlankAnswer((("红",),))),
}
PAPER = Paper(
    "11",
    "T1",
    1,
    (
        *(PaperItem(f"S{n}", 1, "single", 100, ORDER, "exact") for n in range(4)),
        *(PaperItem(f"J{n}", 1, "judge", 50, (), "exact") for n in range(2)),
        PaperItem("B", 1, "blank", 200, (), "exact"),
    ),
)
HALF: dict[int, object] = {1: ["A"], 2: ["A"], 3: ["B"], 4: ["B"], 5: "T", 6: "F", 7: "红"}
KINDS = ("new_key", "accept", "void_rescale", "void_full", "restore")


def key(letters: str) -> Answer:
    return ChoiceAnswer(frozenset(letters))


def score(responses: dict[int, object], *corrections: Correction) -> PaperScore:
    return corrected_score(PAPER, QUESTIONS, responses, corrected_questions(QUESTIONS, corrections))


def test_a_new_key_takes_from_those_who_had_the_old_one() -> None:
    assert score(HALF).total == 200 + 50 + 200
    assert score(HALF, Correction("S0", "new_key", key("B"))).marks[0] == 0
    assert score(HALF, Correction("S2", "new_key", key("B"))).marks[2] == 100


def test_an_answer_accepted_besides_takes_from_nobody() -> None:
    accepted = Correction("S0", "accept", key("B"))
    assert score(HALF, accepted).marks[0] == 100
    assert score({**HALF, 1: ["B"]}, accepted).marks[0] == 100
    assert score({**HALF, 1: ["C"]}, accepted).marks[0] == 0
    assert score({7: "赤"}, Correction("B", "accept", BlankAnswer((("赤",),)))).total == 200


def test_a_void_question_with_full_marks_gives_them_to_who_left_it_open_too() -> None:
    assert score({}, Correction("S3", "void_full")).total == 100


def test_a_void_question_rescales_what_the_rest_of_its_type_earned() -> None:
    found = score(HALF, Correction("S3", "void_rescale"))
    # 200 of the 300 left, out of 400: 266.67 centipoints.
    assert found.section_scores == {"single": 267, "judge": 50, "blank": 200}
    assert found.total == 517
    assert found.marks[3] == 0


def test_half_a_centipoint_is_rounded_up() -> None:
    paper = Paper("11", "T1", 1, tuple(PaperItem(f"S{n}", 1, "single", 3, ORDER, "exact") for n in range(3)))
    corrected = corrected_questions(QUESTIONS, [Correction("S2", "void_rescale")])
    found = corrected_score(paper, QUESTIONS, {1: ["A"]}, corrected)
    assert found.total == 5  # 3 × 9 / 6 = 4.5


def test_a_type_without_a_question_left_earns_the_share_of_the_rest() -> None:
    found = score(HALF, Correction("B", "void_rescale"))
    # 250 of 500 for the rest, so half of the 200.
    assert found.section_scores == {"single": 200, "judge": 50, "blank": 100}


def test_a_paper_all_of_whose_questions_are_void_earns_nothing() -> None:
    assert score(HALF, *(Correction(qid, "void_rescale") for qid in QUESTIONS)).total == 0


def test_restoring_undoes_whatever_was_decided_before() -> None:
    decided = [Correction("S0", kind, key("B")) for kind in ("new_key", "void_full", "accept")]  # type: ignore[arg-type]
    assert score(HALF, *decided, Correction("S0", "restore")) == score(HALF)
    assert corrected_questions(QUESTIONS, [*decided, Correction("S0", "restore")]) == {}


def test_a_later_key_brings_a_void_question_back() -> None:
    assert score(HALF, Correction("S0", "void_full"), Correction("S0", "new_key", key("B"))).marks[0] == 0


@pytest.mark.parametrize("kind", ["new_key", "accept"])
def test_a_key_must_be_given(kind: CorrectionKind) -> None:
    with pytest.raises(AnswerMissing, match="需要填写答案"):
        corrected_questions(QUESTIONS, [Correction("S0", kind)])


responses_strategy = st.dictionaries(
    st.integers(1, 7), st.sampled_from([["A"], ["B"], ["C"], "T", "F", "红", None, {"x": 1}])
)
corrections_strategy = st.lists(
    st.builds(
        Correction, st.sampled_from([f"S{n}" for n in range(4)]), st.sampled_from(KINDS), st.just(key("B"))
    ),
    max_size=6,
)


@given(responses_strategy)
def test_without_corrections_it_is_the_ordinary_score(responses: dict[int, object]) -> None:
    assert score(responses) == grade_paper(PAPER, QUESTIONS, responses)


@given(responses_strategy, corrections_strategy)
def test_sections_add_up_and_stay_within_full_marks(
    responses: dict[int, object], corrections: list[Correction]
) -> None:
    found = score(responses, *corrections)
    assert found.total == sum(found.section_scores.values())
    assert 0 <= found.total <= 700
    assert 0 <= found.section_scores["single"] <= 400


@given(responses_strategy, st.sampled_from([f"S{n}" for n in range(4)]))
def test_who_has_everything_right_or_nothing_keeps_it_when_a_question_is_void(
    responses: dict[int, object], qid: str
) -> None:
    void = Correction(qid, "void_rescale")
    right = {1: ["A"], 2: ["A"], 3: ["A"], 4: ["A"], 5: "T", 6: "T", 7: "红"}
    assert score(right, void).total == score(right).total
    assert score({}, void).total == 0
