"""Options written one after another in a single text."""

from __future__ import annotations

import re

from examapp.bank_formats.headers import OPTION_LETTERS

# A letter stands for an option at the start or after a space, a line or a mark; never inside a word.
_MARK = re.compile(r"(?:(?<=[\s|;；。，,?？])|^)[(（]?[^\S\n]{0,3}([A-Za-zＡ-Ｚａ-ｚ])\s{0,3}[.、．:：)）]")
_FIRST_OPTIONS_TRIED = 20

_Mark = tuple[str, int, int]


def lettered_options(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return what stands before the first option, and the options whose letters run A, B, C, … in order.

    An A that begins a line is the first option, if there is one; else the A with the longest run, of equal
    ones the last: in （A）是电压单位。 A.伏 B.安 the bracket before the options is the stem's.
    A letter out of turn belongs to the text around it, so that `A. 见 C. 节` stays one option.
    """
    marks = [(_half_width_letter(match[1]), *match.span()) for match in _MARK.finditer(text)]
    firsts = [number for number, mark in enumerate(marks) if mark[0] == "A"]
    at_line_start = [number for number in firsts if _begins_line(text, marks[number][1])]
    tried = (at_line_start or firsts)[-_FIRST_OPTIONS_TRIED:]
    runs = [_run(marks[first:]) for first in tried]
    best = max(reversed(runs), key=len, default=[])
    if len(best) < 2:
        return text, []
    ends = [start for _, start, _ in best[1:]] + [len(text)]
    options = [(letter, text[after:end].strip()) for (letter, _, after), end in zip(best, ends, strict=True)]
    return text[: best[0][1]], options


def options_of_cell(text: str) -> list[tuple[str, str]]:
    """Return the options of one cell: lettered, or else parted by `|` or one a line."""
    before, options = lettered_options(text.strip())
    if options and not before.strip():
        return [(letter, option.strip("|;； \n")) for letter, option in options]
    parts = [part.strip() for part in re.split(r"[|\n]", text) if part.strip()]
    return list(zip(OPTION_LETTERS, parts, strict=False)) if len(parts) <= len(OPTION_LETTERS) else []


def _begins_line(text: str, position: int) -> bool:
    """Return whether only a few spaces stand before a position in its line."""
    before = text[max(0, position - 20) : position]
    return not before.rpartition("\n")[2].strip() and ("\n" in before or position <= 20)


def _run(marks: list[_Mark]) -> list[_Mark]:
    """Return the marks that go on A, B, C, … from the first one."""
    run: list[_Mark] = []
    for mark in marks:
        if len(run) < len(OPTION_LETTERS) and mark[0] == OPTION_LETTERS[len(run)]:
            run.append(mark)
    return run


def _half_width_letter(letter: str) -> str:
    code = ord(letter)
    return (chr(code - 0xFEE0) if code > 0xFF00 else letter).upper()
