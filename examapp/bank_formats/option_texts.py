"""Options written one after another in a single text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping

from examapp.bank_formats.headers import OPTION_LETTERS
from examapp.bank_formats.json_options import options_of_json

# A letter stands for an option at the start or after a space, a line or a mark; never inside a word.
_MARK = re.compile(
    r"(?:(?<=[\s|;；。，,?？)）])|^)[(（]?[^\S\n]{0,3}([A-Za-zＡ-Ｚａ-ｚ])\s{0,3}[.、．:：)）]"
)
# Options that follow each other without a space, A.烘干B.水洗 or （A）烘干（B）水洗; never inside a word or number.
_TIGHT_MARK = re.compile(
    r"[(（]\s{0,3}([A-Za-zＡ-Ｚａ-ｚ])\s{0,3}[)）]|(?<![A-Za-zＡ-Ｚａ-ｚ0-9])([A-ZＡ-Ｚ])\s{0,3}[.、．:：]"
)
# A 红区 B 绿区 C 黄区, below the stem: letters with nothing but a space behind them.
_BARE_MARK = re.compile(r"(?:(?<=\s)|^)([A-ZＡ-Ｚ])(?:[^\S\n]{1,5}(?=[^\sA-Za-z])|\n(?=[^\sA-Za-z]))")
_FIRST_OPTIONS_TRIED = 20
# Between options without letters; the later ones also stand inside of options, so the earlier ones go first.
_SEPARATORS = tuple(map(re.compile, (r"\$;\$|\|\||##|@@|<br\s?/?>", r"[|\n]", r"[;；]")))

_Mark = tuple[str, int, int]


def lettered_options(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return what stands before the first option, and the options whose letters run A, B, C, … in order.

    An A that begins a line is the first option, if there is one; else the A with the longest run, of equal
    ones the last: in （A）是电压单位。 A.伏 B.安 the bracket before the options is the stem's.
    A letter out of turn belongs to the text around it, so that `A. 见 C. 节` stays one option; where it can
    only be an option whose letter is wrong (it begins a line, repeats the letter before it or leaves one
    out), it is returned as one, for the checks to name.
    """
    marks = _marks(_MARK, text)
    firsts = [mark for mark in marks if mark[0] == "A"]
    at_line_start = [mark for mark in firsts if _begins_line(text, mark[1])]
    tried = (at_line_start or firsts)[-_FIRST_OPTIONS_TRIED:]
    best = _longest_run(tried, marks)
    if len(best) < 2:
        marks = _marks(_TIGHT_MARK, text)
        best = _longest_run(tried, marks)
    if len(best) < 2:
        marks = _marks(_BARE_MARK, text)
        below = [
            mark
            for mark in marks
            if mark[0] == "A" and _begins_line(text, mark[1]) and "\n" in text[: mark[1]]
        ]
        best = _longest_run(below[-_FIRST_OPTIONS_TRIED:], marks)
        if len(best) < 3:
            return text, []
    found = sorted([*best, *_out_of_turn(text, marks, best)], key=lambda mark: mark[1])
    ends = [start for _, start, _ in found[1:]] + [len(text)]
    options = [(letter, text[after:end].strip()) for (letter, _, after), end in zip(found, ends, strict=True)]
    return text[: found[0][1]], _without_separators(options)


def _without_separators(options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the options without the semicolons between them: in another order they would tell the last one."""
    if not all(text.endswith((";", "；")) for _, text in options[:-1]):
        return options
    return [(letter, text.rstrip(";； ")) for letter, text in options]


def options_of_cell(text: str) -> list[tuple[str, str]]:
    """Return the options of one cell: JSON, or lettered, or else parted by `|`, one a line, or by other signs."""
    from_json = options_of_json(text)
    if from_json is not None:
        return from_json
    before, options = lettered_options(text.strip())
    if options and not before.strip():
        return [(letter, option.strip("|;； \n")) for letter, option in options]
    for separator in _SEPARATORS:
        parts = [part.strip() for part in separator.split(text) if part.strip()]
        if len(parts) >= 2:
            return list(zip(OPTION_LETTERS, parts, strict=False)) if len(parts) <= len(OPTION_LETTERS) else []
    return [("A", text.strip())] if text.strip() else []


def without_own_letters(options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the options without the letter that each repeats, `A.烘干` in column A.

    Shuffled with their options, such letters would stand beside other ones on the screen.
    """
    filled = [(letter, text) for letter, text in options if text.strip()]
    if len(filled) < 2 or not all(_own_letter(letter).match(text) for letter, text in filled):
        return options
    return [(letter, _own_letter(letter).sub("", text)) for letter, text in options]


def _own_letter(letter: str) -> re.Pattern[str]:
    full_width = chr(ord(letter) + 0xFEE0)
    letters = f"{letter}{letter.lower()}{full_width}{chr(ord(letter.lower()) + 0xFEE0)}"
    return re.compile(rf"^\s{{0,20}}[(（]?\s{{0,3}}[{letters}]\s{{0,3}}[.、．:：)）]\s{{0,20}}(?=\S)")


def _marks(pattern: re.Pattern[str], text: str) -> list[_Mark]:
    return [
        (_half_width_letter(next(filter(None, match.groups()))), *match.span())
        for match in pattern.finditer(text)
    ]


def _longest_run(firsts: list[_Mark], marks: list[_Mark]) -> list[_Mark]:
    """Return the longest run from one of the first options; of equal ones the last."""
    starts: dict[str, list[int]] = {}
    for letter, start, _ in marks:
        starts.setdefault(letter, []).append(start)
    by_start = {mark[1]: mark for mark in marks}
    runs = [_run(first, starts, by_start) for first in firsts]
    return max(reversed(runs), key=len, default=[])


def _out_of_turn(text: str, marks: list[_Mark], run: list[_Mark]) -> list[_Mark]:
    """Return the marks behind the first option that are options too, though their letters don't go on."""
    taken = {mark[1] for mark in run}
    found = []
    for mark in marks:
        before = bisect_left([start for _, start, _ in run], mark[1])
        if mark[1] in taken or not before:
            continue
        repeats = mark[0] == run[before - 1][0]
        leaves_out = before == len(run) and mark[0] > run[-1][0]
        if repeats or leaves_out or _begins_line(text, mark[1]):
            found.append(mark)
    return found


def _begins_line(text: str, position: int) -> bool:
    """Return whether only a few spaces stand before a position in its line."""
    before = text[max(0, position - 20) : position]
    return not before.rpartition("\n")[2].strip() and ("\n" in before or position <= 20)


def _run(first: _Mark, starts: Mapping[str, list[int]], marks: Mapping[int, _Mark]) -> list[_Mark]:
    """Return the marks that go on A, B, C, … from the first one."""
    run = [first]
    for letter in OPTION_LETTERS[1:]:
        places = starts.get(letter, [])
        following = bisect_left(places, run[-1][2])
        if following == len(places):
            break
        run.append(marks[places[following]])
    return run


def _half_width_letter(letter: str) -> str:
    code = ord(letter)
    return (chr(code - 0xFEE0) if code > 0xFF00 else letter).upper()
