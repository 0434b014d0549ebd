"""Word's formulas as LaTeX, as far as stems of questions use them."""

from __future__ import annotations

from typing import Any

from examapp.bank_formats.word.names import local, m

_DEEPEST = 30
_LARGE = {"∑": r"\sum", "∫": r"\int", "∏": r"\prod", "⋃": r"\bigcup", "⋂": r"\bigcap"}
_ESCAPED = {"%": r"\%", "#": r"\#", "&": r"\&", "{": r"\{", "}": r"\}", "$": "", "\\": ""}


def latex_of(element: Any) -> str:
    """Return a formula between dollars; its bare texts where it nests too deep."""
    written = _children(element, 0).strip()
    return f"${written}$" if written else ""


def _children(element: Any, depth: int) -> str:
    if element is None:
        return ""
    if depth > _DEEPEST:
        return _text("".join(element.itertext()))
    return "".join(_written(child, depth + 1) for child in element)


def _part(element: Any, name: str, depth: int) -> str:
    return _children(element.find(m(name)), depth)


def _written(element: Any, depth: int) -> str:
    name = local(element.tag)
    writer = _WRITERS.get(name)
    if writer is not None:
        return writer(element, depth)
    if name == "r":
        return _text("".join(child.text or "" for child in element if child.tag == m("t")))
    return "" if name.endswith("Pr") else _children(element, depth)


def _fraction(element: Any, depth: int) -> str:
    return rf"\frac{{{_part(element, 'num', depth)}}}{{{_part(element, 'den', depth)}}}"


def _power(element: Any, depth: int) -> str:
    return f"{_base(element, depth)}^{{{_part(element, 'sup', depth)}}}"


def _index(element: Any, depth: int) -> str:
    return f"{_base(element, depth)}_{{{_part(element, 'sub', depth)}}}"


def _index_and_power(element: Any, depth: int) -> str:
    return f"{_base(element, depth)}_{{{_part(element, 'sub', depth)}}}^{{{_part(element, 'sup', depth)}}}"


def _base(element: Any, depth: int) -> str:
    base = _part(element, "e", depth)
    return base if len(base) == 1 else f"{{{base}}}"


def _root(element: Any, depth: int) -> str:
    degree = _part(element, "deg", depth)
    return rf"\sqrt{f'[{degree}]' if degree else ''}{{{_part(element, 'e', depth)}}}"


def _brackets(element: Any, depth: int) -> str:
    signs = {"begChr": "(", "endChr": ")"}
    properties = element.find(m("dPr"))
    for name in signs:
        child = properties.find(m(name)) if properties is not None else None
        if child is not None:
            signs[name] = child.get(m("val"), "")
    inside = ", ".join(_children(child, depth) for child in element.findall(m("e")))
    left, right = (_text(signs[name]) or "." for name in ("begChr", "endChr"))
    return rf"\left{left} {inside} \right{right}"


def _large(element: Any, depth: int) -> str:
    sign = element.find(f"{m('naryPr')}/{m('chr')}")
    written = _LARGE.get(sign.get(m("val"), "") if sign is not None else "∫", r"\int")
    low, high = _part(element, "sub", depth), _part(element, "sup", depth)
    limits = (f"_{{{low}}}" if low else "") + (f"^{{{high}}}" if high else "")
    return f"{written}{limits} {_part(element, 'e', depth)}"


def _text(text: str) -> str:
    return "".join(_ESCAPED.get(character, character) for character in text)


_WRITERS = {
    "f": _fraction,
    "sSup": _power,
    "sSub": _index,
    "sSubSup": _index_and_power,
    "rad": _root,
    "d": _brackets,
    "nary": _large,
}
