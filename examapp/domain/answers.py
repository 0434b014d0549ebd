"""The keys of the question types, and how the JSON bank format holds them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class ChoiceAnswer:
    """The ids of the right options: one for 单选, one or more for 多选."""

    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class JudgeAnswer:
    """Whether the statement is right."""

    value: bool


@dataclass(frozen=True, slots=True)
class BlankAnswer:
    """Accepted texts of each blank; with `ordered` false the blanks may be filled in any order."""

    blanks: tuple[tuple[str, ...], ...]
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class NumericRange:
    """A closed interval of accepted numbers."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class NumericAnswer:
    """A number is right when any of the ranges holds it; `unit` is shown beside the field."""

    ranges: tuple[NumericRange, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class MatchingAnswer:
    """Which option belongs to which prompt: (prompt id, option id), sorted by prompt id."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """The ids of the options in the right order."""

    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartsAnswer:
    """The key is in the question's parts."""


Answer = ChoiceAnswer | JudgeAnswer | BlankAnswer | NumericAnswer | MatchingAnswer | OrderAnswer | PartsAnswer


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """Return the answer as the documented JSON bank format holds it."""
    match answer:
        case ChoiceAnswer(keys):
            return {"keys": sorted(keys)}
        case JudgeAnswer(value):
            return {"value": value}
        case BlankAnswer(blanks, ordered):
            return {"blanks": [list(texts) for texts in blanks], "ordered": ordered}
        case NumericAnswer(ranges, unit):
            found = [{"low": str(r.low), "high": str(r.high)} for r in ranges]
            return {"ranges": found, "unit": unit} if unit else {"ranges": found}
        case MatchingAnswer(pairs):
            return {"pairs": dict(pairs)}
        case OrderAnswer(order):
            return {"order": list(order)}
        case PartsAnswer():
            return {"parts": True}


def answer_from_json(data: dict[str, Any]) -> Answer:
    """Return the answer that `answer_to_json` wrote; raise KeyError or ValueError for anything else."""
    if "keys" in data:
        return ChoiceAnswer(frozenset(str(key) for key in data["keys"]))
    if "value" in data:
        return JudgeAnswer(_truth(data["value"], "value"))
    if "blanks" in data:
        blanks = tuple(tuple(str(text) for text in texts) for texts in data["blanks"])
        return BlankAnswer(blanks, bool(data.get("ordered", True)))
    if "pairs" in data:
        return MatchingAnswer(tuple(sorted((str(one), str(other)) for one, other in data["pairs"].items())))
    if "order" in data:
        return OrderAnswer(tuple(str(id_) for id_ in data["order"]))
    if "parts" in data and _truth(data["parts"], "parts"):
        return PartsAnswer()
    ranges = (NumericRange(Decimal(r["low"]), Decimal(r["high"])) for r in data["ranges"])
    return NumericAnswer(tuple(ranges), str(data.get("unit", "")))


def _truth(value: object, name: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError(name)
    return value
