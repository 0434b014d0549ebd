"""Options written one after another in a single text."""

from __future__ import annotations

import re

from examapp.bank_formats.headers import OPTION_LETTERS

# A letter stands for an option at the start or after a space, a line or a mark; never inside a word.
_MARK = re.compile(r"(?:(?<=[\s|;；。，,])|^)[(（]?\s{0,3}([A-Za-zＡ-Ｚａ-ｚ])\s{0,3}[.、．:：)）]")


def lettered_options(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return what stands before the first option, and the options whose letters run A, B, C, … in order.

    A letter out of turn belongs to the text around it, so that `A. 见 C. 节` stays one option.
    """
    starts: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        letter = _half_width_letter(match[1])
        if len(starts) < len(OPTION_LETTERS) and letter == OPTION_LETTERS[len(starts)]:
            starts.append(match.span())
    if not starts:
        return text, []
    ends = [start for start, _ in starts[1:]] + [len(text)]
    options = [
        (OPTION_LETTERS[index], text[after:end].strip())
        for index, ((_, after), end) in enumerate(zip(starts, ends, strict=True))
    ]
    return text[: starts[0][0]], options


def options_of_cell(text: str) -> list[tuple[str, str]]:
    """Return the options of one cell: lettered, or else parted by `|` or one a line."""
    before, options = lettered_options(text.strip())
    if options and not before.strip():
        return [(letter, option.strip("|;； \n")) for letter, option in options]
    parts = [part.strip() for part in re.split(r"[|\n]", text) if part.strip()]
    return list(zip(OPTION_LETTERS, parts, strict=False)) if len(parts) <= len(OPTION_LETTERS) else []


def _half_width_letter(letter: str) -> str:
    code = ord(letter)
    return (chr(code - 0xFEE0) if code > 0xFF00 else letter).upper()
