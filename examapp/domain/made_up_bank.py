"""A bank of made-up sums, for rehearsals: as large as a real one, and every key beyond doubt."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from examapp.domain.questions import ChoiceAnswer, JudgeAnswer, Option, Question

SINGLES = 200
MULTIPLES = 100
JUDGES = 100
TOPICS = ("加法", "比较", "乘法", "减法")
DIFFICULTIES = 5


def made_up_bank(event_code: str) -> tuple[Question, ...]:
    """Return 200 单选, 100 多选 and 100 判断, each of its own stem, over four topics and five difficulties."""
    return (*_singles(event_code), *_multiples(event_code), *_judges(event_code))


def _singles(event_code: str) -> Iterator[Question]:
    for number in range(SINGLES):
        one, other = 11 + number, 3 + number * 7 % 50
        total = one + other
        wrong = iter((total + 1, total - 2, total + 10))
        values = [total if place == number % 4 else next(wrong) for place in range(4)]
        yield _question(
            event_code,
            f"S{number:03d}",
            "single",
            f"{one} 加 {other} 等于多少？",
            ChoiceAnswer(frozenset(ascii_uppercase[number % 4])),
            tuple(str(value) for value in values),
            number,
        )


def _multiples(event_code: str) -> Iterator[Question]:
    for number in range(MULTIPLES):
        bound = 100 + number
        right = [place for place in range(5) if _pattern(number) >> place & 1]
        values = [bound + place + 1 if place in right else bound - place - 1 for place in range(5)]
        yield _question(
            event_code,
            f"M{number:03d}",
            "multiple",
            f"下列各数中，哪些大于 {bound}？",
            ChoiceAnswer(frozenset(ascii_uppercase[place] for place in right)),
            tuple(str(value) for value in values),
            number,
        )


def _pattern(number: int) -> int:
    """Return five bits, two or more of them set: which options are right."""
    several = [bits for bits in range(32) if bits.bit_count() >= 2]
    return several[number % len(several)]


def _judges(event_code: str) -> Iterator[Question]:
    for number in range(JUDGES):
        one, other = 2 + number, 3 + number % 7
        is_right = number % 2 == 0
        shown = one * other + (0 if is_right else 1)
        yield _question(
            event_code,
            f"J{number:03d}",
            "judge",
            f"{one} 乘 {other} 等于 {shown}。",
            JudgeAnswer(is_right),
            (),
            number,
        )


def _question(
    event_code: str,
    qid: str,
    qtype: str,
    stem: str,
    answer: ChoiceAnswer | JudgeAnswer,
    options: tuple[str, ...],
    number: int,
) -> Question:
    return Question(
        qid=f"{event_code}-{qid}",
        qtype=qtype,
        stem=stem,
        answer=answer,
        options=tuple(Option(letter, text) for letter, text in zip(ascii_uppercase, options, strict=False)),
        difficulty=1 + number % DIFFICULTIES,
        topic=TOPICS[number % len(TOPICS)],
        event=event_code,
    )
