"""The markup that stems, options and explanations may carry; everything else stays the text it is.

The rules (docs/bank-formats.md lists them for authors) are narrow on purpose: banks are full of `____`,
`138****1234`, `2**3`, `$5`, `=SUM($A$1:$B$2)`, `<div>` and `# 注释`, and none of these may change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

PICTURE_SUFFIXES = ("png", "jpg", "jpeg", "webp", "svg", "gif", "bmp")
# A recording stands in a text as a picture does, and is played where one would be seen.
SOUND_SUFFIXES = ("mp3", "ogg", "oga", "m4a")
LONGEST_FORMULA = 1000
LONGEST_TEXT = 10_000
_SIGNS = re.compile(r"[*`$|\[]|\\\(")

_INLINE = re.compile(
    "|".join(
        (
            r"(?<![A-Za-z0-9`])`(?P<code>[^`\n]{1,500})`(?![A-Za-z0-9`])",
            rf"!\[(?P<alt>[^\[\]\n]{{0,200}})\]\((?P<name>[^/\\\n<>\"]{{1,190}}?\.(?:{'|'.join((*PICTURE_SUFFIXES, *SOUND_SUFFIXES))}))\)",
            r"(?<![A-Za-z0-9*])\*\*(?![\s*])(?P<strong>[^\n]{0,500}?[^\s*])\*\*(?![A-Za-z0-9*])",
            rf"\\\((?P<formula>[^\n]{{1,{LONGEST_FORMULA}}}?)\\\)",
            rf"(?<![A-Za-z0-9$\\])\$\$(?P<display>[^$\n]{{1,{LONGEST_FORMULA}}})\$\$(?![A-Za-z0-9$])",
            rf"(?<![A-Za-z0-9$\\])\$(?P<dollars>[^$\s](?:[^$\n]{{0,{LONGEST_FORMULA}}}[^$\s])?)\$(?![A-Za-z0-9${{])",
        )
    ),
    re.IGNORECASE,
)
# Between dollars stands a formula only if it looks like one: no Chinese outside of braces, and a letter,
# a command, a power or an equation; an amount such as $5$ stays text.
_IN_BRACES = re.compile(r"\{[^{}]*\}")
_HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_FORMULA_SIGN = re.compile(r"[A-Za-z\\^=\u0370-\u03ff]")
_TABLE_LINE = re.compile(r"\s{0,3}\|.*\|\s*")
_TABLE_RULE = re.compile(r"\s{0,3}\|(?:\s*:?-+:?\s*\|){1,20}\s*")
_CELL_BORDER = re.compile(r"(?<!\\)\|")

Align = Literal["", "center", "right"]


@dataclass(frozen=True, slots=True)
class Text:
    """Characters that mean themselves."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold text; what is inside may be anything but bold again."""

    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Text in a fixed width, taken literally."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """LaTeX; `source` is how the author wrote it, signs included."""

    tex: str
    source: str
    display: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its file name; `alt` says what it shows."""

    name: str
    alt: str
    source: str


Inline = Text | Strong | Code | Formula | Picture


@dataclass(frozen=True, slots=True)
class Lines:
    """Running text, its line breaks kept."""

    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head row; every row has as many cells as the head."""

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    aligns: tuple[Align, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands alone on its line."""

    picture: Picture


Block = Lines | Table | Figure


def is_plain(text: str) -> bool:
    """Return whether the text holds none of the signs that markup is made of, or is longer than any text may be."""
    return len(text) > LONGEST_TEXT or _SIGNS.search(text) is None


