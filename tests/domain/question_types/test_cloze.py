from __future__ import annotations

import pytest

from examapp.domain.question_types.cloze import TYPE
from examapp.domain.questions import BlankAnswer, ChoiceAnswer, PartsAnswer, Question
from examapp.domain.rules import PartialCredit
from tests.domain.question_types.composites import LENGTH, OPTIONS

SHOWN = ("1.B", "1.C", "1.A")
QUESTION = Question(
    "Q1",
    "cloze",
    "焊机外壳必须[[1]]，电缆应[[2]]，弧长约[[3]]。",
    PartsAnswer(),
    parts=(
        Question("1", "single", "", ChoiceAnswer(frozenset("A")), OPTIONS, points=2),
        Question("2", "blank", "", BlankAnswer((("绝缘", "隔离"),))),
        Question("3", "numeric", "", LENGTH),
    ),
)


@pytest.mark.parametrize(
    ("scheme", "response", "mark"),
    [
        ("exact", ["C", "绝缘", "5mm"], 100),
        ("exact", ["C", "绝缘", ""], 0),
        ("half_for_subset", ["C", "绝缘", ""], 0),
        ("per_option", ["C", "隔离", "5"], 100),
        ("per_option", ["C", "", ""], 50),
        ("per_option", ["A", "绝 缘", "5.1"], 50),
        ("per_option", ["A", "接地", "4"], 0),
    ],
)
def test_each_scheme_gives_its_published_marks(scheme: PartialCredit, response: list[str], mark: int) -> None:
    assert TYPE.grade(QUESTION, TYPE.parse(response, QUESTION, SHOWN), 100, scheme) == mark


def test_people_read_the_words_chosen_because_a_list_in_the_text_shows_no_letters() -> None:
    assert TYPE.key_to_text(QUESTION, SHOWN) == "(1) 选项A; (2) 绝缘;隔离; (3) 4.9~5.1 mm"
    response = TYPE.parse(["A", "", "7"], QUESTION, SHOWN)
    assert response is not None
    assert TYPE.response_to_text(QUESTION, response, SHOWN) == "(1) 选项B; (2); (3) 7"
