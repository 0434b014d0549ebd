"""QTI's tables that turn one outcome into another."""

from __future__ import annotations

from decimal import Decimal

from examapp.bank_formats.qti_values import NULL, Value, number
from examapp.bank_formats.weighted_answers import decimal_of
from examapp.bank_formats.xml_reading import Element, children, name_of


def looked_up(table: Element | None, source: Value) -> Value:
    """Return the target of a value: of the equal entry, or of the first entry that isn't above it."""
    value = number(source)
    if table is None or value is None:
        return NULL
    default = table.get("defaultValue")
    exact = name_of(table) == "matchTable"
    for entry in children(table, "matchTableEntry", "interpolationTableEntry"):
        limit = decimal_of(entry.get("sourceValue"))
        if limit is not None and _fits(value, limit, exact, entry.get("includeBoundary", "true")):
            return Value((entry.get("targetValue", ""),), "float")
    return Value((default,), "float") if default is not None else NULL


def _fits(value: Decimal, limit: Decimal, exact: bool, boundary: str) -> bool:
    if exact:
        return value == limit
    return value > limit or (value == limit and boundary.lower() == "true")
