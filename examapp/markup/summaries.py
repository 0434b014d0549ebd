"""A text with markup in one line of plain text, for lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from examapp.markup.formulas import drawn_formula
from examapp.markup.syntax import (
    Block,
    Code,
    Figure,
    Formula,
    Inline,
    Lines,
    Picture,
    Strong,
    Table,
    Text,
    blocks_of,
    is_plain,
)


def summary_of(text: str) -> str:
    """Return what the text says, formulas as a line, pictures by what they show, cells one after another."""
    shown = text if is_plain(text) else " ".join(map(_block, blocks_of(text)))
    return " ".join(shown.split())


def _block(block: Block) -> str:
    match block:
        case Lines(inside):
            return _line(inside)
        case Figure(picture):
            return _inline(picture)
        case Table():
            return " ".join(_cells(block))


def _cells(table: Table) -> Iterator[str]:
    yield from map(_line, table.head)
    for row in table.rows:
        yield from map(_line, row)


def _line(inside: Sequence[Inline]) -> str:
    return "".join(map(_inline, inside))


def _inline(part: Inline) -> str:
    match part:
        case Text(text) | Code(text):
            return text
        case Strong(inside):
            return _line(inside)
        case Formula():
            drawn = drawn_formula(part.tex, display=part.display)
            return drawn.text if drawn else part.source
        case Picture():
            return f"〔{part.alt or part.name}〕"
