"""QTI's response processing, carried out: what an item would score for given responses.

Standard: IMS QTI 2.1 Assessment Test, Section and Item Information Model, chapters 8 (response processing)
and 15 (expressions). A reader needs it to see what an item's own rules hold for right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from examapp.bank_formats.qti_documents import Declaration, declarations_of, values_of
from examapp.bank_formats.qti_operators import (
    ARITHMETIC,
    COMPARISONS,
    OPERATORS,
    Unscorable,
    calculated,
    compared,
)
from examapp.bank_formats.qti_tables import looked_up
from examapp.bank_formats.qti_values import (
    NULL,
    Value,
    is_true,
    mapped,
    matches,
    number,
)
from examapp.bank_formats.xml_reading import Element, child, children, name_of, text_of

Responses = Mapping[str, Sequence[str]]
MOST_STEPS = 5_000


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
        elif name == "lookupOutcomeValue":
            values = [self.value(inner) for inner in children(element)]
            identifier = element.get("identifier", "")
            self.outcomes[identifier] = looked_up(self._table(identifier), values[0] if values else NULL)
        elif name == "responseCondition":
            self._condition(element)
        elif name == "exitResponse":
            raise _Exit
        elif name in ("responseProcessingFragment", "responseIf"):
            for inner in children(element):
                self.rule(inner)
        else:
            raise Unscorable(name)

    def _table(self, identifier: str) -> Element | None:
        """Return the table that an outcome is looked up in."""
        for outcome in children(self.item, "outcomeDeclaration"):
            if outcome.get("identifier") == identifier:
                return next(children(outcome, "matchTable", "interpolationTable"), None)
        return None

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
        try:
            if name in ARITHMETIC:
                return calculated(name, inner)
            if name in COMPARISONS:
                return compared(name, inner)
            if name in OPERATORS:
                return OPERATORS[name](element, inner)
        except (IndexError, ValueError, ArithmeticError):
            # Too few values inside, or numbers beyond all reason.
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


_LEAVES: dict[str, Callable[[_Run, Element], Value]] = {
    "variable": _Run.variable,
    "correct": _Run.correct,
    "mapResponse": _Run.map_response,
    "baseValue": lambda _run, element: Value((text_of(element).strip(),), element.get("baseType", "string")),
    "null": lambda _run, _element: NULL,
    "default": lambda _run, _element: NULL,
}
