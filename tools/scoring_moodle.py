"""Moodle's grading cases: `{"questions": [{"id", "type", "options"|"right"|"answers", "cases": [...]}]}`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from string import ascii_uppercase
from typing import Any

from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.report import Place
from examapp.bank_formats.weighted_answers import WeightedAnswer, choice_of, numbers_of, texts_of
from examapp.domain.questions import JudgeAnswer, Question
from tools.scoring_cases import AskedQuestion, Case


def moodle_questions(document: dict[str, Any]) -> Iterator[AskedQuestion]:
    """Yield the questions as the Moodle readers understand them, with their cases."""
    for item in document["questions"]:
        question = _question(item)
        order = tuple(option.id for option in question.options) if question else ()
        cases = [_case(case, item, question) for case in item["cases"]]
        yield AskedQuestion(item["id"], question, order, cases, why_not=f"no such type here: {item['type']}")


def _question(item: dict[str, Any]) -> Question | None:
    kind, own, stem = item["type"], ProblemList(), str(item.get("stem", item["id"]))
    if "options" in item:
        single = "several" not in kind
        weighted = [_weighted(text, weight) for text, weight in item["options"].items()]
        answer, options = choice_of(weighted, Place(), own, single=single)
        return Question(item["id"], "single" if single else "multiple", stem, answer, options)
    if "right" in item:
        return Question(item["id"], "judge", stem, JudgeAnswer(bool(item["right"])))
    if kind.startswith("short"):
        blank = texts_of([_weighted(text, weight) for text, weight in item["answers"]], Place(), own)
        return Question(item["id"], "blank", stem, blank) if blank else None
    if kind.startswith("numer"):
        given = [
            (_weighted(each["value"], each["fraction"]), str(each.get("tolerance", 0)))
            for each in item["answers"]
        ]
        numeric = numbers_of(given, Place(), own)
        return Question(item["id"], "numeric", stem, numeric) if numeric else None
    return None


def _weighted(text: str, fraction: float) -> WeightedAnswer:
    return WeightedAnswer(str(text), Decimal(str(fraction)) * 100)


def _case(case: dict[str, Any], item: dict[str, Any], question: Question | None) -> Case:
    response = case["response"]
    raw: object = response
    if isinstance(response, list) and question is not None:
        letters = dict(zip(item.get("options", ()), ascii_uppercase, strict=False))
        raw = [letters.get(text, text) for text in response]
    stated = case.get("fraction")
    fraction = None if stated is None else Fraction(str(stated))
    gradable = case.get("gradable") is True and stated is None
    if case.get("complete") is False:
        fraction = None
    return Case(str(response), raw, fraction, any_grade=gradable)
