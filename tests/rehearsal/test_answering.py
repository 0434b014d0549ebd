"""Made-up entrants answer everything, with a skill of their own, and the same way every time."""

from __future__ import annotations

import re

import pytest

from examapp.domain.made_up_bank import made_up_bank
from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.questions import ChoiceAnswer, JudgeAnswer, Question
from examapp.domain.rehearsal import RehearsedEntrant, RehearsedEvent, SeenItem
from examapp.rehearsal.answering import Behaviour

BANK = made_up_bank("R01")
EVENT = RehearsedEvent("R01", 1, {question.stem: question for question in BANK}, {})
ENTRANT = RehearsedEntrant("R1N000001", "123456", EVENT)
# Shown in reverse, so that the letters on the screen are not those of the bank.
ITEMS = tuple(
    SeenItem(question.stem, tuple(option.text for option in reversed(question.options)))
    for question in BANK[::5]
)


def is_right(question: Question, response: object) -> bool:
    """Grade a response to the reversed options."""
    qtype = QUESTION_TYPES[question.qtype]
    order = tuple(option.id for option in reversed(question.options))
    return qtype.grade(question, qtype.parse(response, question, order), 100, "exact") == 100


def test_the_same_seed_taps_the_same() -> None:
    assert list(Behaviour(ENTRANT, 3).taps(ITEMS)) == list(Behaviour(ENTRANT, 3).taps(ITEMS))
    assert list(Behaviour(ENTRANT, 3).taps(ITEMS)) != list(Behaviour(ENTRANT, 4).taps(ITEMS))


def test_every_item_is_answered_in_order() -> None:
    taps = list(Behaviour(ENTRANT, 1).taps(ITEMS))
    first_answers = list(dict.fromkeys(tap.item for tap in taps if tap.kind == "answer"))
    assert first_answers == list(range(1, len(ITEMS) + 1))


@pytest.mark.parametrize("skill", [0.0, 1.0])
def test_skill_decides_how_much_is_right(skill: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("examapp.rehearsal.answering.LEAST_SKILL", skill)
    monkeypatch.setattr("examapp.rehearsal.answering.MOST_SKILL", skill)
    taps = [tap for tap in Behaviour(ENTRANT, 1).taps(ITEMS) if tap.kind == "answer" and tap.response]
    right = [is_right(EVENT.questions[ITEMS[tap.item - 1].stem], tap.response) for tap in taps]
    assert all(right) if skill else sum(right) < len(right) / 2


def test_no_two_stems_or_options_of_a_made_up_bank_are_the_same() -> None:
    assert len({question.stem for question in BANK}) == len({question.qid for question in BANK}) == 400
    for question in BANK:
        assert len({option.text for option in question.options}) == len(question.options)


def is_true(question: Question) -> bool:
    """Work the sum out again from what the stem says."""
    numbers = [int(word) for word in re.findall("[0-9]+", question.stem)]
    match question.answer:
        case JudgeAnswer(value):
            return value is (numbers[0] * numbers[1] == numbers[2])
        case ChoiceAnswer(keys):
            values = {option.id: int(option.text) for option in question.options}
            right = (
                [id_ for id_ in values if values[id_] == sum(numbers)]
                if question.qtype == "single"
                else [id_ for id_ in values if values[id_] > numbers[0]]
            )
            return keys == set(right)
    return False


def test_every_key_of_a_made_up_bank_is_true() -> None:
    assert [question.qid for question in BANK if not is_true(question)] == []
