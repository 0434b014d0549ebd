"""匹配题: for each prompt the option that belongs to it; an option may serve several prompts or none.

All prompts must be right for the points, except under the scheme `per_option`: there each right one earns
points / number of prompts, rounded down to whole centipoints once, at the end. Moodle's matching questions and
QTI's match_correct / map_response with equal values give the same.
"""

from __future__ import annotations

from string import ascii_uppercase

from examapp.domain.question_types.base import BadResponse, Response, expect, texts_sent
from examapp.domain.question_types.option_letters import UnknownOption
from examapp.domain.questions import MatchingAnswer, Question
from examapp.domain.rules import PartialCredit
from examapp.domain.wording import N_


class Matching:
    """Grade the option chosen for each prompt."""

    code = "matching"
    label = N_("匹配题")
    position = 60

    def parse(self, raw: object, question: Question, option_order: tuple[str, ...]) -> Response | None:
        """Return the option id for each prompt, "" where it is open; from a displayed letter for each."""
        letters = [text.strip() for text in texts_sent(raw)]
        if not any(letters):
            return None
        if len(letters) > len(question.prompts):
            raise BadResponse
        displayed = {"": "", **dict(zip(ascii_uppercase, option_order, strict=False))}
        if not displayed.keys() >= set(letters):
            raise UnknownOption
        still_open = len(question.prompts) - len(letters)
        return (*(displayed[letter] for letter in letters), *[""] * still_open)

    def grade(self, question: Question, response: Response | None, points: int, scheme: PartialCredit) -> int:
        """Return all points for all prompts right; for some, their share if the scheme is per_option."""
        key = _key(question)
        if response is None or not key:
            return 0
        chosen = zip(question.prompts, expect(response, tuple), strict=True)
        right = sum(key[prompt.id] == option for prompt, option in chosen)
        if right == len(key):
            return points
        return points * right // len(key) if scheme == "per_option" else 0

    def response_to_text(self, question: Question, response: Response, option_order: tuple[str, ...]) -> str:
        """Return the number of each prompt with the letter displayed: `1-B;2-A`; an open one has none."""
        return _pairs_to_text(expect(response, tuple), option_order)

    def key_to_text(self, question: Question, option_order: tuple[str, ...]) -> str:
        """Return the number of each prompt with the letter displayed: `1-B;2-A`."""
        key = _key(question)
        return _pairs_to_text(tuple(key[prompt.id] for prompt in question.prompts), option_order)


def _key(question: Question) -> dict[str, str]:
    return dict(expect(question.answer, MatchingAnswer).pairs)


def _pairs_to_text(option_ids: tuple[str, ...], option_order: tuple[str, ...]) -> str:
    letters = dict(zip(option_order, ascii_uppercase, strict=False))
    return ";".join(f"{number}-{letters.get(id_, '')}" for number, id_ in enumerate(option_ids, start=1))


TYPE = Matching()
