"""Near-duplicates are found wherever one stands, and what is only alike by accident is not."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from examapp.domain.near_duplicates import compared_text
from examapp.domain.questions import ChoiceAnswer, Option, Question
from examapp.services.find_near_duplicates import NEARLY_EQUAL, near_duplicates

SIGNS = "焊接电流保护气体坡口角度检验合格标准温度压力容器阀门螺栓扭矩轴承润滑主轴刀具进给转速工件夹具定位"


def made_up(number: int, rng: random.Random) -> Question:
    stem = "".join(rng.choice(SIGNS) for _ in range(rng.randint(12, 40)))
    options = tuple(Option(letter, "".join(rng.choice(SIGNS) for _ in range(4))) for letter in "ABCD")
    return Question(f"q{number}", "single", stem, ChoiceAnswer(frozenset("A")), options)


def nearly(question: Question, place: int, qid: str = "copy") -> Question:
    stem = question.stem
    place %= len(stem)
    return replace(question, qid=qid, stem=f"{stem[:place]}　某{stem[place + 1 :]}。")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 300), st.integers(0, 100))
def test_a_question_with_one_sign_changed_is_found_anywhere_in_the_file(
    seed: int, which: int, place: int
) -> None:
    rng = random.Random(seed)
    questions = [made_up(number, rng) for number in range(300)]
    original = questions[which % 300]
    copy = nearly(original, place)
    found = near_duplicates([*questions, copy]).pairs
    assert [(pair.first, pair.second) for pair in found] == [(which % 300, 300)]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 40))
def test_every_pair_shown_is_nearly_equal_and_every_equal_pair_is_shown(seed: int, copies: int) -> None:
    rng = random.Random(seed)
    questions = [made_up(number, rng) for number in range(60)]
    questions += [nearly(rng.choice(questions[:60]), rng.randrange(99), f"c{n}") for n in range(copies)]
    texts = [compared_text(question) for question in questions]
    found = {(pair.first, pair.second) for pair in near_duplicates(questions).pairs}
    for first, one in enumerate(texts):
        for second in range(first + 1, len(texts)):
            score = fuzz.ratio(one, texts[second])
            assert ((first, second) in found) <= (score >= NEARLY_EQUAL)
            assert ((first, second) in found) >= (score >= 97)


def test_the_bank_is_compared_with_the_file_but_not_with_itself() -> None:
    rng = random.Random(5)
    new, known = made_up(1, rng), made_up(2, rng)
    bank = [known, nearly(known, 3, "k2"), nearly(new, 5, "k3"), replace(new, stem=f"{new.stem}吗")]
    (pair,) = near_duplicates([new], bank).pairs
    assert (pair.first, pair.second, pair.is_known) == (0, 2, True)


def test_a_common_phrase_alone_is_no_duplicate() -> None:
    rng = random.Random(6)
    questions = [replace(made_up(number, rng), stem="下列说法正确的是（　）。") for number in range(50)]
    assert near_duplicates(questions).pairs == ()


def test_the_options_order_does_not_hide_a_duplicate() -> None:
    question = made_up(1, random.Random(7))
    turned = tuple(
        Option(letter, option.text) for letter, option in zip("DCBA", question.options, strict=True)
    )
    (pair,) = near_duplicates([question, replace(question, qid="other", options=turned)]).pairs
    assert pair.percent == 100
