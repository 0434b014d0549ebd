"""QTI's cases: `{"items": {"path.xml": {"cases": [{"responses": {id: {"values"}}, "outcome", "expected"}]}}}`."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.qti_documents import interactions_in, with_names_of_version_2
from examapp.bank_formats.qti_interactions import KindNotRead, read_item
from examapp.bank_formats.qti_keys import ItemKeys
from examapp.bank_formats.qti_texts import ItemTexts
from examapp.bank_formats.report import Place
from examapp.bank_formats.rich_text import RichText
from examapp.bank_formats.xml_reading import Element, XmlRefused, parsed_xml
from examapp.domain.questions import BlankAnswer, ChoiceAnswer, Option, PartsAnswer, Question
from tools.scoring_cases import AskedQuestion, Case
from tools.scoring_qti_responses import GivenItem


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
        asked = list(interactions_in(item))
    except KindNotRead as kind:
        return _unread(name, cases, f"not read: {kind.label}")
    if question is None:
        # Some items come without their body: the declarations say enough to grade them.
        question, asked = _declared(keys, cases), []
    if question is None:
        return _unread(name, cases, "nothing is marked right")
    given = GivenItem(question, keys, asked)
    return AskedQuestion(
        name, question, _order(question), [given.case(case) for case in cases], case_counts=True
    )


def _order(question: Question) -> tuple[str, ...]:
    if question.parts:
        return tuple(f"{part.qid}.{option.id}" for part in question.parts for option in part.options)
    return tuple(option.id for option in question.options)


def _declared(keys: ItemKeys, cases: list[dict[str, Any]]) -> Question | None:
    """Return a question made of the declarations alone, with a part for each if there are several."""
    parts = [
        part
        for number, name in enumerate(filter(keys.right, keys.declarations), 1)
        if (part := _declared_part(keys, name, str(number), cases)) is not None
    ]
    if len(parts) < 2:
        return parts[0] if parts else None
    return Question("", "cloze", "-", PartsAnswer(), parts=tuple(parts))


def _declared_part(keys: ItemKeys, name: str, number: str, cases: list[dict[str, Any]]) -> Question | None:
    right, declaration = keys.right(name), keys.declarations[name]
    if declaration.base_type not in ("string", "identifier"):
        return None
    if declaration.base_type == "string":
        return Question(number, "blank", "-", BlankAnswer((tuple(keys.texts(name)),)))
    said = [value for case in cases for value in case["responses"].get(name, {}).get("values", ())]
    known = dict.fromkeys((*right, *declaration.mapping, *said))
    options = tuple(Option(letter, each) for each, letter in zip(known, ascii_uppercase, strict=False))
    letters = {option.text: option.id for option in options}
    qtype = "single" if declaration.cardinality == "single" else "multiple"
    return Question(number, qtype, "-", ChoiceAnswer(frozenset(letters[each] for each in right)), options)


def _unread(name: str, cases: list[dict[str, Any]], why: str) -> AskedQuestion:
    told = [Case(str(case["responses"]), None, Fraction(str(case["expected"]))) for case in cases]
    return AskedQuestion(Path(name).stem, None, (), told, why_not=why)
