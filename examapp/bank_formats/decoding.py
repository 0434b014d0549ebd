"""Text out of bytes of an unknown encoding."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

_USUAL = re.compile(
    "[\\t\\r\\n -~\\u00b0-\\u00f7\\u0370-\\u03ff\\u2000-\\u22ff\\u2460-\\u25ff\\u3000-\\u9fff\\uff00-\\uffef]"
)
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was in; `guessed` when no strict decoding worked."""

    text: str
    encoding: str
    guessed: bool = False


def decode(data: bytes) -> Decoded | None:
    """Return the text: strict UTF-8, else strict GB 18030, else a guess; None for bytes that are no text.

    The detector alone takes short GBK texts for other East Asian encodings, so it comes last.
    """
    if data.startswith(_UTF16_MARKS):
        return _strictly(data, "utf-16")
    if b"\x00" in data:
        return _unmarked_utf16(data)
    found = _strictly(data, "utf-8-sig") or _strictly(data, "gb18030")
    if found is not None:
        return found
    best = from_bytes(data[:200_000]).best()
    if best is None:
        return None
    return Decoded(data.decode(best.encoding, errors="replace"), best.encoding, guessed=True)


def _unmarked_utf16(data: bytes) -> Decoded | None:
    """Return the text of UTF-16 without its mark: line ends and digits hold a zero byte on the same side."""
    odd, even = data[1:20_000:2].count(0), data[0:20_000:2].count(0)
    if len(data) % 2 or min(odd, even) * 3 > max(odd, even):
        return None
    found = _strictly(data, "utf-16-le" if odd > even else "utf-16-be")
    return found if found is not None and _is_plain(found.text[:20_000]) else None


def _is_plain(text: str) -> bool:
    """Return whether a text consists of what Chinese banks are written in, hardly anything else, no zeros."""
    return "\x00" not in text and len(_USUAL.findall(text)) >= 0.95 * len(text)


def _strictly(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None
