"""Texts as files hold them, made into texts as a paper shows them."""

from __future__ import annotations

import re
import unicodedata

# What XML and screens can't hold: controls except tab and line feed, lone surrogates, non-characters.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Marks that are invisible and harmless where they usually stand; they leave without a word.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
# One look for all of the above, which most texts have none of.
_TO_CLEAN = re.compile(
    "_x000D_|[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u2000-\u200b\u200e\u200f\u202a-\u202f\u205f\u2060"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


def normal_lines(text: str) -> str:
    """Return the text with line feeds only, whatever ended its lines; Excel writes `_x000D_` for a return."""
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")


def clean(text: str) -> str:
    """Return the text stripped, with plain spaces and line feeds and nothing that can't be shown."""
    # Half the cells of a table are empty.
    if not text or _TO_CLEAN.search(text) is None:
        return text.strip()
    text = _INVISIBLE.sub("", _SPACES.sub(" ", normal_lines(text)))
    return _UNSHOWABLE.sub("", text).strip()


def one_line(text: str) -> str:
    """Return the text cleaned, its lines joined by a space: for what stands in a list or beside a field."""
    return " ".join(line.strip() for line in clean(text).splitlines() if line.strip())


def has_unshowable(text: str) -> bool:
    """Return whether `clean` removes characters a person should hear about."""
    return (
        bool(text)
        and _TO_CLEAN.search(text) is not None
        and _UNSHOWABLE.search(normal_lines(text)) is not None
    )


def half_width(text: str) -> str:
    """Return the text in half width and compatible forms (NFKC), stripped: for keys, not for stems."""
    return unicodedata.normalize("NFKC", clean(text)).strip()


def compact(text: str) -> str:
    """Return the text in half width, lower case and without any space: for comparing words."""
    return "".join(half_width(text).lower().split())


def excerpt(text: str, length: int = 40) -> str:
    """Return the text on one line, cut to `length` characters."""
    line = " ".join(clean(text[: 4 * length]).split())
    return line if len(line) <= length else line[: length - 1] + "…"
