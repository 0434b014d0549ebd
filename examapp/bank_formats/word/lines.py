"""One line of a document: its text, and how each character is set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from examapp.bank_formats.cleaning import clean
from examapp.bank_formats.looks import Look


@dataclass(frozen=True, slots=True)
class Line:
    """A line's text and, parallel to its characters, their looks."""

    text: str
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one look."""

    text: str
    look: Look = Look.PLAIN


def lines_of(pieces: list[Piece]) -> Iterator[Line]:
    """Yield the lines of a paragraph's pieces; underlined spaces are a blank to fill in."""
    characters: list[tuple[str, Look]] = []
    for piece in pieces:
        text = piece.text
        if piece.look & Look.UNDERLINE and not text.strip(" \u3000\u00a0\t"):
            text = "____" if text else ""
        characters += [(character, piece.look) for character in text]
    begin = 0
    for end in [*(number for number, (sign, _) in enumerate(characters) if sign == "\n"), len(characters)]:
        yield _line(characters[begin:end])
        begin = end + 1


def _line(characters: list[tuple[str, Look]]) -> Line:
    """Return a line without what can't be shown, and without spaces at its ends."""
    kept = [(shown, look) for character, look in characters if (shown := _shown(character))]
    while kept and kept[0][0] in " \u3000":
        kept.pop(0)
    while kept and kept[-1][0] in " \u3000":
        kept.pop()
    return Line("".join(shown for shown, _ in kept), tuple(look for _, look in kept))


def _shown(character: str) -> str:
    if character in " \t\u00a0":
        return " "
    return character if character == "\u3000" else clean(character)
