"""JSON from outside, read without surprises."""

from __future__ import annotations

import json
from typing import Any


def load_json(text: str) -> Any:
    """Return the value; raise ValueError for a text that is no JSON, nests too deep or holds no numbers."""
    try:
        return json.loads(text, parse_constant=_no_constant)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def load_json_lines(text: str) -> list[Any] | None:
    """Return the objects of a text with one a line; None where a line is none."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return None
    try:
        found = [load_json(line) for line in lines]
    except ValueError:
        return None
    return found if all(isinstance(each, dict) for each in found) else None


def _no_constant(name: str) -> None:
    raise ValueError(name)
