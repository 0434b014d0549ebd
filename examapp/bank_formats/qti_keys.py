"""What an item of QTI holds for right, found by asking its own rules."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm

from examapp.bank_formats.qti_documents import Declaration
from examapp.bank_formats.qti_operators import Unscorable
from examapp.bank_formats.qti_processing import ItemScoring
from examapp.bank_formats.qti_values import numbers_near, tolerance_around
from examapp.bank_formats.weighted_answers import FULL, decimal_of
from examapp.bank_formats.xml_reading import Element, child, children, descendants, name_of, text_of
from examapp.domain.questions import NumericRange

_ENDS = {"gte": "low", "gt": "low", "lte": "high", "lt": "high"}
# A range here holds its ends; a limit that isn't reached is drawn in by less than anybody types.
_HAIR = Decimal("0.000000001")
_Given = dict[str, tuple[str, ...]]


class AnswerKeys(ABC):
    """Asks an item's rules what is right; `unread` is the name of a rule that couldn't be carried out."""

    unread: str = ""

    @property
    @abstractmethod
    def declarations(self) -> Mapping[str, Declaration]:
        """The response variables by identifier."""

    @abstractmethod
    def score(self, given: Mapping[str, Sequence[str]]) -> Decimal | None:
        """Return what the responses earn, None where the rules can't be carried out."""

    @abstractmethod
    def right(self, identifier: str) -> tuple[str, ...]:
        """Return the response to one variable that earns most."""

    @abstractmethod
    def texts(self, identifier: str) -> list[str]:
        """Return every text that the item mentions as an answer to a variable."""

    def is_number(self, identifier: str) -> bool:
        """Return whether a response is a number."""
        return self.declarations[identifier].is_number

    @abstractmethod
    def candidate_ranges(self, identifier: str) -> Iterator[NumericRange]:
        """Yield the ranges of numbers that the rules speak of."""

    def all_right(self) -> _Given:
        """Return the best response to every variable that has one."""
        found = {identifier: self.right(identifier) for identifier in self.declarations}
        return {identifier: values for identifier, values in found.items() if values}

    def weights(self, identifier: str, candidates: Sequence[str]) -> dict[str, Decimal]:
        """Return what percentage each of the candidates for one variable earns, the others being right."""
        rest = {name: values for name, values in self.all_right().items() if name != identifier}
        nothing = self.score(rest)
        scores = {each: self.score({**rest, identifier: (each,)}) for each in candidates}
        if nothing is None or any(score is None for score in scores.values()):
            right = self.right(identifier)
            return {each: FULL if each in right else Decimal(0) for each in candidates}
        gains = {each: (score or Decimal(0)) - nothing for each, score in scores.items()}
        most = max(gains.values(), default=Decimal(0))
        if most <= 0:
            return dict.fromkeys(candidates, Decimal(0))
        return {each: _percent(gain, most) for each, gain in gains.items()}

    def share(self, identifier: str) -> Decimal | None:
        """Return what one variable adds to the score when all others are right too."""
        right = self.all_right()
        full = self.score(right)
        without = self.score({name: values for name, values in right.items() if name != identifier})
        return full - without if full is not None and without is not None else None

    def adds_up(self, names: Sequence[str]) -> bool:
        """Return whether each variable earns its share whatever the others do."""
        shares = [self.share(name) for name in names]
        alone = [self.score({name: self.right(name)}) for name in names]
        return None not in shares and shares == alone

    def ranges(self, identifier: str) -> list[NumericRange]:
        """Return the numbers that the rules hold for right."""
        found = list(dict.fromkeys(self.candidate_ranges(identifier)))
        ends = [f"{end:f}" for each in found for end in (each.low, each.high)]
        weights = self.weights(identifier, [*self.right(identifier), *self.texts(identifier), *ends])
        earning = [each for each in found if min(weights[f"{each.low:f}"], weights[f"{each.high:f}"]) >= FULL]
        return [
            each for each in earning if not any(_holds(other, each) for other in earning if other != each)
        ]


