"""MathML as a formula of our markup, which is written in LaTeX."""

from __future__ import annotations

import re
from collections.abc import Callable

from examapp.bank_formats.xml_reading import Element, children, descendants, name_of, text_of
from examapp.markup.formulas import drawn_formula
from examapp.markup.syntax import LONGEST_FORMULA

_SIGNS = {
    "−": "-",
    "×": "\\times ",
    "÷": "\\div ",
    "±": "\\pm ",
    "≤": "\\le ",
    "≥": "\\ge ",
    "≠": "\\ne ",
    "∞": "\\infty ",
    "√": "\\surd ",
    "→": "\\to ",
    "∑": "\\sum ",
    "∫": "\\int ",
    "%": "\\%",
    "&": "\\&",
    "#": "\\#",
    "_": "\\_",
    "\u2061": "",
    "\u2062": "",
    "\u2063": "",
    "\u2064": "",
}
_SPACES = re.compile(r"\s+")


class _NoTex(Exception):
    """An element that has no place in a formula of ours."""


def tex_of(math: Element) -> str | None:
    """Return a `math` element as `\\(…\\)`, None when it holds what our formulas can't draw."""
    tex = _annotated(math)
    if tex is None or drawn_formula(tex, display=False) is None:
        try:
            tex = _SPACES.sub(" ", _row(math, 0)).strip()
        except _NoTex:
            return None
    if not tex or len(tex) > LONGEST_FORMULA or drawn_formula(tex, display=False) is None:
        return None
    return f"\\({tex}\\)"


def _annotated(math: Element) -> str | None:
    for note in descendants(math, "annotation"):
        if "tex" in (note.get("encoding") or "").lower():
            tex = _SPACES.sub(" ", text_of(note)).strip().strip("$")
            return tex.removeprefix("\\[").removesuffix("\\]").removeprefix("\\(").removesuffix("\\)").strip()
    return None


def _row(element: Element, depth: int) -> str:
    return "".join(_tex(inner, depth + 1) for inner in children(element))


def _tex(element: Element, depth: int) -> str:
    if depth > 40:
        raise _NoTex
    name = name_of(element)
    if name in ("annotation", "annotation-xml", "mspace", "mphantom"):
        return ""
    if name in ("mi", "mn", "mo", "mtext", "ms"):
        return _token(name, "".join(text_of(element).split()) if name != "mtext" else text_of(element))
    if name in ("mrow", "semantics", "mstyle", "mpadded", "math", "mtd"):
        return _row(element, depth)
    parts = [_tex(inner, depth + 1) for inner in children(element)]
    if name == "mfenced":
        inside = ",".join(parts)
        return f"{element.get('open', '(')}{inside}{element.get('close', ')')}"
    shape, count = _SHAPES.get(name, (None, 0))
    if shape is None or (count and len(parts) != count):
        raise _NoTex
    return shape(*parts) if count else shape("".join(parts))


def _token(name: str, text: str) -> str:
    if name == "mtext":
        return "\\text{" + re.sub(r"[^\w ,.;:()-]", "", text) + "}"
    if re.search(r"[\\{}$]", text):
        raise _NoTex
    written = "".join(_SIGNS.get(sign, sign) for sign in text)
    return f"\\mathrm{{{written}}}" if name == "mi" and len(text) > 1 and text.isascii() else written


_SHAPES: dict[str, tuple[Callable[..., str], int]] = {
    "msup": (lambda base, up: f"{{{base}}}^{{{up}}}", 2),
    "msub": (lambda base, down: f"{{{base}}}_{{{down}}}", 2),
    "msubsup": (lambda base, down, up: f"{{{base}}}_{{{down}}}^{{{up}}}", 3),
    "mover": (lambda base, over: f"\\overset{{{over}}}{{{base}}}", 2),
    "munder": (lambda base, under: f"\\underset{{{under}}}{{{base}}}", 2),
    "munderover": (lambda base, down, up: f"{{{base}}}_{{{down}}}^{{{up}}}", 3),
    "mfrac": (lambda top, bottom: f"\\frac{{{top}}}{{{bottom}}}", 2),
    "mroot": (lambda base, index: f"\\sqrt[{index}]{{{base}}}", 2),
    "msqrt": (lambda inside: f"\\sqrt{{{inside}}}", 0),
}
