"""Matching and ordering in words: prompts one a line, `1-A;2-C`, `C>A>B`, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from examapp.bank_formats.cleaning import clean, half_width, one_line
from examapp.domain.questions import MatchingAnswer, Option, OrderAnswer

# A number of its own before a prompt; 1.5 kW begins with none.
_NUMBERED = re.compile(r"[(（]?\s{0,3}(\d{1,2})\s{0,3}(?:[.．](?!\d)|[、:：)）])\s{0,20}(\S.*)")
_PAIR = re.compile(r"(\d{1,2})[-.:=、>→]{0,4}([A-Z])")
_BETWEEN = re.compile(r"[\s,;、/|。&和与()\[\]【】]+")
_ARROWS = re.compile(r"[-—–>→=]+")


def numbered_lines(text: str) -> tuple[tuple[str, str], ...]:
    """Return (number, text) of the lines: their own numbers where all have rising ones, else 1, 2, 3, …"""
    lines = [line.strip() for line in clean(text).splitlines() if line.strip()]
    found = [_NUMBERED.fullmatch(line) for line in lines]
    numbers = [int(match[1]) for match in found if match]
    if len(numbers) == len(lines) and all(
        one < other for one, other in zip([0, *numbers], numbers, strict=False)
    ):
        return tuple((str(int(match[1])), one_line(match[2])) for match in found if match)
    return tuple((str(number), line) for number, line in enumerate(lines, start=1))


def prompts_of(text: str) -> tuple[Option, ...]:
    """Return the prompts of a cell."""
    lines = numbered_lines(text)
    if [number for number, _ in lines] != [str(place + 1) for place in range(len(lines))]:
        plain = [line.strip() for line in clean(text).splitlines() if line.strip()]
        lines = tuple((str(number), line) for number, line in enumerate(plain, start=1))
    return tuple(Option(number, line) for number, line in lines)


def lines_to_text(lines: Iterable[tuple[str, str]]) -> str:
    """Return what `numbered_lines` reads back."""
    return "\n".join(f"{number}. {line}" for number, line in lines)


def pairs_of(text: str, prompts: Sequence[Option]) -> MatchingAnswer | None:
    """Return the pairs of `1-A;2-C;3-B` or, one letter for each prompt, of `ACB`; None if unreadable."""
    plain = _BETWEEN.sub("", _ARROWS.sub("-", half_width(text[:400]).upper()))
    if re.fullmatch(r"[A-Z]+", plain) and len(plain) == len(prompts):
        return MatchingAnswer(tuple(sorted(zip((prompt.id for prompt in prompts), plain, strict=True))))
    found = [(str(int(number)), letter) for number, letter in _PAIR.findall(plain)]
    if _PAIR.sub("", plain) or len(dict(found)) != len(found):
        return None
    return MatchingAnswer(tuple(sorted(found))) if found else None


def pairs_to_text(answer: MatchingAnswer) -> str:
    """Return what `pairs_of` reads back."""
    return ";".join(f"{prompt}-{option}" for prompt, option in answer.pairs)


def order_of(text: str) -> OrderAnswer | None:
    """Return the order of `C>A>B`, `C,A,B` or `CAB`; None if unreadable."""
    plain = _BETWEEN.sub("", _ARROWS.sub("", half_width(text[:400]).upper()))
    return OrderAnswer(tuple(plain)) if re.fullmatch(r"[A-Z]{1,26}", plain) else None


def order_to_text(answer: OrderAnswer) -> str:
    """Return what `order_of` reads back."""
    return ">".join(answer.order)
