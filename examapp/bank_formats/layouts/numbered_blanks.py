"""Answers of several blanks written as (1)… (2)… in one text."""

from __future__ import annotations

import re

from examapp.bank_formats.answer_texts import blanks_to_text
from examapp.bank_formats.cleaning import clean
from examapp.domain.questions import BlankAnswer

_NUMBER = re.compile(
    r"[(（]\s{0,3}(\d{1,2})\s{0,3}[)）]|([①②③④⑤⑥⑦⑧⑨⑩])|(?:^|(?<=[\s;；]))(\d{1,2})[.．、](?!\d)"
)
_BLANK_MARK = re.compile(r"_{2,}|＿{2,}|\(\s{0,20}\)|（\s{0,20}）")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_LONGEST = 2_000


def numbered_blanks(stem: str, answer: str) -> str | None:
    """Return the answer with `|` between the blanks, None where it isn't numbered 1, 2, … for every blank."""
    if len(answer) > _LONGEST or "|" in answer:
        return None
    marks = list(_NUMBER.finditer(answer))
    numbers = [_number(match) for match in marks]
    if len(marks) < 2 or numbers != list(range(1, len(marks) + 1)) or clean(answer[: marks[0].start()]):
        return None
    wanted = len(_BLANK_MARK.findall(stem))
    if wanted and wanted != len(marks):
        return None
    ends = [match.start() for match in marks[1:]] + [len(answer)]
    texts = [
        clean(answer[match.end() : end]).strip("；;，, ") for match, end in zip(marks, ends, strict=True)
    ]
    return blanks_to_text(BlankAnswer(tuple((text,) for text in texts), True)) if all(texts) else None


def _number(match: re.Match[str]) -> int:
    return _CIRCLED.index(match[2]) + 1 if match[2] else int(match[1] or match[3])
