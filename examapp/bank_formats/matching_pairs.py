"""Matching questions of other systems, which hold pairs: what is asked, and the choice that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.headers import OPTION_LETTERS
from examapp.bank_formats.report import Place
from examapp.domain.questions import MatchingAnswer, Option, Question

Pair = tuple[str, str]


def matching_of(stem: str, pairs: Sequence[Pair], place: Place, own: ProblemList) -> Question | None:
    """Return a matching question without its id; a choice without a prompt is a decoy, None when all are."""
    choices = list(dict.fromkeys(right for _, right in pairs if right))
    asked = [(left, right) for left, right in pairs if left and right]
    if len(choices) > len(OPTION_LETTERS):
        own.error("too_many_options", place, count=len(choices), limit=len(OPTION_LETTERS))
        return None
    if not asked:
        return None
    options = tuple(Option(letter, text) for letter, text in zip(OPTION_LETTERS, choices, strict=False))
    letter_of = {option.text: option.id for option in options}
    prompts = tuple(Option(str(number), left) for number, (left, _) in enumerate(asked, 1))
    keys = sorted((str(number), letter_of[right]) for number, (_, right) in enumerate(asked, 1))
    return Question("", "matching", stem, MatchingAnswer(tuple(keys)), options, prompts=prompts)


def pairs_of(question: Question, answer: MatchingAnswer) -> list[Pair]:
    """Return the pairs from which `matching_of` makes the question again.

    A choice without a prompt is a decoy; one that has a prompt as well just keeps its place.
    """
    text_of = {option.id: option.text for option in question.options}
    right = dict(answer.pairs)
    asked = [(prompt.text, text_of.get(right.get(prompt.id, ""), "")) for prompt in question.prompts]
    texts = [option.text for option in question.options]
    used = list(dict.fromkeys(choice for _, choice in asked))
    if texts[: len(used)] == used:
        return [*asked, *(("", text) for text in texts if text not in used)]
    return [*(("", text) for text in texts), *asked]
