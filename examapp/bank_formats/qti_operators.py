"""The operators of QTI's expressions: what they make of the values inside them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from decimal import Decimal

from examapp.bank_formats.qti_values import (
    NULL,
    Value,
    boolean,
    equals,
    is_true,
    matches,
    number,
    numbers,
    string_matches,
)
from examapp.bank_formats.weighted_answers import decimal_of
from examapp.bank_formats.xml_reading import Element, name_of


class Unscorable(Exception):
    """A rule that isn't carried out here; its argument is the name of its element."""


ARITHMETIC: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "sum": lambda terms: sum(terms, Decimal(0)),
    "product": lambda terms: _product(terms),
    "subtract": lambda terms: terms[0] - terms[1],
    "divide": lambda terms: terms[0] / terms[1] if terms[1] else Decimal(0),
    "max": lambda terms: max(terms),
    "min": lambda terms: min(terms),
}
COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "gt": lambda one, other: one > other,
    "gte": lambda one, other: one >= other,
    "lt": lambda one, other: one < other,
    "lte": lambda one, other: one <= other,
}


def _product(terms: list[Decimal]) -> Decimal:
    product = Decimal(1)
    for term in terms:
        product *= term
    return product


def calculated(name: str, inner: list[Value]) -> Value:
    """Return what a sum or the like of numbers is; NULL when one of them is."""
    terms = [term for value in inner for term in numbers(value)]
    if any(not value.items for value in inner) or not terms:
        return NULL
    if name in ("subtract", "divide") and len(terms) != 2:
        raise Unscorable(name)
    return Value((f"{ARITHMETIC[name](terms):f}",), "float")


def compared(name: str, inner: list[Value]) -> Value:
    """Return whether two numbers are in the order that the comparison asks for."""
    terms = [number(value) for value in inner]
    if len(terms) != 2 or terms[0] is None or terms[1] is None:
        return NULL
    return boolean(COMPARISONS[name](terms[0], terms[1]))


def _joined(element: Element, inner: list[Value]) -> Value:
    items = tuple(item for value in inner for item in value.items)
    base = next((value.base for value in inner if value.items), "identifier")
    return Value(items, base, name_of(element) == "ordered")


def _equal(element: Element, inner: list[Value]) -> Value:
    tolerances = [decimal_of(word) for word in element.get("tolerance", "").split()]
    return equals(
        inner[0], inner[1], element.get("toleranceMode", "exact"), [t for t in tolerances if t is not None]
    )


def _member(_element: Element, inner: list[Value]) -> Value:
    return boolean(any(matches(inner[0], Value((item,), inner[1].base)) for item in inner[1].items))


def _contains(_element: Element, inner: list[Value]) -> Value:
    left = list(inner[0].items)
    return boolean(
        bool(inner[1].items)
        and all(left.count(item) >= inner[1].items.count(item) for item in inner[1].items)
    )


def _substring(element: Element, inner: list[Value]) -> Value:
    fold = element.get("caseSensitive", "true").lower() != "true"
    part, whole = ("".join(value.items) for value in inner[:2])
    return boolean(part.casefold() in whole.casefold() if fold else part in whole)


def _index(element: Element, inner: list[Value]) -> Value:
    place = decimal_of(element.get("n"))
    if place is None or not 1 <= place <= len(inner[0].items):
        return NULL
    return Value((inner[0].items[int(place) - 1],), inner[0].base)


def _custom(element: Element, inner: list[Value]) -> Value:
    """Do what the operators of item makers say by their names, where it is no more than cleaning a text."""
    name = (element.get("definition") or element.get("class") or "").rpartition(":")[2]
    change = _CLEANINGS.get(name)
    if change is None:
        raise Unscorable(f"customOperator {name}")
    return Value(tuple(map(change, inner[0].items)), inner[0].base, inner[0].ordered)


_CLEANINGS: dict[str, Callable[[str], str]] = {
    "Trim": str.strip,
    "ToAscii": lambda text: unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode(),
    "ParseCommaDecimal": lambda text: text.replace(",", "."),
}
OPERATORS: dict[str, Callable[[Element, list[Value]], Value]] = {
    "match": lambda _element, inner: boolean(matches(inner[0], inner[1])),
    "stringMatch": lambda element, inner: string_matches(
        inner[0], inner[1], element.get("caseSensitive", "true")
    ),
    "equal": _equal,
    "and": lambda _element, inner: boolean(all(map(is_true, inner))),
    "or": lambda _element, inner: boolean(any(map(is_true, inner))),
    "not": lambda _element, inner: boolean(not is_true(inner[0])),
    "isNull": lambda _element, inner: boolean(not any(inner[0].items)),
    "member": _member,
    "contains": _contains,
    "substring": _substring,
    "multiple": _joined,
    "ordered": _joined,
    "containerSize": lambda _element, inner: Value((str(len(inner[0].items)),), "integer"),
    "integerToFloat": lambda _element, inner: inner[0],
    "index": _index,
    "customOperator": _custom,
    "truncate": lambda _element, inner: Value((str(int(number(inner[0]) or 0)),), "integer"),
}
