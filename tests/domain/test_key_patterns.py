"""Keys that a guesser could use, and keys that were never filled in, are named; sound banks are not."""

from __future__ import annotations

import random

import pytest

from examapp.domain.key_patterns import odd_keys
from examapp.domain.questions import ChoiceAnswer, JudgeAnswer, Option, Question


def single(number: int, key: str, texts: str = "甲乙丙丁", stem: str = "题") -> Question:
    options = tuple(Option(letter, text) for letter, text in zip("ABCD", texts, strict=True))
    return Question(f"q{number}", "single", f"{stem}{number}", ChoiceAnswer(frozenset(key)), options)


def codes(*questions: Question) -> list[str]:
    found = odd_keys(questions)
    assert all(each.problem.message for each in found)
    return [each.code for each in found]


def bank(keys: str) -> list[Question]:
    return [single(number, key) for number, key in enumerate(keys)]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("A" * 12, ["keys_all_the_same"]),
        ("A" * 11, []),
        ("ABCD" * 5, ["keys_in_order"]),
        ("AABB" * 6, ["keys_in_order"]),
        ("B" * 30 + "ACD" * 6, ["keys_uneven"]),
        ("ABDCCADBBACDDBCA" * 1, []),
    ],
)
def test_letters_are_looked_at_together(keys: str, expected: list[str]) -> None:
    assert codes(*bank(keys)) == expected


@pytest.mark.parametrize("seed", range(200))
def test_a_bank_with_keys_drawn_by_lot_is_sound(seed: int) -> None:
    rng = random.Random(seed)
    assert codes(*bank("".join(rng.choice("ABCD") for _ in range(rng.choice([12, 30, 100, 400]))))) == []


def test_a_right_option_longer_than_the_others_every_time_gives_itself_away() -> None:
    rng = random.Random(1)
    questions = []
    for number in range(24):
        key = rng.choice("ABCD")
        questions.append(single(number, key, ["长而又长的" if letter == key else "短" for letter in "ABCD"]))  # type: ignore[arg-type]
    assert codes(*questions) == ["key_longest"]
    assert codes(*questions[:19]) == []


def test_the_text_of_the_right_option_in_the_stem_is_named_with_its_question() -> None:
    texts = ["氩弧焊机", "气焊工具", "电焊工具", "切割工具"]
    told = single(1, "A", texts, "使用氩弧焊机时")  # type: ignore[arg-type]
    (found,) = odd_keys([single(0, "B"), told])
    assert (found.code, found.number) == ("key_in_stem", 1)
    assert "“氩弧焊机”" in found.problem.message
    assert codes(single(2, "B", texts, "使用氩弧焊机时")) == []  # type: ignore[arg-type]


def test_multiple_choice_with_one_answer_again_and_again() -> None:
    options = tuple(Option(letter, letter) for letter in "ABCD")
    keys = ["A", "B", "C", "ABC", "AB", "CD", "BD"]
    questions = [
        Question(f"q{n}", "multiple", f"题{n}", ChoiceAnswer(frozenset(key)), options)
        for n, key in enumerate(keys)
    ]
    assert codes(*questions) == ["multiple_mostly_one_key"]
    assert codes(*questions[1:]) == []


def test_judgements_that_are_all_alike() -> None:
    questions = [Question(f"q{n}", "judge", f"题{n}", JudgeAnswer(value=True)) for n in range(12)]
    assert codes(*questions) == ["judged_all_alike"]
    assert codes(*questions, Question("x", "judge", "反", JudgeAnswer(value=False))) == []
