"""Single choice questions as Aiken, the only kind it has."""

from __future__ import annotations

from collections.abc import Sequence

from examapp.bank_formats.cleaning import one_line
from examapp.bank_formats.headers import OPTION_LETTERS
from examapp.bank_formats.read_back_losses import losses_found
from examapp.bank_formats.report import Problem
from examapp.domain.questions import ChoiceAnswer, Question


def aiken_text(questions: Sequence[Question]) -> bytes:
    """Return UTF-8 with all questions that Aiken can hold, a blank line between them."""
    return "\n".join(filter(None, map(_block, questions))).encode()


def aiken_losses(questions: Sequence[Question]) -> tuple[Problem, ...]:
    """Name each question Aiken can't hold, and each field it has no place for."""
    from examapp.bank_formats.aiken import read

    return losses_found(questions, "aiken", aiken_text, lambda data: read(data, ""))


def _block(question: Question) -> str:
    """Return the question's lines, none where they would be read as another question."""
    if not isinstance(question.answer, ChoiceAnswer) or len(question.answer.keys) != 1:
        return ""
    if question.qtype != "single" or len(question.options) > len(OPTION_LETTERS):
        return ""
    lettered = list(zip(OPTION_LETTERS, question.options, strict=False))
    key = next((letter for letter, option in lettered if option.id in question.answer.keys), "")
    options = [f"{letter}) {one_line(option.text)}" for letter, option in lettered]
    block = "\n".join([one_line(question.stem), *options, f"ANSWER: {key}", ""])
    return block if _asks_the_same(block, question, key) else ""


def _asks_the_same(block: str, question: Question, key: str) -> bool:
    from examapp.bank_formats.aiken import read

    found = read(block.encode("utf-8", "replace"), "").questions
    if len(found) != 1 or found[0].answer != ChoiceAnswer(frozenset(key)):
        return False
    return [option.text for option in found[0].options] == [
        one_line(option.text) for option in question.options
    ]
