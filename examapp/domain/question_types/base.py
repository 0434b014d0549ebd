"""What every question type offers, and the reading of raw responses that they share."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from examapp.domain.errors import ExamError
from examapp.domain.questions import Question
from examapp.domain.rules import PartialCredit

LONGEST_TEXT = 200
MOST_TEXTS = 50


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What was sent for one part and is no response to it; it counts as blank, and staff see it as sent."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartResponses:
    """The response to each part of a question, None where it is blank."""

    parts: tuple[PartResponse, ...]


# In the bank's own terms: option ids, right or wrong, texts (of blanks; an option id for each prompt; a
# position for each option), a number.
PlainResponse = frozenset[str] | bool | tuple[str, ...] | Decimal
PartResponse = PlainResponse | Unreadable | None
Response = PlainResponse | PartResponses

Kind = TypeVar("Kind")


class BadResponse(ExamError):
    """作答内容无法识别，请重新作答。"""

    code = "bad_response"


class TextTooLong(BadResponse):
    """填写的内容太长，每处最多 {limit} 个字，请缩短后重新填写。"""


class UnreadableText(BadResponse):
    """填写的内容含有无法保存的字符，请删去后重新填写。"""


class QuestionType(Protocol):
    """Read, grade and word the responses to one type of question."""

    code: str
    label: str
    position: int

    def parse(self, raw: object, question: Question, option_order: tuple[str, ...]) -> Response | None:
        """Return what the phone sent in the bank's terms, None when it is blank.

        `raw` is any JSON value or the list of strings of a form; `option_order` holds option ids as
        displayed. Raises BadResponse, and nothing else, for what is no response to the question.
        """

    def grade(self, question: Question, response: Response | None, points: int, scheme: PartialCredit) -> int:
        """Return the centipoints earned out of `points`; rounded down, nothing for a blank."""

    def response_to_text(self, question: Question, response: Response, option_order: tuple[str, ...]) -> str:
        """Return the response as people read it; a word in it is Chinese and marked for translation."""

    def key_to_text(self, question: Question, option_order: tuple[str, ...]) -> str:
        """Return the key as people read it, with the letters of the options as displayed."""


def texts_sent(raw: object) -> list[str]:
    """Return the texts in a raw response, blank ones included; a bare string is one text.

    Raises BadResponse when it is no string or list of strings, is too long or can't be stored.
    """
    if raw is None:
        return []
    texts = raw if isinstance(raw, list | tuple) else [raw]
    if len(texts) > MOST_TEXTS:
        raise BadResponse
    return [_checked_text(text) for text in texts]


def _checked_text(text: object) -> str:
    if not isinstance(text, str):
        raise BadResponse
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(limit=LONGEST_TEXT)
    if any(_cannot_be_stored(character) for character in text):
        raise UnreadableText
    return text


def _cannot_be_stored(character: str) -> bool:
    # Lone surrogates have no UTF-8 form, and PostgreSQL keeps no NUL.
    return unicodedata.category(character) in ("Cs", "Cc") and not character.isspace()


def filled(texts: list[str]) -> list[str]:
    """Return the texts that hold anything, stripped; a form sends empty ones for what was cleared."""
    return [text.strip() for text in texts if text.strip()]


def expect(value: object, kind: type[Kind]) -> Kind:
    """Return the value as its kind; TypeError means that question and question type don't belong together."""
    if not isinstance(value, kind):
        raise TypeError(f"expected {kind.__name__}, found {type(value).__name__}")
    return value
