"""The pictures inside of a Word document, named by what they show, so that two documents never mix theirs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from examapp.bank_formats.word.names import (
    BLIP,
    EMBED,
    FALLBACK,
    LINK,
    OLD_IMAGE,
    PICTURE_PROPERTIES,
    RELATION_ID,
)
from examapp.markup.syntax import PICTURE_SUFFIXES

MOST_PICTURES = 2_000
LARGEST_PICTURE = 20_000_000
_NAME_LENGTH = 16


@dataclass(slots=True)
class Pictures:
    """Collects the pictures by name; `unusable` are those that can't be shown, by the name of their part.

    `part_of` returns name and content of a related part, None where the document has none such inside: what
    lies outside is never fetched.
    """

    part_of: Callable[[str], tuple[str, bytes] | None]
    found: dict[str, bytes] = field(default_factory=dict)
    unusable: list[str] = field(default_factory=list)

    def texts_of(self, drawing: Any) -> Iterator[str]:
        """Yield the markup of each picture of a drawing."""
        alt = next((_alt(each.get("descr", "")) for each in drawing.iter(PICTURE_PROPERTIES)), "")
        for element in drawing.iter(BLIP, OLD_IMAGE):
            if any(parent.tag == FALLBACK for parent in element.iterancestors()):
                continue
            name = self._name(element)
            if name:
                yield f"![{alt}]({name})"

    def _name(self, element: Any) -> str | None:
        relation = element.get(EMBED) or element.get(RELATION_ID)
        part = self.part_of(relation) if relation else None
        if part is None:
            self.unusable.append(element.get(LINK) or relation or "?")
            return None
        part_name, content = part
        suffix = part_name.rpartition(".")[2].lower()
        usable = suffix in PICTURE_SUFFIXES and len(content) <= LARGEST_PICTURE
        if not usable or len(self.found) >= MOST_PICTURES:
            self.unusable.append(part_name.rpartition("/")[2])
            return None
        name = f"{hashlib.sha256(content).hexdigest()[:_NAME_LENGTH]}.{suffix}"
        self.found[name] = content
        return name


def _alt(text: str) -> str:
    """Return a description without the signs that would end it; a path that Word wrote there says nothing."""
    plain = re.sub(r"[\[\]\n\r]", " ", text).strip()[:100]
    return (
        ""
        if re.search(r"[\\/]|\.(?:png|jpe?g|gif|bmp)$|^(?:图片|Picture)\s?\d*$", plain, re.IGNORECASE)
        else plain
    )
