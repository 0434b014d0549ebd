"""Options written as JSON in one cell: a list of texts, of objects with letter and text, or an object by letter."""

from __future__ import annotations

import json
import re
from typing import Any

from examapp.bank_formats.headers import OPTION_LETTERS
from examapp.bank_formats.json_safety import load_json

_LETTER_KEYS = (
    "letter",
    "label",
    "key",
    "id",
    "name",
    "option",
    "prop",
    "index",
    "tag",
    "code",
    "no",
    "value",
)
_TEXT_KEYS = ("content", "text", "body", "desc", "description", "title", "option", "label", "name", "value")
_LETTER = re.compile(r"[(（]?([A-Za-z])[)）.、．]?")
_LONGEST_CELL = 20_000
_MOST_FIELDS = 20
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_SAYING_NOTHING = frozenset(("option", "options", "opt", "choice", "item", "answer", "question"))


def options_of_json(text: str) -> list[tuple[str, str]] | None:
    """Return the options of a cell that holds JSON; None for any other text.

    An empty list is one too: rows without options have it in their cell.
    """
    text = text.strip()
    if not text.startswith(("[", "{")) or not text.endswith(("]", "}")) or len(text) > _LONGEST_CELL:
        return None
    try:
        value = load_json(text)
    except ValueError:
        return None
    return options_of_value(value)


def options_of_value(value: Any) -> list[tuple[str, str]] | None:
    """Return the options of a decoded value; None where it holds no options."""
    if isinstance(value, dict):
        value = [{"letter": letter, "text": text} for letter, text in value.items()]
        if not all(_letter(item["letter"]) for item in value):
            return None
    if not isinstance(value, list) or len(value) > len(OPTION_LETTERS):
        return None
    found = [_option(item, letter) for item, letter in zip(value, OPTION_LETTERS, strict=False)]
    options = [option for option in found if option is not None]
    return options if len(options) == len(found) else None


def right_options(value: Any) -> list[str]:
    """Return the letters of the options that say of themselves that they are right."""
    if not isinstance(value, list) or len(value) > len(OPTION_LETTERS):
        return []
    marked = [
        isinstance(item, dict) and any(item.get(key) in (True, 1, "1", "true") for key in _RIGHT_KEYS)
        for item in value
    ]
    options = options_of_value(value) or []
    return [letter for (letter, _), right in zip(options, marked, strict=False) if right]


_RIGHT_KEYS = ("is_right", "isRight", "is_correct", "isCorrect", "correct", "right", "is_answer", "isAnswer")


def json_of_options(options: list[tuple[str, str]]) -> str:
    """Return what `options_of_json` reads back."""
    return json.dumps([{"letter": letter, "text": text} for letter, text in options], ensure_ascii=False)


def _option(item: Any, letter: str) -> tuple[str, str] | None:
    if isinstance(item, str | int | float) and not isinstance(item, bool):
        return letter, str(item)
    if not isinstance(item, dict):
        return None
    by_key = {_plain_key(str(key)): value for key, value in item.items()}
    own = next((found for key in _LETTER_KEYS if (found := _letter(by_key.get(key)))), None)
    texts = [by_key[key] for key in _TEXT_KEYS if isinstance(by_key.get(key), str | int | float)]
    if not texts:
        texts = [value for value in item.values() if isinstance(value, str)]
    if not texts or len(item) > _MOST_FIELDS:
        return None
    text = next((text for text in texts if own is None or _letter(text) != own), texts[0])
    return own or letter, str(text)


def _plain_key(key: str) -> str:
    """Return `content` of optionContent and option_content."""
    words = [word.lower() for word in _WORD.findall(key[:40])]
    return "".join(word for word in words if word not in _SAYING_NOTHING) or "option"


def _letter(value: Any) -> str | None:
    match = _LETTER.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 12 else None
    return match[1].upper() if match else None
