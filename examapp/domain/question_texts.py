"""What a question says, apart from how it is filed: for search, for review, for comparing revisions."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from examapp.domain.questions import sha256_of

# A change of these leaves a review in force: they file a question, and decide no answer.
FILING_FIELDS = frozenset(
    ["qid", "event", "status", "pool", "topic", "difficulty", "tags", "points", "source"]
)
_SEARCHED_LISTS = ("options", "prompts", "parts")


def text_hash(content: Mapping[str, Any]) -> str:
    """Return the hex SHA-256 of what a question object says: all but FILING_FIELDS."""
    return sha256_of({name: value for name, value in content.items() if name not in FILING_FIELDS})


def searchable(text: str) -> str:
    """Return the text as searches compare it: width and case of letters don't count."""
    return unicodedata.normalize("NFKC", text).casefold()


def search_text(content: Mapping[str, Any]) -> str:
    """Return what a search looks through: id, stem, options, explanation and those of the parts."""
    return searchable("\n".join(filter(None, (str(content.get("qid", "")), *_texts(content)))))


def tags_line(tags: list[str] | tuple[str, ...]) -> str:
    """Return the tags in one text in which each stands between line ends, empty for none."""
    return "".join(f"\n{tag}" for tag in tags) + "\n" if tags else ""


def tags_in(line: str) -> tuple[str, ...]:
    """Return the tags that `tags_line` put together."""
    return tuple(tag for tag in line.split("\n") if tag)


def _texts(content: Mapping[str, Any]) -> Iterator[str]:
    yield str(content.get("stem", ""))
    yield str(content.get("text", ""))
    yield str(content.get("explanation", ""))
    for name in _SEARCHED_LISTS:
        for each in content.get(name, ()):
            yield from _texts(each)
