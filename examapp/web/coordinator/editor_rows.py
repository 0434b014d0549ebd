"""Rows of the editor's form: how many options it offers, and parts that are added and removed."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from examapp.web.coordinator.question_editors import (
    EDITORS,
    FEWEST_OPTIONS,
    MOST_OPTIONS,
    MOST_PARTS,
    SPARE_OPTIONS,
)
from examapp.web.coordinator.typed_questions import LETTERS, Typed, part_numbers, prefix_of


def option_rows(typed: Typed, prefix: str = "") -> tuple[str, ...]:
    """Return the letters of the option rows to show: those that are filled and a few more."""
    filled = [
        number
        for number, letter in enumerate(LETTERS, 1)
        if typed.get(f"{prefix}option {letter}", "").strip()
    ]
    wanted = max(FEWEST_OPTIONS, max(filled, default=0) + SPARE_OPTIONS)
    return tuple(LETTERS[: min(wanted, MOST_OPTIONS)])


def with_parts_changed(typed: Typed, act: str) -> Typed:
    """Return the form with a part added (`add-part-single`) or removed (`remove-part-2`)."""
    verb, _dash, rest = act.partition("-part-")
    numbers = part_numbers(typed)
    if verb == "add" and rest in EDITORS[typed["qtype"]].part_types and len(numbers) < MOST_PARTS:
        added: Typed = MultiDict(typed)
        added[f"{prefix_of(len(numbers) + 1)}qtype"] = rest
        return added
    if verb == "remove" and rest in map(str, numbers):
        return _without_part(typed, int(rest))
    return typed


def _without_part(typed: Typed, removed: int) -> Typed:
    """Return the form without a part, the later ones moved up."""
    kept: Typed = MultiDict()
    for name, value in typed.items(multi=True):
        number = _part_of(name)
        if number is not None and number >= removed:
            if number > removed:
                kept.add(prefix_of(number - 1) + name.removeprefix(prefix_of(number)), value)
        else:
            kept.add(name, value)
    return kept


def _part_of(name: str) -> int | None:
    word, _space, rest = name.partition(" ")
    number = rest.partition(" ")[0]
    return int(number) if word == "part" and number.isdecimal() and len(number) < 4 else None