class ItemKeys(AnswerKeys):
    """Asks the rules of an item of QTI 2 and 3."""

    def __init__(self, item: Element) -> None:
        """Read the item's rules once."""
        self.item = item
        self.unread = ""
        self._scoring = ItemScoring(item)

    @property
    def declarations(self) -> Mapping[str, Declaration]:
        """The response variables by identifier."""
        return self._scoring.declarations

    def score(self, given: Mapping[str, Sequence[str]]) -> Decimal | None:
        """Return what the responses earn, None where the rules can't be carried out."""
        try:
            return self._scoring.score(given)
        except Unscorable as unscorable:
            self.unread = self.unread or str(unscorable)
            return None

    def right(self, identifier: str) -> tuple[str, ...]:
        """Return the response that earns most: the declared one, else one that the mapping or the rules name."""
        declaration = self.declarations[identifier]
        if declaration.correct:
            return declaration.correct
        positive = [key for key, entry in declaration.mapping.items() if entry.value > 0]
        if positive and declaration.cardinality == "single":
            return (max(positive, key=lambda key: declaration.mapping[key].value),)
        return tuple(positive) or self._named_by_rules(declaration)

    def texts(self, identifier: str) -> list[str]:
        """Return every text that the item mentions as an answer to a variable."""
        declaration = self.declarations[identifier]
        named = self._named_by_rules(declaration)
        return list(
            dict.fromkeys(text for text in (*declaration.correct, *declaration.mapping, *named) if text)
        )

    def is_number(self, identifier: str) -> bool:
        """Return whether a response is a number: declared as one, or compared as one."""
        if self.declarations[identifier].is_number:
            return True
        compared = (
            each.get("identifier") == identifier
            for rule in descendants(self.item, "equal", *_ENDS)
            for each in descendants(rule, "variable")
        )
        texts = self.texts(identifier)
        return any(compared) and bool(texts) and all(decimal_of(text) is not None for text in texts)

    def candidate_ranges(self, identifier: str) -> Iterator[NumericRange]:
        """Yield what lies between two limits, and each right number with the tolerance its rule gives it."""
        yield from self._between(identifier)
        tolerances = [*self._tolerances(identifier), _Tolerance("exact", ())]
        for text in self.texts(identifier):
            number = decimal_of(text)
            for tolerance in tolerances if number is not None else ():
                yield NumericRange(*tolerance.around(number or Decimal(0)))
                yield NumericRange(*tolerance.near(number or Decimal(0)))

    def _tolerances(self, identifier: str) -> Iterator[_Tolerance]:
        for rule in descendants(self.item, "equal"):
            if any(each.get("identifier") == identifier for each in descendants(rule, "variable")):
                words = [decimal_of(word) for word in rule.get("tolerance", "").split()]
                yield _Tolerance(
                    rule.get("toleranceMode", "exact"), tuple(word for word in words if word is not None)
                )

    def _between(self, identifier: str) -> Iterator[NumericRange]:
        for rule in descendants(self.item, "and"):
            ends: dict[str, Decimal] = {}
            for bound in children(rule, *_ENDS):
                name = name_of(bound)
                value = decimal_of(text_of(child(bound, "baseValue")))
                variable = child(bound, "variable")
                if value is not None and variable is not None and variable.get("identifier") == identifier:
                    ends[_ENDS[name]] = just_inside(value, name)
            if len(ends) == 2 and ends["low"] <= ends["high"]:
                yield NumericRange(ends["low"], ends["high"])

    def _named_by_rules(self, declaration: Declaration) -> tuple[str, ...]:
        """Return the values that the rules compare a variable with, those they want absent left out."""
        found: list[str] = []
        for value in descendants(self.item, "baseValue"):
            rule = value.getparent()
            if rule is None or _is_denied(rule):
                continue
            if any(
                each.get("identifier") == declaration.identifier for each in descendants(rule, "variable")
            ):
                found.append(" ".join(text_of(value).split()))
        unique = tuple(dict.fromkeys(found))
        if declaration.cardinality != "single":
            return unique
        earning = [each for each in unique if (self.score({declaration.identifier: (each,)}) or 0) > 0]
        return tuple(earning)


@dataclass(frozen=True, slots=True)
class _Tolerance:
    mode: str
    values: tuple[Decimal, ...]

    def around(self, number: Decimal) -> tuple[Decimal, Decimal]:
        """Return the ends of what counts as the number."""
        return tolerance_around(number, self.mode, self.values)

    def near(self, number: Decimal) -> tuple[Decimal, Decimal]:
        """Return the ends of the numbers that count when the tolerance is around the response."""
        return numbers_near(number, self.mode, self.values)


def just_inside(limit: Decimal, comparison: str) -> Decimal:
    """Return the limit of a comparison, drawn in where the limit itself isn't right."""
    if comparison.endswith("e"):
        return limit
    return limit + _HAIR if comparison.endswith("gt") else limit - _HAIR


def whole_weights(shares: Sequence[Decimal]) -> list[int]:
    """Return the smallest whole numbers in the same proportion."""
    fractions = [Fraction(share) for share in shares]
    multiple = lcm(*(each.denominator for each in fractions)) if fractions else 1
    whole = [int(each * multiple) for each in fractions]
    divisor = max(1, gcd(*whole))
    return [each // divisor for each in whole]


def _percent(gain: Decimal, most: Decimal) -> Decimal:
    return (gain * 100 / most).quantize(Decimal("0.00001")).normalize() + 0


def _holds(one: NumericRange, other: NumericRange) -> bool:
    return one.low <= other.low and other.high <= one.high


def _is_denied(rule: Element) -> bool:
    parent = rule.getparent()
    return parent is not None and parent.tag == "not"
