"""Which pictures a question shows, and how a name in a text meets a file's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from examapp.domain.questions import Question
from examapp.markup.syntax import pictures_in


def picture_names(question: Question) -> tuple[str, ...]:
    """Return the names as the question writes them, each once; the one of its own column first."""
    names = (question.image, *(name for text in _texts(question) for name in pictures_in(text)))
    return tuple(dict.fromkeys(filter(None, names)))


def missing_pictures(question: Question) -> tuple[str, ...]:
    """Return the names in the question's texts that stand for no picture."""
    there = dict(question.pictures)
    return tuple(name for name in picture_names(question) if name not in there)


def base_name(name: str) -> str:
    """Return a file's name without its folders."""
    return re.split(r"[/\\]", name)[-1].strip()


def picture_key(name: str) -> str:
    """Return what two spellings of one file name share: no folders, no case, one form of each letter."""
    return unicodedata.normalize("NFC", base_name(name)).casefold()


def resolved(question: Question, hashes: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return (name, hash) of the question's pictures that are there; `hashes` is by `picture_key`."""
    keys = ((name, picture_key(name)) for name in picture_names(question))
    return tuple(sorted((name, hashes[key]) for name, key in keys if key in hashes))


def _texts(question: Question) -> Iterator[str]:
    yield question.stem
    yield question.explanation
    yield from (each.text for each in (*question.options, *question.prompts))
    for translation in question.translations:
        yield translation.stem
        yield translation.explanation
        yield from (text for _, text in (*translation.options, *translation.prompts))
    for part in question.parts:
        yield from _texts(part)
