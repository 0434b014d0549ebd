"""Letters as displayed to and fro option ids of the bank, for the types with options."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_uppercase

from examapp.domain.question_types.base import BadResponse, filled, texts_sent
from examapp.domain.questions import ChoiceAnswer, Question


class UnknownOption(BadResponse):
    """所选的选项不在这道题中，请重新选择。"""


def chosen_options(raw: object, option_order: tuple[str, ...]) -> frozenset[str]:
    """Return the option ids behind displayed letters: `["A", "C"]`, or the bare string `"AC"`.

    A is the first of `option_order`. Raises BadResponse, UnknownOption for letters that nobody saw.
    """
    displayed = dict(zip(ascii_uppercase, option_order, strict=False))
    texts = texts_sent(raw)
    letters = filled(list(texts[0]) if isinstance(raw, str) else texts)
    if not displayed.keys() >= set(letters):
        raise UnknownOption
    return frozenset(displayed[letter] for letter in letters)


def letters_of(option_ids: Iterable[object], option_order: tuple[str, ...]) -> str:
    """Return the displayed letters of the options, in the order of the screen: `A,C`."""
    wanted = set(option_ids)
    pairs = zip(ascii_uppercase, option_order, strict=False)
    return ",".join(letter for letter, option_id in pairs if option_id in wanted)


def key_letters(question: Question, option_order: tuple[str, ...]) -> str:
    """Return the displayed letters of the right options."""
    return letters_of(right_options(question), option_order)


def right_options(question: Question) -> frozenset[str]:
    """Return the ids of the right options; raise TypeError when the question is no choice."""
    if not isinstance(question.answer, ChoiceAnswer):
        raise TypeError(f"{question.qid} holds no choice")
    return question.answer.keys
