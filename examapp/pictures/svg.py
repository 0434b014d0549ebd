"""Drawings as SVG: taken only if everything in them is on a list of what draws and does nothing else.

What no picture needs (editors' notes, identifiers of other programs) is left out; what would change the
picture by missing (`image`, `foreignObject`, filters, scripts) makes the whole drawing be refused. Styles
become attributes, so that a policy without inline styles changes nothing.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from examapp.pictures.picture import MAXIMUM_SIDE, Picture, PictureRefused

MAXIMUM_SVG_BYTES = 1_000_000
MAXIMUM_ELEMENTS = 10_000
MAXIMUM_DEPTH = 60
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ELEMENTS = _words(
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan title desc"
    " linearGradient radialGradient stop clipPath mask marker pattern"
)
_LEFT_OUT = frozenset(["metadata", "title", "desc", "style"])
_ATTRIBUTES = _words(
    "id x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points width height viewBox preserveAspectRatio"
    " transform gradientTransform gradientUnits patternUnits patternTransform patternContentUnits offset"
    " spreadMethod clipPathUnits maskUnits maskContentUnits markerWidth markerHeight markerUnits refX refY"
    " orient textLength lengthAdjust rotate pathLength"
)
_PROPERTIES = _words(
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin"
    " stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color display visibility overflow"
    " font-family font-size font-style font-weight font-variant text-anchor text-decoration letter-spacing"
    " word-spacing dominant-baseline alignment-baseline baseline-shift writing-mode stop-color stop-opacity"
    " clip-path clip-rule mask marker marker-start marker-mid marker-end vector-effect paint-order"
    " shape-rendering text-rendering"
)
_VALUE = re.compile(r"[\w\s#.,%+\-*/()'\"\u3400-\u9fff]*")
_ADDRESS = re.compile(r"(?i)url\s*\(\s*['\"]?(?!#)|image\s*\(|expression|javascript|@|\\")
_LOCAL = re.compile(r"#[\w.-]{1,200}")
_SELECTOR = re.compile(r"[.#]?[\w*-]{1,100}")
_SPECIALITY: Mapping[str, int] = defaultdict(lambda: 1, {"*": 0, ".": 2, "#": 3})
# No drawing is longer or finer; more digits would make a number that no side can be computed from.
_NUMBER = r"(?:[0-9]{1,9}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})"
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*(px|pt|pc|mm|cm|in|)\s*")
_BOX = re.compile(rf"[\s,]*(?:-?{_NUMBER}[\s,]+){{2}}({_NUMBER})[\s,]+({_NUMBER})[\s,]*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_STANDARD_SIZE = (300.0, 150.0)


def prepared_svg(data: bytes) -> Picture:
    """Return the drawing written anew from the parts that are allowed; raise PictureRefused."""
    if len(data) > MAXIMUM_SVG_BYTES:
        found, limit = f"{len(data) // 1000} kB", f"{MAXIMUM_SVG_BYTES // 1000} kB"
        raise PictureRefused("picture_too_large", found=found, limit=limit)
    root = _parsed(data)
    _check_depth(root, 0)
    _check_references(root)
    width, height = _set_size(root)
    _apply_styles(root)
    return Picture(_written(root, 0).encode(), "image/svg+xml", width, height)


def _parsed(data: bytes) -> Element:
    try:
        root: Element = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise PictureRefused("picture_unreadable") from error
    if root.tag != f"{_SVG}svg":
        raise PictureRefused("picture_unreadable")
    if sum(1 for _ in root.iter()) > MAXIMUM_ELEMENTS:
        raise PictureRefused("picture_too_large", found=f"> {MAXIMUM_ELEMENTS}", limit=MAXIMUM_ELEMENTS)
    return root


def _check_depth(element: Element, depth: int) -> None:
    if depth > MAXIMUM_DEPTH:
        raise PictureRefused("picture_not_plain", what=(_name(element) or "")[:40])
    for child in element:
        _check_depth(child, depth + 1)


def _check_references(root: Element) -> None:
    """Refuse copies of copies: a few lines of them unfold to millions of shapes."""
    copying = {
        holder.get("id")
        for holder in root.iter()
        if any(inner is not holder for inner in holder.iter(f"{_SVG}use"))
    }
    copying |= {use.get("id") for use in root.iter(f"{_SVG}use")}
    copied = {(_href(use) or "").removeprefix("#") for use in root.iter(f"{_SVG}use")}
    if copied & copying:
        raise PictureRefused("picture_not_plain", what="use")


def _written(element: Element, depth: int) -> str:
    name = _name(element)
    if name is None or name in _LEFT_OUT:
        return ""
    if name not in _ELEMENTS:
        raise PictureRefused("picture_not_plain", what=name[:40])
    spaces = (
        ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"' if not depth else ""
    )
    attributes = "".join(
        f' {key}="{html.escape(value)}"' for key, value in _attributes(element) if value is not None
    )
    inside = html.escape(element.text or "", quote=False) + "".join(
        _written(child, depth + 1) + html.escape(child.tail or "", quote=False) for child in element
    )
    return f"<{name}{spaces}{attributes}>{inside}</{name}>"


def _name(element: Element) -> str | None:
    """Return the name of an element of SVG, None for one of another language and for comments."""
    tag = element.tag
    return tag.removeprefix(_SVG) if isinstance(tag, str) and tag.startswith(_SVG) else None


def _attributes(element: Element) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    for key, value in element.attrib.items():
        if key in _ATTRIBUTES:
            found.append((key, value))
        elif key in _PROPERTIES:
            found.append((key, _checked(value)))
        elif key in ("href", _XLINK_HREF):
            found.append(("xlink:href", _local(element)))
        elif key == "{http://www.w3.org/XML/1998/namespace}space":
            found.append(("xml:space", "preserve" if value == "preserve" else None))
    return found


def _href(element: Element) -> str | None:
    return element.get(_XLINK_HREF) or element.get("href")


def _local(element: Element) -> str:
    address = _href(element) or ""
    if not _LOCAL.fullmatch(address):
        raise PictureRefused("picture_not_plain", what="href")
    return address


def _checked(value: str) -> str | None:
    if _ADDRESS.search(value):
        raise PictureRefused("picture_not_plain", what="url")
    return value if _VALUE.fullmatch(value) else None


def _apply_styles(root: Element) -> None:
    """Turn style sheets and style attributes into attributes, the more special ones last."""
    sheet = "".join("".join(style.itertext()) for style in root.iter(f"{_SVG}style"))
    rules = sorted(_rules(_without_comments(sheet)), key=lambda rule: _SPECIALITY[rule[0][:1]])
    # Found by selector, so that a drawing of a megabyte costs no more than it is long.
    by_selector: dict[str, dict[str, tuple[int, str]]] = {}
    for place, (selector, declarations) in enumerate(rules):
        said = by_selector.setdefault(selector, {})
        said.update({key: (place, value) for key, value in declarations.items()})
    for element in root.iter():
        names = {f".{name}" for name in element.get("class", "").split()}
        names |= {"*", _name(element) or "", f"#{element.get('id', '')}"}
        last: dict[str, tuple[int, str]] = {}
        for name in names & by_selector.keys():
            for key, value in by_selector[name].items():
                last[key] = max(last.get(key, value), value)
        element.attrib.update({key: value for key, (_, value) in last.items()})
        element.attrib.update(_declarations(element.get("style", "")))


def _without_comments(sheet: str) -> str:
    before, *commented = sheet.split("/*")
    after = (each.partition("*/")[2] for each in commented)
    return (before + "".join(after)).replace("<!--", "").replace("-->", "")


def _rules(sheet: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rules for classes, ids and elements one by one; refuse a sheet that says more."""
    *rules, rest = sheet.split("}")
    for rule in rules:
        selectors, opened, written = rule.partition("{")
        named = [selector.strip() for selector in selectors.split(",")]
        if not opened or "{" in written or not all(map(_SELECTOR.fullmatch, named)):
            raise PictureRefused("picture_not_plain", what="style")
        declarations = _declarations(written)
        yield from ((selector, declarations) for selector in named)
    if rest.strip():
        raise PictureRefused("picture_not_plain", what="style")


