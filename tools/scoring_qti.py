"""QTI's cases: `{"items": {"path.xml": {"cases": [{"responses": {id: {"values"}}, "outcome", "expected"}]}}}`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.qti_documents import with_names_of_version_2
from examapp.bank_formats.qti_interactions import KindNotRead, read_item
from examapp.bank_formats.qti_keys import ItemKeys
from examapp.bank_formats.qti_texts import ItemTexts
from examapp.bank_formats.report import Place
from examapp.bank_formats.rich_text import RichText
from examapp.bank_formats.weighted_answers import decimal_of
from examapp.bank_formats.xml_reading import Element, XmlRefused, descendants, parsed_xml, text_of
from examapp.domain.questions import BlankAnswer, ChoiceAnswer, Option, Question
from tools.scoring_cases import AskedQuestion, Case

_CHOICES = ("simpleChoice", "inlineChoice", "hottext", "gapText")


def qti_questions(document: dict[str, Any], path: Path) -> Iterator[AskedQuestion]:
    """Yield the items as the reader understands them, with their cases."""
    for name, described in document["items"].items():
        if not isinstance(described, dict) or not isinstance(described.get("cases"), list):
            continue
        file = next(
            (found for found in (path.parent / Path(name).name, path.parent / name) if found.exists()), None
        )
        cases = described["cases"]
        if file is None:
            yield _unread(name, cases, "the item isn't in the folder")
            continue
        try:
            item = with_names_of_version_2(parsed_xml(file.read_bytes()))
        except XmlRefused as refused:
            yield _unread(name, cases, refused.code)
            continue
        yield _asked(Path(name).stem, item, cases)


def _asked(name: str, item: Element, cases: list[dict[str, Any]]) -> AskedQuestion:
    keys, own = ItemKeys(item), ProblemList()
    try:
        question = read_item(item, keys, ItemTexts(RichText(), item), Place(), own)
    except KindNotRead as kind:
        return _unread(name, cases, f"not read: {kind.label}")
    identifiers = [each.get("identifier", "") for each in descendants(item, *_CHOICES)]
    if question is None:
        question, identifiers = _declared(keys, cases)
    if question is None:
        return _unread(name, cases, "nothing is marked right")
    given = _Given(question, dict(zip(identifiers, _letters(question), strict=False)), keys)
    order = _order(question)
    return AskedQuestion(name, question, order, [given.case(case) for case in cases], case_counts=True)


@dataclass(frozen=True, slots=True)
class _Given:
    question: Question
    letters: Mapping[str, str]
    keys: ItemKeys

    def case(self, case: dict[str, Any]) -> Case:
        """Return a case as the phone would send it."""
        responses = {name: list(each["values"]) for name, each in case["responses"].items()}
        full = self.keys.score(self.keys.all_right())
        scored = self.keys.score(responses)
        whole = Fraction(full) if full else Fraction(1)
        stated = Fraction(str(case["expected"])) / whole
        values = next((values for name, values in responses.items() if name in self.keys.all_right()), [])
        rules = Fraction(scored) / whole if scored is not None else None
        return Case(",".join(values) or "(none)", self._raw(values), stated, rules)

    def _raw(self, values: list[str]) -> object:
        if self.question.qtype == "ordering":
            places = {self.letters.get(each): str(number) for number, each in enumerate(values, 1)}
            return [places.get(letter, "") for letter in _letters(self.question)]
        if self.question.qtype in ("blank", "numeric"):
            return values
        return [self.letters.get(each, "?") for each in values]


def _letters(question: Question) -> list[str]:
    """Return the letters displayed for the options, of a cloze for those of its first part."""
    options = question.parts[0].options if question.parts else question.options
    return list(ascii_uppercase[: len(options)])


def _order(question: Question) -> tuple[str, ...]:
    if question.parts:
        return tuple(f"{part.qid}.{option.id}" for part in question.parts for option in part.options)
    return tuple(option.id for option in question.options)


def _declared(keys: ItemKeys, cases: list[dict[str, Any]]) -> tuple[Question | None, list[str]]:
    """Return a question made of the declarations alone: some items come without their body."""
    for name, declaration in keys.declarations.items():
        right = keys.right(name)
        if not right:
            continue
        if declaration.base_type == "string":
            return Question("", "blank", "-", BlankAnswer((tuple(keys.texts(name)),))), []
        said = [value for case in cases for value in case["responses"].get(name, {}).get("values", ())]
        named = [text_of(each).strip() for each in descendants(keys.item, "baseValue")]
        known = dict.fromkeys(
            (*right, *declaration.mapping, *said, *(each for each in named if decimal_of(each) is None))
        )
        letters = dict(zip(known, ascii_uppercase, strict=False))
        options = tuple(Option(letter, each) for each, letter in letters.items())
        qtype = "single" if declaration.cardinality == "single" else "multiple"
        return Question(
            "", qtype, "-", ChoiceAnswer(frozenset(letters[each] for each in right)), options
        ), list(known)
    return None, []


def _unread(name: str, cases: list[dict[str, Any]], why: str) -> AskedQuestion:
    told = [Case(str(case["responses"]), None, Fraction(str(case["expected"]))) for case in cases]
    return AskedQuestion(Path(name).stem, None, (), told, why_not=why)
