"""Answer keys at the end of a text: `1-5 ABCDE`, `1.A 2.BD 3.√`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from examapp.bank_formats.cleaning import half_width

_WORD = r"(?:[A-Za-z]{1,10}|√|✓|×|✗|正确|错误|对|错)"
_RANGE = re.compile(
    r"(\d{1,4})\s{0,3}[-—–~～至到]\s{0,3}(\d{1,4})\s{0,3}[.、:)]?\s{0,3}((?:[A-Za-z√✓×✗对错]{1,60}[\s,;、]{0,5}){1,60})"
)
_PAIR = re.compile(rf"\(?(\d{{1,4}})\s{{0,3}}[.、:)]{{0,2}}\s{{0,3}}({_WORD})(?=[\s,;、.\d(]|$)")
_BETWEEN = re.compile(r"[\s,;、.]*")
_EXPLAINED = re.compile(
    rf"\(?(\d{{1,4}})\s{{0,3}}[.、:)]{{0,2}}\s{{0,3}}(?:[【\[]?(?:答案|正确答案)[】\]]?\s{{0,3}}:?\s{{0,3}})?({_WORD})"
    r"[\s。.;,]{0,5}(?:[【\[]?(?:解析|答案解析)[】\]]?\s{0,3}:?(.*))?"
)


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """The answer of one numbered question; `run` counts how often the numbers began anew before it."""

    number: int
    answer: str
    line: int
    hint: str = ""
    run: int = 0
    explanation: str = ""


def key_entries(line: str) -> list[tuple[int, str, str]] | None:
    """Return number, answer and explanation of each entry of a key's line; None for any other line."""
    text = half_width(line[:2000])
    entries: list[tuple[int, str, str]] = []
    position = 0
    while position < len(text):
        if match := _RANGE.match(text, position):
            answers = _answers_of_range(int(match[1]), int(match[2]), match[3])
            if answers is None:
                return None
            entries += [(int(match[1]) + offset, answer, "") for offset, answer in enumerate(answers)]
        elif match := _PAIR.match(text, position):
            entries.append((int(match[1]), match[2], ""))
        else:
            return _explained_entry(text)
        between = _BETWEEN.match(text, match.end())
        position = between.end() if between else match.end()
    return entries or None


def is_key_line(line: str) -> bool:
    """Return whether a line can be nothing but a key: a range, or at least two pairs."""
    entries = key_entries(line)
    return entries is not None and len(entries) > 1


def _explained_entry(text: str) -> list[tuple[int, str, str]] | None:
    match = _EXPLAINED.fullmatch(text)
    return [(int(match[1]), match[2], (match[3] or "").strip())] if match else None


def _answers_of_range(first: int, last: int, text: str) -> list[str] | None:
    """Return as many answers as the range has numbers: one a word, or one a letter."""
    count = last - first + 1
    words = re.split(r"[\s,;、]+", text.strip(" ,;、"))
    if len(words) == count:
        return words
    letters = list("".join(words))
    return letters if len(letters) == count else None
