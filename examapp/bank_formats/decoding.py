"""Text out of bytes of an unknown encoding."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

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
        return None
    found = _strictly(data, "utf-8-sig") or _strictly(data, "gb18030")
    if found is not None:
        return found
    best = from_bytes(data[:200_000]).best()
    if best is None:
        return None
    return Decoded(data.decode(best.encoding, errors="replace"), best.encoding, guessed=True)


def _strictly(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None
