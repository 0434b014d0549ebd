"""Formatted text of other systems, HTML or XHTML, made into the markup of ours or into plain text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree, html

from examapp.bank_formats.cleaning import clean
from examapp.bank_formats.math_markup import tex_of
from examapp.bank_formats.rich_text_marks import BOLD, CODE, NO_MARKS, raised, resolved_marks
from examapp.bank_formats.rich_text_tables import TableText
from examapp.bank_formats.xml_reading import Element, name_of

# From an address to the name of a picture, None when there is no such picture.
PictureFinder = Callable[[str], str | None]
# What stands in a text in an element's place, None to read on inside it.
Replacement = Callable[[Element], str | None]

LONGEST_HTML = 400_000
# The classes by which our own writers tell what HTML has no word for.
QUESTION_PICTURE = "question-picture"
FORMULA = "formula"
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]{0,5000}|!--)>?")
_DISPLAY = re.compile(r"\\\[([^\n]{1,1000}?)\\\]")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SILENT = frozenset(
    {"script", "style", "head", "title", "meta", "link", "template", "noscript", "colgroup", "col"}
)
_MEDIA = frozenset({"audio", "video", "iframe", "embed", "object", "canvas", "applet", "form", "input"})
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "section",
        "article",
        "header",
        "footer",
        "figure",
        "figcaption",
        "address",
        "center",
        "table",
        "caption",
        "hr",
        "pre",
        "tr",
    )
)


def no_picture(_address: str) -> str | None:
    """Return that there is no such picture."""
    return None


@dataclass(slots=True)
class RichText:
    """Converts the texts of one file.

    `left_out` gathers what they can't carry: sounds, films, frames. `own_pictures` are the pictures that
    belong to a question as a whole and not to a place in its text.
    """

    picture: PictureFinder = no_picture
    left_out: dict[str, None] = field(default_factory=dict)
    own_pictures: list[str] = field(default_factory=list)

    def of_html(self, source: str) -> str:
        """Return HTML, or text that may hold some, as our markup."""
        if not _TAG.search(source) and "&" not in source:
            return _finished(_SPACE.sub(" ", source))
        tree = _html_tree(source)
        return self.of_element(tree) if tree is not None else clean(_TAG.sub(" ", source))

    def of_lines(self, source: str) -> str:
        """Return text whose line breaks count, with the tags it may hold."""
        if not _TAG.search(source):
            return clean(html_unescaped(source))
        return self.of_html(source.strip().replace("\r\n", "\n").replace("\n", "<br>"))

    def of_element(self, element: Element, replacement: Replacement | None = None) -> str:
        """Return what is inside an element as our markup."""
        writer = _Writer(self, replacement)
        writer.walk(element)
        return _finished("".join(writer.pieces))


def html_unescaped(text: str) -> str:
    """Return the text with character references read, when it holds some."""
    if "&" not in text:
        return text
    tree = _html_tree(text.replace("<", "&lt;"))
    return "".join(map(str, tree.itertext())) if tree is not None else text


@dataclass(slots=True)
class _Writer:
    owner: RichText
    replacement: Replacement | None
    pieces: list[str] = field(default_factory=list)
    tables: list[TableText] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    kept_spaces: int = 0

    def walk(self, top: Element) -> None:
        """Go through the tree without recursion: a foreign file may be nested deeper than a stack."""
        self._write(top.text)
        skipped: Element | None = None
        for event, element in etree.iterwalk(top, events=("start", "end")):
            if element is top:
                continue
            if skipped is None and event == "start" and self._stands_alone(element):
                skipped = element
            elif skipped is None and event == "start":
                self._begin(element)
                self._write(element.text)
            elif event == "end" and (skipped is None or skipped is element):
                if skipped is None:
                    self._end(element)
                skipped = None
                self._write(element.tail)

    def _stands_alone(self, element: Element) -> bool:
        """Write what takes the place of an element with all that is inside it; return whether there is such."""
        instead = self.replacement(element) if self.replacement else None
        if instead is None:
            instead = self._instead(element)
        if instead is not None:
            self.pieces.append(instead)
        return instead is not None

    def _instead(self, element: Element) -> str | None:
        name = name_of(element).lower()
        if not name or name in _SILENT:
            return ""
        if name == "img" or (name == "object" and element.get("type", "").startswith("image/")):
            return self._picture(element)
        if name == "span" and element.get("class") == FORMULA and element.get("title"):
            return NO_MARKS.without(element.get("title") or "")
        if name == "math":
            return tex_of(element) or self._left_out("math")
        if name in ("sup", "sub"):
            return raised("".join(map(str, element.itertext())), name)
        if name == "u" and not "".join(map(str, element.itertext())).strip():
            return "____"
        if name in _MEDIA:
            return self._left_out(name)
        return None

    def _left_out(self, name: str) -> str:
        self.owner.left_out.setdefault(name)
        return ""

    def _picture(self, element: Element) -> str:
        address = element.get("src") or element.get("data") or ""
        alt = clean(re.sub(r"[\[\]\n]", " ", element.get("alt") or ""))[:200]
        name = self.owner.picture(address)
        if name is not None and QUESTION_PICTURE in (element.get("class") or ""):
            self.owner.own_pictures.append(name)
            return ""
        if name is not None:
            return f"![{alt}]({name})"
        self._left_out(f"img {address[:60]}")
        return alt

    def _begin(self, element: Element) -> None:
        name = name_of(element).lower()
        if name in ("td", "th") and self.tables:
            self.pieces.append(self.tables[-1].begin_cell())
        elif name == "table":
            self._break()
            self.tables.append(TableText())
            self.pieces.append(self.tables[-1].begin())
        elif name == "tr" and self.tables:
            self.pieces.append(self.tables[-1].begin_row())
        elif name in _BLOCKS:
            self._break()
        if name in ("ul", "ol"):
            self.lists.append(1 if name == "ol" else None)
        elif name == "li":
            self.pieces.append(self._bullet())
        elif name in ("b", "strong", "u"):
            self.pieces.append(BOLD[0])
        elif name in ("code", "tt", "kbd", "samp"):
            self.pieces.append(CODE[0])
        self.kept_spaces += _keeps_spaces(element)

    def _end(self, element: Element) -> None:
        name = name_of(element).lower()
        self.kept_spaces -= _keeps_spaces(element)
        if name == "br":
            self.pieces.append("\n")
        elif name in ("b", "strong", "u"):
            self.pieces.append(BOLD[1])
        elif name in ("code", "tt", "kbd", "samp"):
            self.pieces.append(CODE[1])
        elif name in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif name in ("td", "th") and self.tables:
            return
        elif name == "table" and self.tables:
            written = self.tables.pop().written(self.pieces)
            self.pieces.append(written)
        if name in _BLOCKS and name != "tr":
            self._break()

    def _bullet(self) -> str:
        number = self.lists[-1] if self.lists else None
        indent = "  " * (len(self.lists) - 1)
        if number is None:
            return f"{indent}- "
        self.lists[-1] = number + 1
        return f"{indent}{number}. "

    def _break(self) -> None:
        self.pieces.append(NO_MARKS.line)

    def _write(self, text: str | None) -> None:
        if text:
            plain = NO_MARKS.without(text)
            self.pieces.append(
                plain.replace("\r", "") if self.kept_spaces else _SPACE.sub(NO_MARKS.space, plain)
            )


def _keeps_spaces(element: Element) -> bool:
    return name_of(element).lower() in ("pre", "textarea") or "white-space" in (element.get("style") or "")


def _finished(text: str) -> str:
    return clean(_DISPLAY.sub(r"$$\1$$", resolved_marks(text)))


def _html_tree(source: str) -> Element | None:
    sound = NO_MARKS.without(source[:LONGEST_HTML])
    try:
        # The wrapper keeps text before the first tag inside one element.
        parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
        tree = html.fromstring(f"<div>{sound}</div>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    # What is nested deeper than the parser goes would vanish without a word.
    return None if any("depth" in each.message for each in parser.error_log) else tree
