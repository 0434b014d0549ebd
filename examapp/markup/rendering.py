"""From markup to HTML that is safe on every page: what a question's fieldset is filled with."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import nh3
from markupsafe import Markup

from examapp.markup.formulas import ELEMENTS, drawn_formula
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
    inline_of,
    is_plain,
)

_TAGS = {
    *ELEMENTS,
    "strong",
    "code",
    "img",
    "span",
    "div",
    "p",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "audio",
}
_ATTRIBUTES: dict[str, set[str]] = {
    "math": {"display"},
    "mi": {"mathvariant"},
    "mo": {"stretchy", "fence", "form", "accent"},
    "mover": {"accent"},
    "munder": {"accent"},
    "mspace": {"width"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mfrac": {"linethickness"},
    "mtd": {"columnalign"},
    "img": {"src", "alt", "width", "height", "class"},
    "audio": {"src", "controls", "preload", "aria-label"},
    "span": {"class"},
    "div": {"class", "tabindex"},
    "p": {"class"},
    "th": {"scope", "class"},
    "td": {"class"},
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set(), link_rel=None, strip_comments=True
)
NOTHING = Markup("")
_NAMELESS = {"zh": "图", "en": "Figure"}
_NAMELESS_SOUND = {"zh": "录音", "en": "Recording"}


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """Where a page finds a picture, and how large it is in pixels; a recording has no size."""

    address: str
    width: int
    height: int
    is_sound: bool = False


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML: `lead` may stand inside a legend, a label or a span; `below` holds tables and figures.

    `below` begins with the first table or figure of the text and goes on to its end; it is empty for most.
    """

    lead: Markup
    below: Markup = NOTHING

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.lead or self.below)


Pictures = Mapping[str, PlacedPicture]


def render(text: str, pictures: Pictures, language: str = "zh") -> Rendered:
    """Return a stem or an explanation as HTML; text without markup is only escaped."""
    if is_plain(text):
        return Rendered(Markup.escape(text))
    blocks = blocks_of(text)
    lead = blocks[:1] if blocks and isinstance(blocks[0], Lines) else ()
    return Rendered(
        _safe(
            "".join(_inlines(block.inside, pictures, language) for block in lead if isinstance(block, Lines))
        ),
        _safe("".join(_block(block, pictures, language) for block in blocks[len(lead) :])),
    )


def render_inline(text: str, pictures: Pictures, language: str = "zh") -> Markup:
    """Return an option as HTML that may stand inside a label; tables stay text."""
    return Markup.escape(text) if is_plain(text) else _safe(_inlines(inline_of(text), pictures, language))


def render_figure(name: str, pictures: Pictures, language: str = "zh") -> Markup:
    """Return the picture that belongs to a whole question; nothing when there is none of this name."""
    placed = pictures.get(name)
    return _safe(_figure(placed, "", language)) if placed else NOTHING


def _safe(fragment: str) -> Markup:
    """Return the fragment through a second, independent gate: everything was escaped as it was put together."""
    cleaned = _CLEANER.clean(fragment)
    return Markup(cleaned)  # noqa: S704 - escaped piece by piece, then cleaned by an allow-list


def _block(block: Block, pictures: Pictures, language: str) -> str:
    match block:
        case Lines(inside):
            return f'<p class="text">{_inlines(inside, pictures, language)}</p>'
        case Figure(picture):
            placed = pictures.get(picture.name)
            return _figure(placed, picture.alt, language) if placed else f"<p>{_escape(picture.source)}</p>"
        case Table():
            return _table(block, pictures, language)


def _figure(placed: PlacedPicture, alt: str, language: str) -> str:
    return f'<p class="figure">{_picture(placed, alt, language)}</p>'


def _table(table: Table, pictures: Pictures, language: str) -> str:
    head = "".join(
        f'<th scope="col"{_class(align)}>{_inlines(cell, pictures, language)}</th>'
        for cell, align in zip(table.head, table.aligns, strict=True)
    )
    rows = "".join(_row(row, table, pictures, language) for row in table.rows)
    # Wide tables scroll in a box of their own, which the keyboard can reach.
    return (
        f'<div class="wide-table" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(row: Sequence[Sequence[Inline]], table: Table, pictures: Pictures, language: str) -> str:
    cells = "".join(
        f"<td{_class(align)}>{_inlines(cell, pictures, language)}</td>"
        for cell, align in zip(row, table.aligns, strict=True)
    )
    return f"<tr>{cells}</tr>"


def _class(align: str) -> str:
    return f' class="{align}"' if align else ""


def _inlines(inside: Sequence[Inline], pictures: Pictures, language: str) -> str:
    return "".join(_inline(part, pictures, language) for part in inside)


def _inline(part: Inline, pictures: Pictures, language: str) -> str:
    match part:
        case Text(text):
            return _escape(text)
        case Strong(inside):
            return f"<strong>{_inlines(inside, pictures, language)}</strong>"
        case Code(text):
            return f"<code>{_escape(text)}</code>"
        case Formula():
            return _formula(part)
        case Picture(name, alt, source):
            placed = pictures.get(name)
            return _picture(placed, alt, language) if placed else _escape(source)


def _picture(placed: PlacedPicture, alt: str, language: str) -> str:
    if placed.is_sound:
        # Nothing is loaded, and nothing heard, before somebody taps.
        label = _escape(alt or _NAMELESS_SOUND[language])
        return (
            f'<audio src="{_escape(placed.address)}" controls="" preload="none" aria-label="{label}"></audio>'
        )
    return (
        f'<img src="{_escape(placed.address)}" alt="{_escape(alt or _NAMELESS[language])}"'
        f' width="{placed.width}" height="{placed.height}">'
    )


def _formula(formula: Formula) -> str:
    """Return both forms; the style sheet shows one of them, by what the webview can draw."""
    drawn = drawn_formula(formula.tex, display=formula.display)
    if drawn is None:
        return f"<code>{_escape(formula.source)}</code>"
    return f'<span class="formula">{drawn.mathml}<span class="line">{_escape(drawn.text)}</span></span>'


def _escape(text: str) -> str:
    return html.escape(text, quote=True)
