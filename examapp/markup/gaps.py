"""Gaps in a text that is HTML already: where a page puts the list or the field to fill them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

# HTML up to a gap, and the gap's number; 0 after the last one.
Piece = tuple[Markup, int]

# Tags come first: what stands in an attribute is no gap.
_GAP = re.compile(r"<[^>]*>|\[\[(\d{1,3})\]\]")
_BLANK = re.compile(r"<[^>]*>|(_{2,}|＿{2,}|\(\s{0,20}\)|（\s{0,20}）)")


def gap_pieces(html: Markup) -> tuple[Piece, ...]:
    """Return the text cut at its gaps, `[[1]]`, `[[2]]`…"""
    return tuple(_pieces(html, [(match, int(match[1])) for match in _GAP.finditer(html) if match[1]]))


def blank_pieces(html: Markup, blanks: int) -> tuple[Piece, ...]:
    """Return the text cut at its blanks, `____` or `（　）`; nothing unless there are just so many."""
    found = [match for match in _BLANK.finditer(html) if match[1]]
    if len(found) != blanks:
        return ()
    return tuple(_pieces(html, [(match, number) for number, match in enumerate(found, start=1)]))


def with_numbered_gaps(html: Markup) -> Markup:
    """Return the text with the numbers of its gaps, for reading only."""
    pieces = (text + (Markup("({})____").format(gap) if gap else "") for text, gap in gap_pieces(html))
    return Markup("").join(pieces)


def _pieces(html: Markup, gaps: list[tuple[re.Match[str], int]]) -> Iterator[Piece]:
    place = 0
    for match, number in gaps:
        yield html[place : match.start()], number
        place = match.end()
    yield html[place:], 0
