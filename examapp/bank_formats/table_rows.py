"""The rows of a written table: the workbook's columns, lossless for all that a reader makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from examapp.bank_formats.answer_texts import blanks_to_text, ranges_to_text
from examapp.bank_formats.draft import FIELD_LABELS, ProblemList
from examapp.bank_formats.headers import ENGLISH, OPTION_LETTERS
from examapp.bank_formats.option_texts import without_own_letters
from examapp.bank_formats.pair_texts import lines_to_text, order_to_text, pairs_to_text
from examapp.bank_formats.question_words import TYPE_LABELS
from examapp.bank_formats.report import Place, Problem
from examapp.domain.question_life import STATUS_NAMES
from examapp.domain.questions import (
    POOL_SECRET,
    Answer,
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    OrderAnswer,
    PartsAnswer,
    Question,
    Translation,
)

_BEFORE_OPTIONS = ("qid", "event", "qtype", "stem")
_ENGLISH_TEXTS = ("stem", "explanation")
_AFTER_OPTIONS = (
    *("answer", "explanation", "difficulty", "topic", "points", "pool", "source", "image", "status", "tags"),
    *("pinned", "blank_order"),
)
# Columns that stand there only where a question has something for them.
_WHERE_USED = ("prompts", "unit", "parent")


def rows_to_write(questions: Sequence[Question]) -> Iterator[list[str]]:
    """Yield the header row and one row for each question and each part of one."""
    letters = _letters(questions)
    headers = [f"选项{letter}" for letter in letters]
    rows = list(_rows(questions))
    after = [*_AFTER_OPTIONS, *(name for name in _WHERE_USED if any(texts[name] for _, texts in rows))]
    in_english = any(question.translations for question, _ in rows)
    english_texts = [*_ENGLISH_TEXTS, *(["prompts"] if any(texts["prompts"] for _, texts in rows) else [])]
    english = [FIELD_LABELS[f"{name}{ENGLISH}"] for name in english_texts] + [
        f"{header}(英文)" for header in headers
    ]
    yield [
        *(FIELD_LABELS[name] for name in _BEFORE_OPTIONS),
        *headers,
        *(FIELD_LABELS[name] for name in after),
        *(english if in_english else ()),
    ]
    for question, texts in rows:
        options = {option.id: option.text for option in question.options}
        yield [
            *(texts[name] for name in _BEFORE_OPTIONS),
            *(options.get(letter, "") for letter in letters),
            *(texts[name] for name in after),
            *(_english_texts(question, letters, english_texts) if in_english else ()),
        ]


def _with_parts(questions: Sequence[Question]) -> Iterator[Question]:
    """Yield each question, and its parts named after it, as losses are told."""
    for question in questions:
        yield question
        yield from (replace(part, qid=question.qid) for part in question.parts)


def _rows(questions: Sequence[Question]) -> Iterator[tuple[Question, dict[str, str]]]:
    for question in questions:
        yield question, _texts(question)
        for part in question.parts:
            yield part, {**_texts(part), "qid": "", "pool": "", "status": "", "parent": question.qid}


def table_losses(questions: Sequence[Question]) -> tuple[Problem, ...]:
    """Name what a table's cells can't hold: option ids that are no letters, tags with a semicolon inside."""
    problems = ProblemList()
    for question in _with_parts(questions):
        texts = [(option.id, option.text) for option in question.options]
        lettered = all(key in OPTION_LETTERS and len(key) == 1 for key, _ in texts)
        if not lettered or without_own_letters(texts) != texts:
            _lost(problems, question, "options")
        if any(sign in tag for tag in question.tags for sign in ";；\n"):
            _lost(problems, question, "tags")
        if any(not _can_be_written(question, each) for each in question.translations):
            _lost(problems, question, "translations")
    return tuple(problems.found)


def _can_be_written(question: Question, translation: Translation) -> bool:
    """Return whether every option's text has a column, and one that is read as it is written."""
    options = list(translation.options)
    lettered = all(len(id_) == 1 and id_ in OPTION_LETTERS for id_, _ in options)
    return not options or (bool(question.options) and lettered and without_own_letters(options) == options)


def _english_texts(question: Question, letters: str, names: Sequence[str]) -> list[str]:
    english = question.translation("en") or Translation("en")
    options = dict(english.options)
    texts = {
        "stem": english.stem,
        "explanation": english.explanation,
        "prompts": lines_to_text(english.prompts),
    }
    return [*(texts[name] for name in names), *(options.get(letter, "") for letter in letters)]


def _lost(problems: ProblemList, question: Question, name: str) -> None:
    label = FIELD_LABELS[name]
    problems.warning("field_not_written", Place(), qid=question.qid, field=label, format="xlsx/csv")


def _letters(questions: Sequence[Question]) -> str:
    """Return A to H, and further as far as the questions need."""
    used = {option.id for question in _with_parts(questions) for option in question.options}
    used |= {
        id_
        for question in _with_parts(questions)
        for each in question.translations
        for id_, _ in each.options
    }
    last = max(
        (OPTION_LETTERS.index(letter) for letter in used if letter in OPTION_LETTERS and len(letter) == 1),
        default=0,
    )
    return OPTION_LETTERS[: max(last + 1, 8)]


def _texts(question: Question) -> dict[str, str]:
    pinned = "".join(sorted(option.id for option in question.options if option.pinned))
    unordered = isinstance(question.answer, BlankAnswer) and not question.answer.ordered
    return {
        "qid": question.qid,
        "event": question.event,
        "qtype": TYPE_LABELS.get(question.qtype, question.qtype),
        "stem": question.stem,
        "answer": answer_text(question.answer),
        "explanation": question.explanation,
        "difficulty": "" if question.difficulty is None else str(question.difficulty),
        "topic": question.topic,
        "points": "" if question.points is None else str(Decimal(question.points) / 100),
        "pool": "保密" if question.pool == POOL_SECRET else "公开",
        "source": question.source,
        "image": question.image,
        "status": STATUS_NAMES[question.status],
        "tags": ";".join(question.tags),
        "pinned": pinned or ("无" if question.options else ""),
        "blank_order": "任意" if unordered else "",
        "prompts": lines_to_text((prompt.id, prompt.text) for prompt in question.prompts),
        "parent": "",
        "unit": question.answer.unit if isinstance(question.answer, NumericAnswer) else "",
    }


def answer_text(answer: Answer) -> str:
    """Return the answer as a table's cell holds it."""
    match answer:
        case ChoiceAnswer(keys):
            return "".join(sorted(keys))
        case JudgeAnswer(value):
            return "正确" if value else "错误"
        case BlankAnswer():
            return blanks_to_text(answer)
        case NumericAnswer():
            return ranges_to_text(answer)
        case MatchingAnswer():
            return pairs_to_text(answer)
        case OrderAnswer():
            return order_to_text(answer)
        case PartsAnswer():
            return ""
