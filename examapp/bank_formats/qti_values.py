"""The values QTI's rules compare and count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from examapp.bank_formats.qti_documents import Declaration
from examapp.bank_formats.weighted_answers import decimal_of

_NUMERIC = ("float", "integer")
# Nobody types a number more finely.
_FINE = Decimal("0.000000001")


@dataclass(frozen=True, slots=True)
class Value:
    """A container of items, each as it is written; empty is QTI's NULL."""

    items: tuple[str, ...]
    base: str = "identifier"
    ordered: bool = False


NULL = Value(())


def boolean(truth: bool) -> Value:
    """Return a truth as QTI writes it."""
    return Value(("true" if truth else "false",), "boolean")


def is_true(value: Value) -> bool:
    """Return whether a condition holds; NULL doesn't."""
    return value.items == ("true",)


def numbers(value: Value) -> list[Decimal]:
    """Return the items that are numbers."""
    return [found for item in value.items if (found := decimal_of(item)) is not None]


def number(value: Value) -> Decimal | None:
    """Return the one number a value holds."""
    found = numbers(value)
    return found[0] if len(found) == 1 and len(value.items) == 1 else None


def matches(one: Value, other: Value) -> bool:
    """Return whether two values are the same: in order if they are ordered, and number by number."""
    if not one.items or not other.items:
        return False
    mine, theirs = _comparable(one), _comparable(other)
    return mine == theirs if one.ordered or other.ordered else sorted(mine) == sorted(theirs)


def string_matches(one: Value, other: Value, case_sensitive: str) -> Value:
    """Return whether two texts are the same, case counting or not."""
    mine, theirs = "".join(one.items), "".join(other.items)
    if not one.items or not other.items:
        return NULL
    if case_sensitive.lower() == "false":
        return boolean(mine.casefold() == theirs.casefold())
    return boolean(mine == theirs)


def equals(one: Value, other: Value, mode: str, tolerances: Sequence[Decimal]) -> Value:
    """Return whether the first number is the second, or within the tolerance of it."""
    mine, theirs = number(one), number(other)
    if mine is None or theirs is None:
        return NULL
    low, high = tolerance_around(mine, mode, tolerances)
    return boolean(low <= theirs <= high)


def tolerance_around(value: Decimal, mode: str, tolerances: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Return the ends of what counts as the value; relative tolerances are percentages."""
    if mode == "exact" or not tolerances:
        return value, value
    below, above = tolerances[0], tolerances[-1]
    if mode == "relative":
        below, above = abs(value) * below / 100, abs(value) * above / 100
    return value - below, value + above


def numbers_near(value: Decimal, mode: str, tolerances: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Return the ends of the numbers whose own tolerance reaches the value: the response stands first."""
    if mode == "exact" or not tolerances:
        return value, value
    below, above = tolerances[0], tolerances[-1]
    if mode != "relative":
        return value - above, value + below
    if below >= 100:
        return value, value
    smallest, largest = sorted((abs(value) / (1 + above / 100), abs(value) / (1 - below / 100)))
    low = smallest.quantize(_FINE, ROUND_CEILING)
    high = largest.quantize(_FINE, ROUND_FLOOR)
    return (low, high) if value >= 0 else (-high, -low)


def mapped(declaration: Declaration, response: Value) -> Decimal:
    """Return what a response earns by its mapping: each item once, the sum within the bounds."""
    earned = sum((_earned(declaration, item) for item in dict.fromkeys(response.items)), Decimal(0))
    if declaration.lower is not None:
        earned = max(earned, declaration.lower)
    return min(earned, declaration.upper) if declaration.upper is not None else earned


def _earned(declaration: Declaration, item: str) -> Decimal:
    exact = declaration.mapping.get(item)
    if exact is not None:
        return exact.value
    for key, entry in declaration.mapping.items():
        if (
            not entry.case_sensitive
            and declaration.base_type == "string"
            and key.casefold() == item.casefold()
        ):
            return entry.value
        if declaration.base_type in _NUMERIC and decimal_of(key) == decimal_of(item) is not None:
            return entry.value
    return declaration.default


def _comparable(value: Value) -> list[str]:
    if value.base in _NUMERIC:
        return [
            f"{found.normalize():f}" if (found := decimal_of(item)) is not None else item
            for item in value.items
        ]
    if value.base == "pair":
        return [" ".join(sorted(item.split())) for item in value.items]
    return [" ".join(item.split()) for item in value.items]
