"""What a PDF says, for tests."""

from __future__ import annotations

import io

from pypdf import PdfReader


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def words_of(text: str) -> str:
    """The text without spaces and line ends, which on paper are only places."""
    return "".join(text.split())
