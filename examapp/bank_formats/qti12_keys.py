"""What an item of QTI 1.2 holds for right, found by asking its own conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from examapp.bank_formats.qti12_scoring import earning_conditions, score_of, wanted_by
from examapp.bank_formats.qti_documents import Declaration
from examapp.bank_formats.qti_keys import AnswerKeys, just_inside
from examapp.bank_formats.weighted_answers import decimal_of
from examapp.bank_formats.xml_reading import Element, child, children, descendants, name_of, text_of
from examapp.domain.questions import NumericRange

_ENDS = {"vargte": "low", "vargt": "low", "varlte": "high", "varlt": "high"}


class Qti12Keys(AnswerKeys):
    """Asks an item's conditions; the best response is put together from what they want."""

    def __init__(self, item: Element, responses: Sequence[Element]) -> None:
        """Read what the item asks for and find the response that earns most."""
        self.item = item
        self.unread = ""
        self._declared = {each.get("ident", ""): _declaration(each) for each in responses}
        self._best = self._best_response()

    @property
    def declarations(self) -> Mapping[str, Declaration]:
        """The response variables by identifier."""
        return self._declared

    def score(self, given: Mapping[str, Sequence[str]]) -> Decimal | None:
        """Return what the responses earn."""
        return score_of(self.item, given)

    def right(self, identifier: str) -> tuple[str, ...]:
        """Return the values of the best response to one variable."""
        return self._best.get(identifier, ())

    def texts(self, identifier: str) -> list[str]:
        """Return every value that a condition which earns something wants of a variable."""
        wanted = (pair for condition in earning_conditions(self.item) for pair in wanted_by(condition))
        return list(dict.fromkeys(value for name, value in wanted if name == identifier and value))

    def candidate_ranges(self, identifier: str) -> Iterator[NumericRange]:
        """Yield the ranges between two limits of one condition, and the numbers wanted exactly."""
        for group in (*descendants(self.item, "and"), *descendants(self.item, "conditionvar")):
            ends: dict[str, Decimal] = {}
            for test in children(group):
                value = decimal_of(text_of(test).strip())
                side = _ENDS.get(name_of(test))
                if side and value is not None and test.get("respident") == identifier:
                    ends[side] = just_inside(value, name_of(test))
            if len(ends) == 2 and ends["low"] <= ends["high"]:
                yield NumericRange(ends["low"], ends["high"])
        for text in self.texts(identifier):
            if (number := decimal_of(text)) is not None:
                yield NumericRange(number, number)

    def _best_response(self) -> dict[str, tuple[str, ...]]:
        best: dict[str, tuple[str, ...]] = {}
        earned = self.score(best) or Decimal(0)
        for condition in earning_conditions(self.item):
            tried = self._merged(best, condition)
            score = self.score(tried) or Decimal(0)
            if score > earned:
                best, earned = tried, score
        return best

    def _merged(self, best: Mapping[str, tuple[str, ...]], condition: Element) -> dict[str, tuple[str, ...]]:
        merged = dict(best)
        fresh: dict[str, tuple[str, ...]] = {}
        for name, value in wanted_by(condition):
            declaration = self._declared.get(name)
            if declaration is not None and declaration.cardinality == "multiple":
                fresh[name] = tuple(dict.fromkeys((*fresh.get(name, best.get(name, ())), value)))
            elif declaration is not None and name not in fresh:
                fresh[name] = (value,)
        merged.update(fresh)
        return merged


def _declaration(response: Element) -> Declaration:
    cardinality = response.get("rcardinality", "Single").lower()
    kind = next((each.get("fibtype", "").lower() for each in descendants(response, "render_fib")), "")
    number = name_of(response) == "response_num" or kind in ("decimal", "integer", "scientific")
    base = "float" if number else "identifier" if child(response, "render_choice") is not None else "string"
    return Declaration(response.get("ident", ""), cardinality, base, ())
