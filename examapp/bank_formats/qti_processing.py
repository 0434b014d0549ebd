"""QTI's response processing, carried out: what an item would score for given responses.

Standard: IMS QTI 2.1 Assessment Test, Section and Item Information Model, chapters 8 (response processing)
and 15 (expressions). A reader needs it to see what an item's own rules hold for right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from examapp.bank_formats.qti_documents import Declaration, declarations_of, values_of
from examapp.bank_formats.qti_values import (
    NULL,
    Value,
    boolean,
    equals,
    is_true,
    mapped,
    matches,
    number,
    numbers,
    string_matches,
)
from examapp.bank_formats.weighted_answers import decimal_of
from examapp.bank_formats.xml_reading import Element, child, children, name_of, text_of

Responses = Mapping[str, Sequence[str]]
MOST_STEPS = 5_000
_ARITHMETIC: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "sum": lambda terms: sum(terms, Decimal(0)),
    "product": lambda terms: _product(terms),
    "subtract": lambda terms: terms[0] - terms[1],
    "divide": lambda terms: terms[0] / terms[1] if terms[1] else Decimal(0),
    "max": lambda terms: max(terms),
    "min": lambda terms: min(terms),
}
_COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "gt": lambda one, other: one > other,
    "gte": lambda one, other: one >= other,
    "lt": lambda one, other: one < other,
    "lte": lambda one, other: one <= other,
}


class Unscorable(Exception):
    """A rule that isn't carried out here; its argument is the name of its element."""


class _Exit(Exception):
    """The rules say that nothing follows."""


@dataclass(slots=True)
class ItemScoring:
    """The rules of one item."""

    item: Element
    declarations: Mapping[str, Declaration] = field(init=False)

    def __post_init__(self) -> None:
        """Read the item's response variables once."""
        self.declarations = declarations_of(self.item)

    def score(self, responses: Responses) -> Decimal:
        """Return the value of SCORE for the responses by identifier; raise Unscorable."""
        rules = child(self.item, "responseProcessing")
        run = _Run(self.item, self.declarations, responses)
        try:
            if rules is None or not len(rules):
                return run.by_template(rules.get("template", "") if rules is not None else "")
            for rule in children(rules):
                run.rule(rule)
        except _Exit:
            pass
        return run.outcome("SCORE")


@dataclass(slots=True)
class _Run:
    item: Element
    declarations: Mapping[str, Declaration]
    responses: Responses
    outcomes: dict[str, Value] = field(init=False)
    steps: int = 0

    def __post_init__(self) -> None:
        self.outcomes = {}
        for element in children(self.item, "outcomeDeclaration"):
            base = element.get("baseType", "float")
            given = values_of(child(element, "defaultValue"))
            numeric = base in ("float", "integer")
            self.outcomes[element.get("identifier", "")] = Value(given or (("0",) if numeric else ()), base)

    def outcome(self, name: str) -> Decimal:
        """Return a numeric outcome, 0 where it was never set."""
        return number(self.outcomes.get(name, NULL)) or Decimal(0)

    def by_template(self, address: str) -> Decimal:
        """Return the score by one of the standard templates; an item without rules wants all right."""
        name = address.rstrip("/").rpartition("/")[2].removesuffix(".xml")
        if name.startswith("map_response") and "point" not in name:
            return sum((mapped(d, self._response(d)) for d in self.declarations.values()), Decimal(0))
        if name.startswith("match_correct") or not name:
            asked = [d for d in self.declarations.values() if d.correct]
            all_right = asked and all(matches(self._response(d), _correct(d)) for d in asked)
            return Decimal(1 if all_right else 0)
        raise Unscorable(name)

    def rule(self, element: Element) -> None:
        """Carry out one rule."""
        self._step()
        name = name_of(element)
        if name == "setOutcomeValue":
            values = [self.value(inner) for inner in children(element)]
            self.outcomes[element.get("identifier", "")] = values[0] if values else NULL
        elif name == "responseCondition":
            self._condition(element)
        elif name == "exitResponse":
            raise _Exit
        elif name in ("responseProcessingFragment", "responseIf"):
            for inner in children(element):
                self.rule(inner)
        else:
            raise Unscorable(name)

    def _condition(self, element: Element) -> None:
        for branch in children(element):
            inner = list(children(branch))
            if name_of(branch) == "responseElse":
                rules = inner
            elif inner and is_true(self.value(inner[0])):
                rules = inner[1:]
            else:
                continue
            for rule in rules:
                self.rule(rule)
            return

    def value(self, element: Element) -> Value:
        """Return the value of an expression; raise Unscorable for one that isn't known here."""
        self._step()
        name = name_of(element)
        if name in _LEAVES:
            return _LEAVES[name](self, element)
        inner = [self.value(each) for each in children(element)]
        if name in _ARITHMETIC:
            return _calculated(name, inner)
        if name in _COMPARISONS:
            return _compared(name, inner)
        if name in _OPERATORS:
            try:
                return _OPERATORS[name](element, inner)
            except IndexError:
                raise Unscorable(name) from None
        raise Unscorable(name)

    def variable(self, element: Element) -> Value:
        """Return a response or an outcome."""
        name = element.get("identifier", "")
        if name in self.declarations:
            return self._response(self.declarations[name])
        if name in ("completionStatus", "numAttempts", "duration"):
            return Value(("unknown",) if name == "completionStatus" else ("1",), "string")
        return self.outcomes.get(name, NULL)

    def correct(self, element: Element) -> Value:
        """Return what a response variable holds for right."""
        declaration = self.declarations.get(element.get("identifier", ""))
        return _correct(declaration) if declaration else NULL

    def map_response(self, element: Element) -> Value:
        """Return what a response earns by its mapping."""
        declaration = self.declarations.get(element.get("identifier", ""))
        if declaration is None:
            return NULL
        return Value((f"{mapped(declaration, self._response(declaration)):f}",), "float")

    def _response(self, declaration: Declaration) -> Value:
        given = tuple(self.responses.get(declaration.identifier, ()))
        return Value(given, declaration.base_type, declaration.cardinality == "ordered")

    def _step(self) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise Unscorable("responseProcessing")


def _correct(declaration: Declaration) -> Value:
    return Value(declaration.correct, declaration.base_type, declaration.cardinality == "ordered")


def _product(terms: list[Decimal]) -> Decimal:
    product = Decimal(1)
    for term in terms:
        product *= term
    return product


def _calculated(name: str, inner: list[Value]) -> Value:
    terms = [term for value in inner for term in numbers(value)]
    if any(not value.items for value in inner) or not terms:
        return NULL
    if name in ("subtract", "divide") and len(terms) != 2:
        raise Unscorable(name)
    return Value((f"{_ARITHMETIC[name](terms):f}",), "float")


def _compared(name: str, inner: list[Value]) -> Value:
    terms = [number(value) for value in inner]
    if len(terms) != 2 or terms[0] is None or terms[1] is None:
        return NULL
    return boolean(_COMPARISONS[name](terms[0], terms[1]))


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


_LEAVES: dict[str, Callable[[_Run, Element], Value]] = {
    "variable": _Run.variable,
    "correct": _Run.correct,
    "mapResponse": _Run.map_response,
    "baseValue": lambda _run, element: Value((text_of(element).strip(),), element.get("baseType", "string")),
    "null": lambda _run, _element: NULL,
    "default": lambda _run, _element: NULL,
}
_OPERATORS: dict[str, Callable[[Element, list[Value]], Value]] = {
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
    "truncate": lambda _element, inner: Value((str(int(number(inner[0]) or 0)),), "integer"),
}
