"""Marking of sentences for the translation catalogues in layers that know no web."""

from __future__ import annotations


def N_(sentence: str) -> str:  # noqa: N802 - the name that message extractors look for
    """Return the sentence unchanged; the call marks it for extraction."""
    return sentence
