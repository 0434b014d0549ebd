"""Our own JSON bank: lossless and versioned, documented in docs/bank-formats.md."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from examapp.bank_formats.asks import Answers, Asker
from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import clean, excerpt, one_line
from examapp.bank_formats.decoding import decode
from examapp.bank_formats.drafting import qid_for
from examapp.bank_formats.json_safety import load_json, load_json_lines
from examapp.bank_formats.layouts.foreign_json import read_foreign, table_of_json
from examapp.bank_formats.report import BankReport, Place
from examapp.domain.questions import (
    SECOND_LANGUAGES,
    Answer,
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
_PART_TEXT_FIELDS = ("stem", "explanation")
_TEXT_FIELDS = ("qid", "event", "qtype", "stem", "explanation", "topic", "pool", "source", "image", "status")


class _FieldError(ValueError):
    """The name of the field that isn't as documented."""


def recognises(data: bytes, filename: str) -> bool:
    """Tell by the first signs of a JSON object or list."""
    decoded = decode(data)
    return decoded is not None and _START.match(decoded.text) is not None


def read(data: bytes, filename: str) -> BankReport:
    """Read the object with its questions, or a bare list of questions; JSON of other systems by its keys."""
    return read_answered(data, filename, {})


def read_answered(data: bytes, filename: str, answers: Answers) -> BankReport:
    """Read the questions, those of another system's layout as its asks are answered."""
    assembly = Assembly("json", asker=Asker(answers))
    decoded = decode(data)
    if decoded is None:
        assembly.problems.error("unknown_encoding", Place())
        return assembly.report()
    try:
        document = load_json(decoded.text)
    except ValueError as error:
        document = load_json_lines(decoded.text)
        if document is None:
            assembly.problems.error("bad_json", Place(), detail=excerpt(str(error), 100))
            return assembly.report()
    foreign = None if _is_ours(document) else table_of_json(document)
    if foreign is not None:
        read_foreign(foreign, assembly)
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


def _is_ours(document: Any) -> bool:
    """Return whether a document says that it is ours, or its questions have our answers."""
    items = document.get("questions") if isinstance(document, dict) else document
    if isinstance(document, dict) and "format" in document:
        return True
    return isinstance(items, list) and any(
        isinstance(item, dict) and "stem" in item and isinstance(item.get("answer"), dict) for item in items
    )


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
    for name in ("options", "prompts", "parts"):
        if not isinstance(item.get(name, []), list):
            raise _FieldError(name)
    for part in item.get("parts", []):
        _check_part(part)
    tags = item.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise _FieldError("tags")
    _check_translations(item.get("translations", {}))
    _check_answer(item.get("answer"))


def _check_part(part: Any) -> None:
    # Parts of parts would let a file nest as deep as it likes.
    if not isinstance(part, dict) or "parts" in part:
        raise _FieldError("parts")
    try:
        _check_shape(part)
    except _FieldError as error:
        raise _FieldError(f"parts.{error}") from error


def _check_translations(translations: Any) -> None:
    if not isinstance(translations, dict) or not translations.keys() <= set(SECOND_LANGUAGES):
        raise _FieldError("translations")
    for texts in translations.values():
        if not isinstance(texts, dict) or not _are_texts(texts):
            raise _FieldError("translations")


def _are_texts(texts: dict[str, Any]) -> bool:
    lists = [texts.get(name, {}) for name in ("options", "prompts")]
    return all(isinstance(each, dict) for each in lists) and all(
        isinstance(text, str)
        for text in (
            texts.get("stem", ""),
            texts.get("explanation", ""),
            *(text for each in lists for text in each.values()),
        )
    )


def _check_answer(answer: Any) -> None:
    if not isinstance(answer, dict) or not isinstance(answer.get("ordered", True), bool):
        raise _FieldError("answer")
    texts = [answer.get(name, []) for name in ("keys", "order")]
    if not all(isinstance(each, list) and all(isinstance(text, str) for text in each) for each in texts):
        raise _FieldError("answer")
    blanks = answer.get("blanks", [])
    if not isinstance(blanks, list) or not all(isinstance(alternatives, list) for alternatives in blanks):
        raise _FieldError("answer")
    pairs = answer.get("pairs", {})
    if not isinstance(pairs, dict) or not all(isinstance(text, str) for text in pairs.values()):
        raise _FieldError("answer")
    if not isinstance(answer.get("unit", ""), str):
        raise _FieldError("answer")
    for numeric_range in answer.get("ranges", []):
        if not all(isinstance(numeric_range.get(end), str | int) for end in ("low", "high")):
            raise _FieldError("answer")


def _field_blamed(item: dict[str, Any]) -> str:
    for name in ("qtype", "stem", "answer"):
        if name not in item:
            return name
    for name in ("options", "prompts"):
        if not all(isinstance(each, dict) and {"id", "text"} <= each.keys() for each in item.get(name, [])):
            return name
    return "parts" if item.get("parts") else "answer"


def _cleaned(question: Question) -> Question:
    """Return the question with every text cleaned and an id made up where there was none."""
    texts: dict[str, Any] = {name: clean(getattr(question, name)) for name in _TEXT_FIELDS}
    tags = tuple(dict.fromkeys(tag for tag in map(clean, question.tags) if tag))
    cleaned = replace(_with_clean_content(question), tags=tags, **texts)
    parts = tuple(map(_cleaned_part, question.parts))
    cleaned = replace(cleaned, parts=parts)
    return cleaned if cleaned.qid else replace(cleaned, qid=qid_for(cleaned))


def _cleaned_part(part: Question) -> Question:
    """Return the part cleaned, without what only whole questions have."""
    texts: dict[str, Any] = {name: clean(getattr(part, name)) for name in _PART_TEXT_FIELDS}
    bare = Question(clean(part.qid), clean(part.qtype), "", part.answer, part.options, points=part.points)
    return replace(_with_clean_content(replace(bare, translations=part.translations)), **texts)


def _with_clean_content(question: Question) -> Question:
    """Return the question with options, prompts, answer and translations cleaned."""
    translations = tuple(filter(_says_anything, map(_cleaned_translation, question.translations)))
    return replace(
        question,
        options=tuple(Option(clean(each.id), clean(each.text), each.pinned) for each in question.options),
        prompts=tuple(Option(clean(each.id), one_line(each.text)) for each in question.prompts),
        answer=_cleaned_answer(question.answer),
        translations=translations,
    )


def _cleaned_answer(answer: Answer) -> Answer:
    match answer:
        case BlankAnswer(blanks, ordered):
            return BlankAnswer(tuple(tuple(map(clean, texts)) for texts in blanks), ordered)
        case NumericAnswer(ranges, unit):
            if not all(_is_plain(r.low) and _is_plain(r.high) for r in ranges):
                raise _FieldError("answer")
            return NumericAnswer(ranges, one_line(unit))
        case _:
            return answer


def _cleaned_translation(given: Translation) -> Translation:
    return Translation(
        given.language,
        clean(given.stem),
        _cleaned_texts(given.options),
        clean(given.explanation),
        tuple((id_, one_line(text)) for id_, text in _cleaned_texts(given.prompts)),
    )


def _cleaned_texts(texts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    cleaned = sorted((clean(id_), clean(text)) for id_, text in texts)
    return tuple((id_, text) for id_, text in cleaned if text)


def _says_anything(translation: Translation) -> bool:
    return bool(translation.stem or translation.options or translation.explanation or translation.prompts)


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
    read_answered=read_answered,
)
