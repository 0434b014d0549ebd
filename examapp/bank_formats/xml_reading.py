"""XML out of bytes that nobody vouches for: no entities, no files, no network, no depth without end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

from examapp.bank_formats.cleaning import excerpt
from examapp.bank_formats.decoding import decode

Element = etree._Element

MAXIMUM_BYTES = 60_000_000
MAXIMUM_DEPTH = 120
_OWN_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML_OWN = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ROOT = re.compile(
    r"\A\ufeff?\s*(?:(?:<\?[^>]{0,500}\?>|<!--(?:(?!-->).){0,5000}-->|<!(?!--)[^>]{0,500}>|\]\s*>)\s*)*"
    r"<([A-Za-z_][\w.:-]{0,100})",
    re.DOTALL,
)
_LINE = re.compile(r", line \d+, column \d+.*$")


class XmlRefused(Exception):
    """Why a file isn't read as XML: a code of MESSAGES with its parameters, and the line where it is known."""

    def __init__(self, code: str, line: int | None = None, **parameters: object) -> None:
        """Keep the code, the line and the parameters of its sentence."""
        super().__init__(code)
        self.code = code
        self.line = line
        self.parameters = parameters


def parsed_xml(data: bytes) -> Element:
    """Return the root of the document; raise XmlRefused for what is too large, dangerous or broken."""
    if len(data) > MAXIMUM_BYTES:
        raise XmlRefused("too_large", found=f"{len(data)} B", limit=f"{MAXIMUM_BYTES} B")
    if _OWN_ENTITY.search(data) or b"<\x00!\x00E\x00N\x00T" in data or b"\x00<\x00!\x00E\x00N\x00T" in data:
        raise XmlRefused("xml_entities")
    try:
        root = _with_numbers(data) if b"<!DOCTYPE" in data[:5_000] else _parsed(data)
    except etree.XMLSyntaxError as broken:
        root = _parsed_otherwise(data, broken)
    document_type = root.getroottree().docinfo.internalDTD
    if document_type is not None and document_type.entities():  # type: ignore[attr-defined] # the stubs lack it
        raise XmlRefused("xml_entities")
    _check_depth(root)
    return root


def root_name(data: bytes) -> str:
    """Return the name of the first element, empty when the content doesn't begin like XML; parses nothing."""
    decoded = decode(data[:20_000]) or decode(data[:19_999]) or decode(data[:19_998])
    match = _ROOT.match(decoded.text) if decoded else None
    return match[1].rpartition(":")[2] if match else ""


def name_of(element: Element) -> str:
    """Return an element's name without its namespace, empty for what is no element."""
    # A comment's tag is a function, whatever the stubs say.
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the child elements of these names, all of them when none is given."""
    for child in element:
        name = name_of(child)
        if name and (not names or name in names):
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element down a path of child names."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these names anywhere inside."""
    for found in element.iter():
        if name_of(found) in names:
            yield found


def text_of(element: Element | None) -> str:
    """Return all text inside an element, empty for none."""
    return "".join(str(text) for text in element.itertext()) if element is not None else ""


def line_of(element: Element) -> int | None:
    """Return the line an element begins on."""
    line: object = element.sourceline
    return line if isinstance(line, int) else None


def _parsed(data: bytes) -> Element:
    # A parser serves one document: libxml2 keeps state of what went before.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    root = etree.fromstring(data, parser)
    if root is None:
        raise XmlRefused("bad_xml", detail="")
    return root


def _parsed_otherwise(data: bytes, broken: etree.XMLSyntaxError) -> Element:
    """Parse once more with HTML's entities as numbers, in the encoding that the text is really in."""
    try:
        return _with_numbers(data)
    except etree.XMLSyntaxError:
        raise _refusal(broken) from broken


def _with_numbers(data: bytes) -> Element:
    """Parse a document whose type, which is never fetched, would have said what `&nbsp;` is."""
    decoded = decode(data)
    if decoded is None:
        return _parsed(data)
    text = _DECLARATION.sub("", decoded.text.lstrip("\ufeff"), count=1)
    return _parsed(_NAMED.sub(_numbered, text.encode("utf-8", "replace")))


def _numbered(match: re.Match[bytes]) -> bytes:
    if match[1] in _XML_OWN:
        return match[0]
    signs = html5.get(f"{match[1].decode()};")
    return "".join(f"&#{ord(sign)};" for sign in signs).encode() if signs else match[0]


def _refusal(broken: etree.XMLSyntaxError) -> XmlRefused:
    detail = _LINE.sub("", str(broken.msg or ""))
    return XmlRefused("bad_xml", broken.lineno or None, detail=excerpt(detail, 80))


def _check_depth(root: Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAXIMUM_DEPTH:
            raise XmlRefused("xml_too_deep", limit=MAXIMUM_DEPTH)