def _declarations(style: str) -> dict[str, str]:
    """Return the declarations whose property is known; values are looked at when they are written."""
    pairs = (declaration.partition(":")[::2] for declaration in style.split(";"))
    named = ((key.strip(), value.replace("!important", "").strip()) for key, value in pairs)
    return {key: value for key, value in named if key in _PROPERTIES}


def _set_size(root: Element) -> tuple[int, int]:
    """Give the drawing a size in pixels, no side longer than a photograph's, and return it."""
    box = _box(root)
    natural = _natural_size(box, _pixels(root.get("width")), _pixels(root.get("height")))
    scale = min(1.0, MAXIMUM_SIDE / max(natural))
    width, height = (max(1, round(side * scale)) for side in natural)
    if box is None:
        root.set("viewBox", f"0 0 {natural[0]:g} {natural[1]:g}")
    root.set("width", str(width))
    root.set("height", str(height))
    return width, height


def _box(root: Element) -> tuple[float, float] | None:
    match = _BOX.fullmatch(root.get("viewBox", ""))
    width, height = (float(match[1]), float(match[2])) if match else (0.0, 0.0)
    return (width, height) if width and height else None


def _natural_size(
    box: tuple[float, float] | None, width: float | None, height: float | None
) -> tuple[float, float]:
    if width and height:
        return width, height
    if box is None:
        return _STANDARD_SIZE
    ratio = width / box[0] if width else height / box[1] if height else 1.0
    return box[0] * ratio, box[1] * ratio


def _pixels(length: str | None) -> float | None:
    match = _LENGTH.fullmatch(length or "")
    return float(match[1]) * _PIXELS[match[2]] or None if match else None
