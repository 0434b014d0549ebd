"""填空题: a text for each blank; full or half width, case and spaces don't count.

All blanks must be right for the points, except under the scheme `per_option`: there each right blank
earns points / number of blanks, rounded down to whole centipoints once, at the end. Where blanks may be
filled in any order, naming one thing twice counts once, unless the key itself asks for it twice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from examapp.domain.question_types.base import BadResponse, Response, expect, texts_sent
from examapp.domain.questions import BlankAnswer, Question
from examapp.domain.rules import PartialCredit
from examapp.domain.wording import N_


class WrongNumberOfBlanks(BadResponse):
    """这道题有 {count} 个空，请逐个填写。"""


class Blank:
    """Grade the texts put into the blanks."""

    code = "blank"
    label = N_("填空题")
    position = 40

    def parse(self, raw: object, question: Question, option_order: tuple[str, ...]) -> Response | None:
        """Return the text of each blank as typed; from a list of strings, or a string for one blank."""
        texts = tuple(text.strip() for text in texts_sent(raw))
        if not any(normalised(text) for text in texts):
            return None
        count = len(_key(question).blanks)
        if len(texts) != count:
            raise WrongNumberOfBlanks(count=count)
        return texts

    def grade(self, question: Question, response: Response | None, points: int, scheme: PartialCredit) -> int:
        """Return all points for all blanks right; for some, their share if the scheme is per_option."""
        count = len(_key(question).blanks)
        if response is None or count == 0:
            return 0
        right = _right_blanks(_key(question), expect(response, tuple))
        if right == count:
            return points
        return points * right // count if scheme == "per_option" else 0

    def response_to_text(self, question: Question, response: Response, option_order: tuple[str, ...]) -> str:
        """Return the texts with `|` between blanks, as in the bank's workbook."""
        return "|".join(expect(response, tuple))

    def key_to_text(self, question: Question, option_order: tuple[str, ...]) -> str:
        """Return the key with `|` between blanks and `;` between alternatives, as in the workbook."""
        return "|".join(";".join(alternatives) for alternatives in _key(question).blanks)


def normalised(text: str) -> str:
    """Return the text in half width and folded case, without spaces and invisible characters."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) != "Cf")


def _key(question: Question) -> BlankAnswer:
    return expect(question.answer, BlankAnswer)


def _right_blanks(key: BlankAnswer, texts: Sequence[str]) -> int:
    given = [normalised(text) for text in texts]
    accepted = [{normalised(text) for text in alternatives} - {""} for alternatives in key.blanks]
    if key.ordered:
        return sum(text in fitting for text, fitting in zip(given, accepted, strict=False))
    counting = _without_repeats(given, accepted)
    return _most_pairs([[i for i, fitting in enumerate(accepted) if text in fitting] for text in counting])


def _without_repeats(given: Sequence[str], accepted: Sequence[set[str]]) -> list[str]:
    """Return the texts without those that say once more what the key asks for only once.

    With "any two of a, b and c" as blanks a;b;c|a;b;c, two times a would earn what a and b earn.
    """
    kept: list[str] = []
    for text in given:
        asked = max(1, sum(fitting == {text} for fitting in accepted))
        if kept.count(text) < asked:
            kept.append(text)
    return kept


def _most_pairs(choices: list[list[int]]) -> int:
    """Return the size of a maximum matching of texts to the blanks each fits (Kuhn's algorithm).

    First come, first served would lose points: with blanks a|b and a, a text for both may not block
    the one that fits the first only.
    """
    text_in: dict[int, int] = {}

    def place(text: int, tried: set[int]) -> bool:
        for blank in choices[text]:
            if blank in tried:
                continue
            tried.add(blank)
            if blank not in text_in or place(text_in[blank], tried):
                text_in[blank] = text
                return True
        return False

    return sum(place(text, set()) for text in range(len(choices)))


TYPE = Blank()
