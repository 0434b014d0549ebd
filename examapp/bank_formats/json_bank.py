"""Our own JSON bank: lossless and versioned, documented in docs/bank-formats.md."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import clean, excerpt
from examapp.bank_formats.decoding import decode
from examapp.bank_formats.drafting import generated_qid
from examapp.bank_formats.report import BankReport, Place
from examapp.domain.questions import (
    SECOND_LANGUAGES,
    BlankAnswer,
    NumericAnswer,
    Option,
    Question,
    Translation,
    question_from_json,
    question_to_json,
)
from examapp.domain.wording import N_

FORMAT_NAME = "examapp-bank"
VERSION = 1
_START = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[\]{])")
_TEXT_FIELDS = ("qid", "event", "qtype", "stem", "explanation", "topic", "pool", "source", "image", "status")


class _FieldError(ValueError):
    """The name of the field that isn't as documented."""


def recognises(data: bytes, filename: str) -> bool:
    """Tell by the first signs of a JSON object or list."""
    decoded = decode(data)
    return decoded is not None and _START.match(decoded.text) is not None


def read(data: bytes, filename: str) -> BankReport:
    """Read the object with its questions, or a bare list of questions."""
    assembly = Assembly("json")
    decoded = decode(data)
    if decoded is None:
        assembly.problems.error("unknown_encoding", Place())
        return assembly.report()
    try:
        document = json.loads(decoded.text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        assembly.problems.error("bad_json", Place(), detail=excerpt(str(error), 100))
        return assembly.report()
    items = _items(document, assembly)
    if items and not any(isinstance(item, dict) and {"stem", "answer"} <= item.keys() for item in items):
        assembly.problems.error("bad_json_layout", Place(), detail="stem, answer")
        return assembly.report()
    for number, item in enumerate(items, 1):
        _take(item, number, assembly)
    return assembly.report()


def write(questions: Sequence[Question]) -> bytes:
    """Write the documented document, one question a line, so that versions can be compared line by line."""
    lines = ",\n".join(json.dumps(question_to_json(question), ensure_ascii=False) for question in questions)
    head = f'{{"format": "{FORMAT_NAME}", "version": {VERSION}, "questions": [\n'
    return f"{head}{lines}\n]}}\n".encode()


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _items(document: Any, assembly: Assembly) -> list[Any]:
    if isinstance(document, list):
        return document
    if not isinstance(document, dict) or not isinstance(document.get("questions"), list):
        assembly.problems.error("bad_json_layout", Place(), detail="questions")
    elif document.get("format", FORMAT_NAME) != FORMAT_NAME:
        detail = excerpt(f"format = {document['format']}")
        assembly.problems.error("bad_json_layout", Place(), detail=detail)
    elif document.get("version", VERSION) != VERSION:
        detail = excerpt(f"version = {document['version']}")
        assembly.problems.error("bad_json_layout", Place(), detail=detail)
    else:
        return list(document["questions"])
    return []


def _take(item: Any, number: int, assembly: Assembly) -> None:
    place = Place(row=number)
    try:
        question = _question(item)
    except _FieldError as error:
        assembly.problems.error("bad_json_question", place, number=number, detail=excerpt(str(error)))
    else:
        assembly.add_question(question, lambda _name: place)


def _question(item: Any) -> Question:
    """Return the question, its texts cleaned; raise _FieldError naming the field that doesn't fit."""
    if not isinstance(item, dict):
        raise _FieldError("questions")
    try:
        _check_shape(item)
        # Which picture a name stands for is found out anew wherever the file is imported.
        question = question_from_json({"qid": "", **item, "pictures": {}})
    except _FieldError:
        raise
    except (KeyError, ValueError, TypeError, AttributeError, InvalidOperation) as error:
        raise _FieldError(_field_blamed(item)) from error
    return _cleaned(question)


def _check_shape(item: dict[str, Any]) -> None:
    for name in _TEXT_FIELDS:
        if not isinstance(item.get(name, ""), str | int):
            raise _FieldError(name)
    for name in ("difficulty", "points"):
        if type(item.get(name)) not in (int, type(None)):
            raise _FieldError(name)
    if not isinstance(item.get("options", []), list):
        raise _FieldError("options")
    tags = item.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise _FieldError("tags")
    _check_translations(item.get("translations", {}))
    _check_answer(item.get("answer"))


def _check_translations(translations: Any) -> None:
    if not isinstance(translations, dict) or not translations.keys() <= set(SECOND_LANGUAGES):
        raise _FieldError("translations")
    for texts in translations.values():
        if not isinstance(texts, dict) or not isinstance(texts.get("options", {}), dict):
            raise _FieldError("translations")
        if not all(
            isinstance(text, str)
            for text in (
                texts.get("stem", ""),
                texts.get("explanation", ""),
                *texts.get("options", {}).values(),
            )
        ):
            raise _FieldError("translations")


def _check_answer(answer: Any) -> None:
    if not isinstance(answer, dict) or not isinstance(answer.get("ordered", True), bool):
        raise _FieldError("answer")
    keys = answer.get("keys", [])
    blanks = answer.get("blanks", [])
    if not isinstance(keys, list) or not isinstance(blanks, list):
        raise _FieldError("answer")
    if not all(isinstance(key, str) for key in keys) or not all(isinstance(texts, list) for texts in blanks):
        raise _FieldError("answer")
    for numeric_range in answer.get("ranges", []):
        if not all(isinstance(numeric_range.get(end), str | int) for end in ("low", "high")):
            raise _FieldError("answer")


def _field_blamed(item: dict[str, Any]) -> str:
    for name in ("qtype", "stem", "answer"):
        if name not in item:
            return name
    options = item.get("options", [])
    sound = all(isinstance(option, dict) and "id" in option and "text" in option for option in options)
    return "answer" if sound else "options"


def _cleaned(question: Question) -> Question:
    """Return the question with every text cleaned and an id made up where there was none."""
    texts: dict[str, Any] = {name: clean(getattr(question, name)) for name in _TEXT_FIELDS}
    options = tuple(
        Option(clean(option.id), clean(option.text), option.pinned) for option in question.options
    )
    answer = question.answer
    if isinstance(answer, BlankAnswer):
        blanks = tuple(tuple(clean(text) for text in alternatives) for alternatives in answer.blanks)
        answer = BlankAnswer(blanks, answer.ordered)
    if isinstance(answer, NumericAnswer) and not all(
        _is_plain(r.low) and _is_plain(r.high) for r in answer.ranges
    ):
        raise _FieldError("answer")
    tags = tuple(dict.fromkeys(tag for tag in map(clean, question.tags) if tag))
    texts["qid"] = texts["qid"] or generated_qid(texts["qtype"], texts["stem"], [o.text for o in options])
    translations = tuple(filter(_says_anything, map(_cleaned_translation, question.translations)))
    return replace(question, options=options, answer=answer, tags=tags, translations=translations, **texts)


def _cleaned_translation(given: Translation) -> Translation:
    options = sorted((clean(id_), clean(text)) for id_, text in given.options)
    return Translation(
        given.language,
        clean(given.stem),
        tuple((id_, text) for id_, text in options if text),
        clean(given.explanation),
    )


def _says_anything(translation: Translation) -> bool:
    return bool(translation.stem or translation.options or translation.explanation)


def _is_plain(number: Decimal) -> bool:
    """Return whether the number is finite and of a size that can be written out."""
    return number.is_finite() and abs(number.adjusted()) <= 60 and len(number.as_tuple().digits) <= 60


FORMAT = BankFormat(
    name="json",
    label=N_("JSON 题库"),
    order=20,
    recognises=recognises,
    read=read,
    write=write,
    suffix=".json",
)