def inline_of(text: str) -> tuple[Inline, ...]:
    """Return what a line or a cell, an option or a stem without blocks says."""
    return tuple(_inlines(text, bold_allowed=True))


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the text parted at its tables and at the pictures that stand alone on a line."""
    blocks: list[Block] = []
    lines, start = text.split("\n"), 0
    number = 0
    while number < len(lines):
        block, taken = _block_at(lines, number)
        if block is None:
            number += 1
            continue
        blocks += _running(lines[start:number])
        blocks.append(block)
        number += taken
        start = number
    blocks += _running(lines[start:])
    return tuple(blocks)


def without_code(text: str) -> str:
    """Return the text without what stands in backticks, which is shown as it is typed."""
    if "`" not in text or is_plain(text):
        return text
    return " ".join(part.text for part in inline_of(text) if isinstance(part, Text))


def pictures_in(text: str) -> tuple[str, ...]:
    """Return the file names of the pictures that the text shows, each once."""
    if "![" not in text or is_plain(text):
        return ()
    return tuple(dict.fromkeys(_names(inline_of(text))))


def formulas_in(text: str) -> tuple[Formula, ...]:
    """Return the formulas of the text."""
    return () if is_plain(text) else tuple(_formulas(inline_of(text)))


def _inlines(text: str, *, bold_allowed: bool) -> Iterator[Inline]:
    kept, place = "", 0
    while match := _INLINE.search(text, place):
        found = _found(match, bold_allowed)
        if found is None:
            kept += text[place : match.start() + 1]
            place = match.start() + 1
            continue
        kept += text[place : match.start()]
        if kept:
            yield Text(kept)
        yield found
        kept, place = "", match.end()
    if kept := kept + text[place:]:
        yield Text(kept)


def _found(match: re.Match[str], bold_allowed: bool) -> Inline | None:
    inside, source = match[match.lastgroup or 0], match[0]
    match match.lastgroup:
        case "code":
            return Code(inside)
        case "name":
            return Picture(inside, match["alt"].strip(), source)
        case "strong":
            return Strong(tuple(_inlines(inside, bold_allowed=False))) if bold_allowed else None
        case "dollars" if not _is_formula(inside):
            return None
        case kind:
            tex = inside.strip()
            return Formula(tex, source, kind == "display") if tex else None


def _is_formula(text: str) -> bool:
    outside = text
    for _ in range(5):
        outside = _IN_BRACES.sub("", outside)
    return not _HAN.search(outside) and _FORMULA_SIGN.search(text) is not None


def _running(lines: Sequence[str]) -> list[Block]:
    text = "\n".join(lines).strip("\n")
    return [Lines(inline_of(text))] if text.strip() else []


def _block_at(lines: Sequence[str], number: int) -> tuple[Block | None, int]:
    """Return the block that begins at a line and how many lines it takes."""
    line = lines[number]
    if "|" in line and number + 1 < len(lines):
        table = _table_at(lines, number)
        if table is not None:
            return table, 2 + len(table.rows)
    if "![" in line:
        inside = inline_of(line.strip())
        if len(inside) == 1 and isinstance(inside[0], Picture) and len(lines) > 1:
            return Figure(inside[0]), 1
    return None, 0


def _table_at(lines: Sequence[str], number: int) -> Table | None:
    if not _TABLE_LINE.fullmatch(lines[number]) or not _TABLE_RULE.fullmatch(lines[number + 1]):
        return None
    head = _cells(lines[number])
    rule = _cells(lines[number + 1])
    if len(head) != len(rule):
        return None
    rows = []
    for line in lines[number + 2 :]:
        if not _TABLE_LINE.fullmatch(line):
            break
        cells = _cells(line)
        # A cell too many would vanish: the table ends above, and the line stays as it was typed.
        if len(cells) > len(head):
            break
        rows.append(tuple(map(inline_of, [*cells, *[""] * (len(head) - len(cells))])))
    return Table(tuple(map(inline_of, head)), tuple(rows), tuple(map(_align, rule))) if rows else None


def _cells(line: str) -> list[str]:
    inside = line.strip()[1:-1]
    return [cell.strip().replace("\\|", "|") for cell in _CELL_BORDER.split(inside)]


def _align(rule: str) -> Align:
    if not rule.endswith(":"):
        return ""
    return "center" if rule.startswith(":") else "right"


def _names(inside: Sequence[Inline]) -> Iterator[str]:
    for part in inside:
        if isinstance(part, Picture):
            yield part.name
        elif isinstance(part, Strong):
            yield from _names(part.inside)


def _formulas(inside: Sequence[Inline]) -> Iterator[Formula]:
    for part in inside:
        if isinstance(part, Formula):
            yield part
        elif isinstance(part, Strong):
            yield from _formulas(part.inside)
