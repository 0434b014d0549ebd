"""Our markup as HTML that is XHTML as well, so that reading it back gives the same markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape, quoteattr

from examapp.bank_formats.rich_text import FORMULA, QUESTION_PICTURE, RichText
from examapp.markup.syntax import (
    Block,
    Code,
    Figure,
    Formula,
    Inline,
    Picture,
    Strong,
    Table,
    Text,
    blocks_of,
    inline_of,
    is_plain,
)

# From the name of a picture to its address in the file that is written.
Address = Callable[[str], str]

_UNSOUND = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONE_SPACES = re.compile(r"(?<= ) |^ | $", re.MULTILINE)
_NO_BREAK_SPACE = "\u00a0"


def sound(text: str) -> str:
    """Return the text without characters that XML has no place for."""
    return _UNSOUND.sub("", text)


def escaped(text: str) -> str:
    """Return the text as XML holds it between tags."""
    return escape(sound(text))


def quoted(text: str) -> str:
    """Return the text as the quoted value of an attribute."""
    return quoteattr(sound(text))


def html_of(text: str, address: Address, *, blocks: bool = True, titles: bool = True) -> str:
    """Return the markup as HTML; what would not come back the same is written as it stands, spaces kept.

    `blocks` false writes nothing but what may stand in a line; `titles` says whether an attribute may tell
    how a formula was typed.
    """
    if not text:
        return ""
    addresses: dict[str, str] = {}

    def noted(name: str) -> str:
        addresses[address(name)] = name
        return address(name)

    written = _paragraphs(text, noted, titles) if blocks else _inline(inline_of(text), noted, titles)
    if not _comes_back(written, text, addresses):
        written = _as_it_stands(text, blocks)
    return written


def question_picture(name: str, address: Address) -> str:
    """Return the picture that belongs to a question as a whole."""
    return f'<img class="{QUESTION_PICTURE}" src={quoted(address(name))} alt=""/>'


def _comes_back(written: str, text: str, addresses: dict[str, str]) -> bool:
    return RichText(addresses.get).of_html(written) == text


def _as_it_stands(text: str, blocks: bool) -> str:
    if not blocks:
        return escaped(text)
    return f"<pre>{escaped(text)}</pre>"


def _paragraphs(text: str, address: Address, titles: bool) -> str:
    if is_plain(text):
        return f"<p>{_text(text)}</p>"
    return "".join(_block(block, address, titles) for block in blocks_of(text))


def _block(block: Block, address: Address, titles: bool) -> str:
    if isinstance(block, Table):
        return _table(block, address, titles)
    if isinstance(block, Figure):
        return f"<p>{_picture(block.picture, address)}</p>"
    return f"<p>{_inline(block.inside, address, titles)}</p>"


def _table(table: Table, address: Address, titles: bool) -> str:
    head = "".join(f"<th>{_inline(cell, address, titles)}</th>" for cell in table.head)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_inline(cell, address, titles)}</td>" for cell in row) + "</tr>"
        for row in table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _inline(inside: Sequence[Inline], address: Address, titles: bool) -> str:
    return "".join(_piece(part, address, titles) for part in inside)


def _piece(part: Inline, address: Address, titles: bool) -> str:
    match part:
        case Text(text):
            return _text(text)
        case Code(text):
            return f"<code>{_text(text)}</code>"
        case Strong(inner):
            return f"<strong>{_inline(inner, address, titles)}</strong>"
        case Picture():
            return _picture(part, address)
        case Formula():
            return _formula(part, titles)


def _formula(formula: Formula, titles: bool) -> str:
    if formula.source.startswith(("\\(", "$$")) or not titles:
        return _text(formula.source)
    # Moodle's filter knows \(…\) and not $…$.
    return f'<span class="{FORMULA}" title={quoted(formula.source)}>\\({escaped(formula.tex)}\\)</span>'


def _picture(picture: Picture, address: Address) -> str:
    return f"<img src={quoted(address(picture.name))} alt={quoted(picture.alt)}/>"


def _text(text: str) -> str:
    kept = _LONE_SPACES.sub(_NO_BREAK_SPACE, text)
    return escaped(kept).replace("\n", "<br/>")
