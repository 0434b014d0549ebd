"""A paragraph of a Word document as lines: what is deleted or hidden stays out and is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from examapp.bank_formats.looks import Look, look_of_colour
from examapp.bank_formats.word.formulas import latex_of
from examapp.bank_formats.word.lines import Line, Piece, lines_of
from examapp.bank_formats.word.names import FALLBACK, m, w
from examapp.bank_formats.word.numbering import Numbering
from examapp.bank_formats.word.pictures import Pictures

_LEFT_OUT = frozenset((w("del"), w("moveFrom"), w("instrText"), w("delText"), FALLBACK, w("rPr"), w("pPr")))
_CHANGES = frozenset((w("del"), w("ins"), w("moveFrom"), w("moveTo")))
_BREAKS = {w("tab"): " ", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_OFF = ("0", "false", "off", "none")


@dataclass(slots=True)
class Reading:
    """What a document brings along while its paragraphs are read."""

    numbering: Numbering
    pictures: Pictures
    style_numbers: dict[str, tuple[str, int]] = field(default_factory=dict)
    changes: int = 0
    hidden: list[str] = field(default_factory=list)


def lines_of_paragraph(paragraph: Any, reading: Reading) -> list[Line]:
    """Return the paragraph's lines, its number before the first, the lines of text boxes behind the last."""
    pieces = list(_pieces(paragraph, Look.PLAIN, reading))
    label = _label(paragraph, reading) if any(piece.text.strip() for piece in pieces) else ""
    lines = list(lines_of([Piece(label), *pieces] if label else pieces))
    for box in _text_boxes(paragraph):
        for inner in box.iter(w("p")):
            lines += lines_of(list(_pieces(inner, Look.PLAIN, reading)))
    return lines


def _label(paragraph: Any, reading: Reading) -> str:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        return ""
    number_id, level = "", 0
    style = properties.find(w("pStyle"))
    if style is not None:
        number_id, level = reading.style_numbers.get(style.get(w("val"), ""), ("", 0))
    own = properties.find(w("numPr"))
    if own is not None:
        number_id = _value(own.find(w("numId"))) or number_id
        written = _value(own.find(w("ilvl")))
        level = int(written) if written.isdecimal() else level
    return reading.numbering.label(number_id, level) if number_id else ""


def _value(element: Any) -> str:
    return "" if element is None else element.get(w("val"), "")


def _pieces(element: Any, look: Look, reading: Reading) -> Iterator[Piece]:
    for child in element:
        tag = child.tag
        if tag in _CHANGES:
            reading.changes += 1
        if tag in _LEFT_OUT or tag == w("txbxContent"):
            continue
        if tag == w("r"):
            yield from _run(child, reading)
        elif tag in (m("oMath"), m("oMathPara")):
            yield Piece(latex_of(child), look)
        else:
            yield from _pieces(child, look, reading)


def _run(run: Any, reading: Reading) -> Iterator[Piece]:
    properties = run.find(w("rPr"))
    look = _look(properties)
    raised = _value(properties.find(w("vertAlign"))) if properties is not None else ""
    if _is_on(properties, "vanish") or _is_on(properties, "specVanish"):
        hidden = "".join(child.text or "" for child in run.iter(w("t")))
        if hidden.strip():
            reading.hidden.append(hidden)
        return
    for child in _children(run):
        if child.tag == w("t"):
            yield Piece(_placed(child.text or "", raised), look)
        elif child.tag in _BREAKS:
            yield Piece(_BREAKS[child.tag], look)
        elif child.tag == w("sym"):
            yield Piece(_symbol(child), look)
        elif child.tag in (w("drawing"), w("pict"), w("object")):
            yield from (Piece(text) for text in reading.pictures.texts_of(child))


def _children(run: Any) -> Iterator[Any]:
    """Yield what a run holds, also where a choice of drawings is offered: the first one counts."""
    for child in run:
        if child.tag == FALLBACK or child.tag in _LEFT_OUT:
            continue
        if isinstance(child.tag, str) and child.tag.endswith(("}AlternateContent", "}Choice")):
            yield from _children(child)
        else:
            yield child


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter(w("txbxContent")):
        if not any(parent.tag == FALLBACK for parent in box.iterancestors()):
            yield box


def _is_on(properties: Any, name: str) -> bool:
    element = properties.find(w(name)) if properties is not None else None
    return element is not None and element.get(w("val"), "true") not in _OFF


def _look(properties: Any) -> Look:
    if properties is None:
        return Look.PLAIN
    look = look_of_colour(_value(properties.find(w("color"))))
    if _value(properties.find(w("highlight"))) not in ("", "none", "white"):
        look |= Look.HIGHLIGHT
    if _is_on(properties, "u"):
        look |= Look.UNDERLINE
    return look | Look.BOLD if _is_on(properties, "b") else look


def _placed(text: str, raised: str) -> str:
    """Return a text raised or lowered: by characters that are so themselves, else with a sign before it."""
    table, sign = {"superscript": (_RAISED, "^"), "subscript": (_LOWERED, "_")}.get(raised, (None, ""))
    if table is None or not text.strip():
        return text
    placed = text.translate(table)
    if not any(before == after and not before.isspace() for before, after in zip(text, placed, strict=True)):
        return placed
    return f"{sign}{text}" if len(text.strip()) == 1 else f"{sign}({text})"


def _symbol(element: Any) -> str:
    """Return a sign of a symbol font: ticks and crosses are what banks have of them."""
    code = element.get(w("char"), "").upper()[-2:]
    font = element.get(w("font"), "")
    return _WINGDINGS.get(code, "") if font.startswith("Wingdings") else ""


_WINGDINGS = {"FC": "√", "FB": "×", "FE": "√", "FD": "×", "50": "√", "4F": "×", "A8": "□"}
