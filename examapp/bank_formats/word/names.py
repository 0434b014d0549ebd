"""The names of elements and attributes of a Word document."""

from __future__ import annotations

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_OLD_PICTURE = "urn:schemas-microsoft-com:vml"

FALLBACK = f"{{{_COMPATIBILITY}}}Fallback"
BLIP = f"{{{_DRAWING}}}blip"
PICTURE_PROPERTIES = f"{{{_PICTURE}}}docPr"
OLD_IMAGE = f"{{{_OLD_PICTURE}}}imagedata"
EMBED, LINK, RELATION_ID = (f"{{{_RELATION}}}{name}" for name in ("embed", "link", "id"))


def w(name: str) -> str:
    """Return the full name of a word processing element or attribute."""
    return f"{{{_WORD}}}{name}"


def m(name: str) -> str:
    """Return the full name of an element of a formula."""
    return f"{{{_MATH}}}{name}"


def local(tag: object) -> str:
    """Return a tag's name without its namespace; empty for comments and instructions."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
