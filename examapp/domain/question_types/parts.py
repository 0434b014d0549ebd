"""What cloze and scenario share: parts, each read and graded as a question of its own type.

A response is one flat list of texts, part after part: a blank sends one text for each of its blanks, any other
part one text (the letters of 多选 together: `AC`). A part that can't be read counts as blank; the others count.

All parts must be right for the points, except under the scheme `per_option`: there each part earns its weight's
share, 多选 and 填空 inside by their own `per_option`, and the sum is rounded down to whole centipoints once.
(Moodle's cloze weighs its parts the same way.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from examapp.domain.question_types.base import (
    BadResponse,
    PartResponse,
    PartResponses,
    PlainResponse,
    QuestionType,
    Response,
    Unreadable,
    expect,
    texts_sent,
)
from examapp.domain.question_types.blank import TYPE as BLANK
from examapp.domain.question_types.judge import TYPE as JUDGE
from examapp.domain.question_types.multiple import TYPE as MULTIPLE
from examapp.domain.question_types.numeric import TYPE as NUMERIC
from examapp.domain.question_types.single import TYPE as SINGLE
from examapp.domain.questions import BlankAnswer, ChoiceAnswer, PartsAnswer, Question
from examapp.domain.rules import PartialCredit

_FOUND: tuple[QuestionType, ...] = (SINGLE, MULTIPLE, JUDGE, BLANK, NUMERIC)
PART_TYPES: dict[str, QuestionType] = {each.code: each for each in _FOUND}

# How one part's response, or its key where there is none, is told.
Telling = Callable[[Question, PlainResponse | None, tuple[str, ...]], str]


def slots_of(part: Question) -> int:
    """Return how many texts the response to a part has."""
    return len(part.answer.blanks) if isinstance(part.answer, BlankAnswer) else 1


def order_in(part: Question, option_order: tuple[str, ...]) -> tuple[str, ...]:
    """Return the part's own option ids as displayed; the paper names them `part.option`."""
    prefix = f"{part.qid}."
    return tuple(id_.removeprefix(prefix) for id_ in option_order if id_.startswith(prefix))


def read_parts(raw: object, question: Question, option_order: tuple[str, ...]) -> PartResponses | None:
    """Return the response to each part, None when all are blank; raise BadResponse for what is no such list."""
    texts = [text.strip() for text in texts_sent(raw)]
    places = sum(map(slots_of, question.parts))
    if len(texts) > places:
        raise BadResponse
    left = iter([*texts, *[""] * (places - len(texts))])
    parts = tuple(
        _read_part(part, [next(left) for _ in range(slots_of(part))], order_in(part, option_order))
        for part in question.parts
    )
    return PartResponses(parts) if any(part is not None for part in parts) else None


def _read_part(part: Question, texts: list[str], order: tuple[str, ...]) -> PartResponse:
    raw = texts[0] if part.qtype == "multiple" else texts
    try:
        response = PART_TYPES[part.qtype].parse(raw, part, order)
    except BadResponse:
        return Unreadable(tuple(texts))
    return None if response is None or isinstance(response, PartResponses) else response


def grade_parts(question: Question, response: Response | None, points: int, scheme: PartialCredit) -> int:
    """Return the centipoints that the parts earn together."""
    expect(question.answer, PartsAnswer)
    if response is None or not question.parts:
        return 0
    inside: PartialCredit = "per_option" if scheme == "per_option" else "exact"
    shares = [
        (1 if part.points is None else part.points, _share(part, given, inside))
        for part, given in zip(question.parts, expect(response, PartResponses).parts, strict=True)
    ]
    if scheme != "per_option":
        return points if all(share == 1 for _, share in shares) else 0
    whole = sum(weight for weight, _ in shares)
    return int(points * sum(weight * share for weight, share in shares) / whole) if whole else 0


def _share(part: Question, response: PartResponse, scheme: PartialCredit) -> Fraction:
    """Return what part of its weight a part earns, exactly."""
    if response is None or isinstance(response, Unreadable):
        return Fraction(0)
    pieces = _pieces(part)
    return Fraction(PART_TYPES[part.qtype].grade(part, response, pieces, scheme), pieces)


def _pieces(part: Question) -> int:
    """Return into how many equal shares a scheme can divide the part's points."""
    match part.answer:
        case ChoiceAnswer(keys):
            return max(1, len(keys))
        case BlankAnswer(blanks):
            return max(1, len(blanks))
        case _:
            return 1


def responses_to_text(
    question: Question, response: Response, option_order: tuple[str, ...], tell: Telling
) -> str:
    """Return the number of each part with its response: `(1) B; (2) A,C; (3) √`; a blank one has none."""
    given = expect(response, PartResponses).parts
    told = (
        _told(part, each, order_in(part, option_order), tell)
        for part, each in zip(question.parts, given, strict=True)
    )
    return _numbered(told)


def _told(part: Question, response: PartResponse, order: tuple[str, ...], tell: Telling) -> str:
    if response is None:
        return ""
    return "|".join(response.texts) if isinstance(response, Unreadable) else tell(part, response, order)


def keys_to_text(question: Question, option_order: tuple[str, ...], tell: Telling) -> str:
    """Return the number of each part with its key: `(1) B; (2) A,C; (3) √`."""
    expect(question.answer, PartsAnswer)
    return _numbered(tell(part, None, order_in(part, option_order)) for part in question.parts)


def _numbered(texts: Iterator[str]) -> str:
    return "; ".join(f"({number}) {text}".rstrip() for number, text in enumerate(texts, start=1))


def told_with_letters(part: Question, response: PlainResponse | None, order: tuple[str, ...]) -> str:
    """Tell a part's response, its key if there is none, with letters as displayed; √ and × in any language."""
    kind = PART_TYPES[part.qtype]
    if part.qtype == "judge":
        verdict = response if isinstance(response, bool) else _right_verdict(part)
        return "√" if verdict else "×"
    return kind.key_to_text(part, order) if response is None else kind.response_to_text(part, response, order)


def _right_verdict(part: Question) -> bool:
    return JUDGE.grade(part, True, 1, "exact") == 1
