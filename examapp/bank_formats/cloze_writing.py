"""Questions with gaps as Moodle's embedded answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from examapp.domain.questions import BlankAnswer, ChoiceAnswer, NumericAnswer, Question

BLANK_MARK = re.compile(r"_{2,}|＿{2,}|\(\s{0,20}\)|（\s{0,20}）")
_SIGNS = re.compile(r"[\\}~#=]")


def blanks_as_gaps(question: Question) -> str:
    """Return the stem with a gap for each blank: where the stem marks it, the others at the end."""
    answer = question.answer
    blanks = iter(answer.blanks if isinstance(answer, BlankAnswer) else ())
    stem = BLANK_MARK.sub(lambda mark: _next(blanks) or mark[0], question.stem)
    return " ".join([stem, *(_texts(1, texts) for texts in blanks)])


def parts_as_gaps(question: Question) -> str:
    """Return the stem with each part in its marker's place; a part Moodle has no gap for keeps its marker."""
    stem = question.stem
    for part in question.parts:
        stem = stem.replace(f"[[{part.qid}]]", _gap(part) or f"[[{part.qid}]]", 1)
    return stem


def _next(blanks: Iterator[tuple[str, ...]]) -> str:
    texts = next(blanks, None)
    return _texts(1, texts) if texts is not None else ""


def _gap(part: Question) -> str:
    weight = part.points if part.points is not None else 1
    match part.answer:
        case ChoiceAnswer(keys) if part.qtype == "single":
            texts = (f"{'=' if option.id in keys else ''}{_escaped(option.text)}" for option in part.options)
            return f"{{{weight}:MULTICHOICE:{'~'.join(texts)}}}"
        case BlankAnswer(blanks) if len(blanks) == 1:
            return _texts(weight, blanks[0])
        case NumericAnswer(ranges):
            numbers = (f"={(r.low + r.high) / 2:f}:{(r.high - r.low) / 2:f}" for r in ranges)
            return f"{{{weight}:NUMERICAL:{'~'.join(numbers)}}}"
        case _:
            return ""


def _texts(weight: int, texts: tuple[str, ...]) -> str:
    return f"{{{weight}:SHORTANSWER:{'~'.join('=' + _escaped(text).replace('*', chr(92) * 2 + '*') for text in texts)}}}"


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text)
