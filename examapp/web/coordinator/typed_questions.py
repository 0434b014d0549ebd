"""Between a question and the fields of the editor's form, both ways; the checks of the import read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from werkzeug.datastructures import MultiDict

from examapp.bank_formats.answer_texts import blanks_of, blanks_to_text, ranges_to_text
from examapp.bank_formats.draft import Draft
from examapp.bank_formats.question_words import TYPE_LABELS
from examapp.bank_formats.report import Place
from examapp.domain.blueprint import POOL_NAMES
from examapp.domain.question_life import STATUS_NAMES
from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    NumericAnswer,
    Question,
)
from examapp.web.coordinator.question_editors import (
    EDITORS,
    FEWEST_OPTIONS,
    MOST_OPTIONS,
    SPARE_OPTIONS,
)
from examapp.web.formatting import points

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TEXT_FIELDS = ("qid", "stem", "explanation", "topic", "points", "source", "image", "tags")
ENGLISH_FIELDS = ("stem en", "explanation en")
Typed = MultiDict[str, str]


def typed_of(question: Question) -> Typed:
    """Return the form's fields filled with a question; options that have no letter get one by their place."""
    letters = _letters(question)
    typed: Typed = MultiDict(
        {
            "qtype": question.qtype,
            "qid": question.qid,
            "event": question.event,
            "stem": question.stem,
            "explanation": question.explanation,
            "topic": question.topic,
            "difficulty": str(question.difficulty or ""),
            "points": points(question.points),
            "pool": question.pool,
            "source": question.source,
            "image": question.image,
            "tags": "\n".join(question.tags),
        }
    )
    for option in question.options:
        typed[f"option {letters[option.id]}"] = option.text
        if option.pinned:
            typed.add("pinned", letters[option.id])
    _type_answer(typed, question, letters)
    _type_english(typed, question, letters)
    return typed


def draft_of(typed: Typed, *, is_new: bool) -> Draft:
    """Return what was typed as a draft, the words of a workbook, each with its field as its place.

    In a new question the options that speak of the others are pinned by themselves where none was ticked.
    """
    texts = {name: typed.get(name, "") for name in (*TEXT_FIELDS, "event", *ENGLISH_FIELDS)}
    texts["qtype"] = TYPE_LABELS.get(typed.get("qtype", ""), "")
    texts["difficulty"] = typed.get("difficulty", "")
    texts["pool"] = POOL_NAMES.get(typed.get("pool", ""), "")
    texts["answer"] = _answer_text(typed)
    texts["blank_order"] = typed.get("blank_order", "")
    texts["pinned"] = "".join(typed.getlist("pinned")) or ("" if is_new else "无")
    texts["status"] = STATUS_NAMES["active"]
    options = tuple((letter, typed.get(f"option {letter}", "")) for letter in LETTERS)
    for letter in LETTERS:
        if english := typed.get(f"option {letter} en", ""):
            texts[f"option {letter} en"] = english
    places = {name: Place(column=name) for name in (*texts, *(f"option {letter}" for letter, _ in options))}
    written = tuple((letter, text) for letter, text in options if text.strip())
    return Draft(Place(column="stem"), texts, written, {**places, "options": Place(column="options")})


def option_rows(typed: Typed) -> tuple[str, ...]:
    """Return the letters of the option rows to show: those that are filled and a few more."""
    filled = [number for number, letter in enumerate(LETTERS, 1) if typed.get(f"option {letter}", "").strip()]
    wanted = max(FEWEST_OPTIONS, max(filled, default=0) + SPARE_OPTIONS)
    return tuple(LETTERS[: min(wanted, MOST_OPTIONS)])


def _letters(question: Question) -> Mapping[str, str]:
    """Return a letter for each option's id: its own where all have one."""
    ids = [option.id for option in question.options]
    if all(len(id_) == 1 and id_ in LETTERS for id_ in ids):
        return {id_: id_ for id_ in ids}
    return dict(zip(ids, LETTERS, strict=False))


def _type_answer(typed: Typed, question: Question, letters: Mapping[str, str]) -> None:
    match question.answer:
        case ChoiceAnswer(keys):
            typed.setlist("key", sorted(letters[key] for key in keys if key in letters))
        case JudgeAnswer(value):
            typed["verdict"] = "正确" if value else "错误"
        case BlankAnswer(blanks, ordered):
            lines = (blanks_to_text(BlankAnswer((blank,))).replace("\n", " ") for blank in blanks)
            typed["blanks"] = "\n".join(lines)
            typed["blank_order"] = "按序" if ordered else "任意"
        case NumericAnswer():
            typed["number"] = ranges_to_text(question.answer)


def _type_english(typed: Typed, question: Question, letters: Mapping[str, str]) -> None:
    english = question.translation("en")
    if english is None:
        return
    typed["stem en"], typed["explanation en"] = english.stem, english.explanation
    for id_, text in english.options:
        typed[f"option {letters.get(id_, id_)} en"] = text


def _answer_text(typed: Typed) -> str:
    pieces = EDITORS[typed["qtype"]].pieces if typed.get("qtype") in EDITORS else ()
    return "".join(_answer_of_piece(typed, pieces))


def _answer_of_piece(typed: Typed, pieces: tuple[str, ...]) -> Iterator[str]:
    if "options" in pieces:
        yield "".join(typed.getlist("key"))
    if "verdict" in pieces:
        yield typed.get("verdict", "")
    if "blanks" in pieces:
        lines = [line for line in typed.get("blanks", "").splitlines() if line.strip()]
        blanks = tuple(blank for line in lines for blank in blanks_of(line))
        yield blanks_to_text(BlankAnswer(blanks)) if blanks else ""
    if "number" in pieces:
        yield typed.get("number", "")
