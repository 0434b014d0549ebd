"""Ids of questions as identifiers of QTI, which know fewer characters."""

from __future__ import annotations

import hashlib
import re

from examapp.bank_formats.cleaning import clean

_IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]{0,63}", re.ASCII)
_FOREIGN = re.compile(r"[^\w.-]+", re.ASCII)


def identifier_of(qid: str) -> str:
    """Return the id itself where QTI allows it, else one made of it."""
    if _IDENTIFIER.fullmatch(qid):
        return qid
    digest = hashlib.sha256(qid.encode("utf-8", "replace")).hexdigest()[:8]
    return f"q_{_FOREIGN.sub('_', qid)[:40]}_{digest}"


def qid_of(identifier: str, label: str) -> str:
    """Return the id an item had before it was made an identifier; our writer keeps it in the label."""
    return clean(label) if label and identifier_of(label) == identifier else clean(identifier)
