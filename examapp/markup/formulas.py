"""Formulas: LaTeX as MathML, and as one readable line for webviews that draw no MathML."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element

DEEPEST_NESTING = 30
DEEPEST_TREE = 80
# Of MathML Core, what the converter makes of school mathematics; an element not named here is taken for
# a formula that can't be read, and an attribute not named here is left out.
ELEMENTS = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mtable",
        "mtr",
        "mtd",
        "mstyle",
        "mpadded",
        "mphantom",
    ]
)
_ATTRIBUTES = {
    "display": re.compile("inline|block"),
    "mathvariant": re.compile("normal"),
    "stretchy": re.compile("true|false"),
    "fence": re.compile("true|false"),
    "form": re.compile("prefix|infix|postfix"),
    "accent": re.compile("true|false"),
    "displaystyle": re.compile("true|false"),
    "scriptlevel": re.compile(r"[+-]?\d"),
    "linethickness": re.compile("0|0(?:px|em)"),
    "width": re.compile(r"-?\d?\.?\d{1,4}em"),
    "columnalign": re.compile("left|center|right"),
}
_UNKNOWN_COMMAND = re.compile(r"\\[A-Za-z]")
_SUPERSCRIPT = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUBSCRIPT = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_DEGREE = "∘"
_RELATIONS = frozenset("=≈≠≡<>≤≥→⇒")
_SIMPLE = re.compile(r"(?:\d+(?:\.\d+)?|\S)[⁰¹²³⁴-⁹⁺⁻ⁿ₀-₋]*")
# Signs above a letter, as marks that combine with it.
_ABOVE = {
    "→": "\u20d7",
    "^": "\u0302",
    "~": "\u0303",
    "˙": "\u0307",
    "¨": "\u0308",
    "―": "\u0305",
    "¯": "\u0305",
}


@dataclass(frozen=True, slots=True)
class DrawnFormula:
    """A formula as MathML (safe to put into a page) and as a line of text.

    No webview breaks a formula into lines, but any of them breaks a line between two: inside of a sentence
    a new `math` begins at each relation, so that a long formula fits a phone.
    """

    mathml: str
    text: str


@lru_cache(maxsize=10_000)
def drawn_formula(tex: str, *, display: bool = False) -> DrawnFormula | None:
    """Return the formula drawn, None when it can't be read; never raises."""
    if _depth(tex) > DEEPEST_NESTING:
        return None
    try:
        root = convert_to_element(tex, display="block" if display else "inline")
        return DrawnFormula("".join(_markup(part) for part in _parts(root)), _line(root).strip())
    # The converter answers broken LaTeX with whatever its code runs into.
    except Exception:
        return None


class _NotDrawable(Exception):
    """An element or a command that no webview would show as meant."""


def _depth(tex: str) -> int:
    depth = deepest = 0
    for sign in re.findall(r"\\(?:left|right|begin|end)\b|\\.|[{}^_]", tex):
        if sign in ("{", "^", "_", "\\left", "\\begin"):
            depth += 1
        elif sign in ("}", "\\right", "\\end"):
            depth -= 1
        deepest = max(deepest, depth)
        if sign in ("^", "_"):
            depth -= 1
    return max(deepest, tex.count("\\sqrt") // 2, tex.count("\\frac") // 2)


def _parts(root: Element) -> list[Element]:
    """Return the formula cut before its relations; whole where it stands apart."""
    if root.get("display") == "block" or len(root) != 1 or root[0].tag != "mrow":
        return [root]
    rows = [Element("mrow", root[0].attrib)]
    for child in root[0]:
        if child.tag == "mo" and _text_of(child) in _RELATIONS and len(rows[-1]):
            rows.append(Element("mrow", root[0].attrib))
        rows[-1].append(child)
    parts = [Element("math", root.attrib) for _row in rows]
    for part, row in zip(parts, rows, strict=True):
        part.append(row)
    return parts


def _text_of(element: Element) -> str:
    # The converter writes signs as character references and leaves what the author typed as it was.
    text = html.unescape(element.text or "")
    if _UNKNOWN_COMMAND.search(text) and element.tag != "mtext":
        raise _NotDrawable(text)
    return text


def _markup(element: Element, depth: int = 0) -> str:
    if element.tag not in ELEMENTS or depth > DEEPEST_TREE:
        raise _NotDrawable(element.tag)
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and _ATTRIBUTES[name].fullmatch(value)
    )
    children = [_markup(child, depth + 1) for child in element]
    if element.tag == "mrow" and len(children) == 1 and not attributes:
        return children[0]
    inside = html.escape(_text_of(element), quote=False) + "".join(children)
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"


def _line(element: Element) -> str:  # noqa: C901 - one case for each element
    """Return the formula as a person would type it: (a+b)/2, x², √(x)."""
    parts = [_line(child) for child in element]
    match element.tag:
        case "mfrac":
            return f"{_grouped(parts[0])}/{_grouped(parts[1])}"
        case "msqrt":
            return f"√({''.join(parts)})"
        case "mroot":
            return f"{_raised(parts[1])}√({parts[0]})"
        case "mover" if (mark := _ABOVE.get(html.unescape(element[1].text or ""))) is not None:
            return parts[0] + mark if len(parts[0]) == 1 else f"({parts[0]}){mark}"
        case "msup" | "mover":
            return parts[0] + _raised(parts[1])
        case "msub" | "munder":
            return parts[0] + _lowered(parts[1])
        case "msubsup" | "munderover":
            return parts[0] + _lowered(parts[1]) + _raised(parts[2])
        case "mtr":
            return ", ".join(parts)
        case "mtable":
            return f"[{'; '.join(parts)}]"
        case "mspace":
            return " "
        case "mphantom":
            return ""
        case "mo":
            return _operator(_text_of(element))
        case "mi" if len(name := _text_of(element)) > 1:
            return f"{name} "
        case _:
            return _text_of(element) + "".join(parts)


def _operator(text: str) -> str:
    return f" {text} " if text in "=<>≤≥≠≈≡→⇒⇔∈" and text else text


def _grouped(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _raised(text: str) -> str:
    if text == _DEGREE:
        return "°"
    if text in ("′", "″"):
        return text
    raised = text.translate(_SUPERSCRIPT)
    return raised if _all_translated(text, raised) else f"^{_grouped(text)}"


def _lowered(text: str) -> str:
    lowered = text.translate(_SUBSCRIPT)
    return lowered if _all_translated(text, lowered) else f"_{_grouped(text)}"


def _all_translated(text: str, changed: str) -> bool:
    return all(before != after for before, after in zip(text, changed, strict=True))
