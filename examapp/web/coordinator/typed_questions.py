"""Between a question and the fields of the editor's form, both ways; the checks of the import read them.

The fields of part 2 begin with `part 2 ` and are those of a question of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from werkzeug.datastructures import MultiDict

from examapp.bank_formats.answer_texts import blanks_of, blanks_to_text, ranges_to_text
from examapp.bank_formats.draft import Draft
from examapp.bank_formats.pair_texts import lines_to_text, order_to_text, pairs_to_text
from examapp.bank_formats.question_words import TYPE_LABELS
from examapp.bank_formats.report import Place
from examapp.domain.blueprint import POOL_NAMES
from examapp.domain.question_life import STATUS_NAMES
from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    OrderAnswer,
    Question,
)
from examapp.web.coordinator.question_editors import EDITORS
from examapp.web.formatting import points

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TEXT_FIELDS = (
    *("qid", "event", "stem", "explanation", "topic", "difficulty", "points", "source", "image", "tags"),
    *("prompts", "unit", "blank_order", "stem en", "explanation en", "prompts en"),
)
Typed = MultiDict[str, str]


def typed_of(question: Question) -> Typed:
    """Return the form's fields filled with a question; options that have no letter get one by their place."""
    typed: Typed = MultiDict(
        {
            "qid": question.qid,
            "event": question.event,
            "topic": question.topic,
            "difficulty": str(question.difficulty or ""),
            "pool": question.pool,
            "source": question.source,
            "image": question.image,
            "tags": "\n".join(question.tags),
        }
    )
    _fill(typed, question)
    for number, part in enumerate(question.parts, start=1):
        _fill(typed, part, prefix_of(number))
    return typed


def draft_of(typed: Typed, *, is_new: bool) -> Draft:
    """Return what was typed as a draft, the words of a workbook, each with its field as its place.

    In a new question the options that speak of the others are pinned by themselves where none was ticked.
    """
    whole = _draft(typed, "", is_new=is_new)
    filing = {"pool": POOL_NAMES.get(typed.get("pool", ""), ""), "status": STATUS_NAMES["active"]}
    has_parts = "parts" in EDITORS[typed["qtype"]].pieces
    numbers = part_numbers(typed) if has_parts else ()
    parts = tuple(_draft(typed, prefix_of(number), is_new=is_new) for number in numbers)
    return Draft(
        whole.place, {**whole.texts, **filing}, whole.options, whole.places, parts=parts, type_hint=""
    )


def prefix_of(number: int) -> str:
    """Return what the fields of a part begin with."""
    return f"part {number} "


def part_numbers(typed: Typed) -> tuple[int, ...]:
    """Return the numbers of the parts in the form, from 1 on without a gap."""
    number = 1
    while f"{prefix_of(number)}qtype" in typed:
        number += 1
    return tuple(range(1, number))


def _fill(typed: Typed, question: Question, prefix: str = "") -> None:
    letters = _letters(question)
    typed[f"{prefix}qtype"] = question.qtype
    typed[f"{prefix}stem"] = question.stem
    typed[f"{prefix}explanation"] = question.explanation
    typed[f"{prefix}points"] = points(question.points)
    typed[f"{prefix}prompts"] = lines_to_text((each.id, each.text) for each in question.prompts)
    for option in question.options:
        typed[f"{prefix}option {letters[option.id]}"] = option.text
        if option.pinned:
            typed.add(f"{prefix}pinned", letters[option.id])
    _fill_answer(typed, question, letters, prefix)
    _fill_english(typed, question, letters, prefix)


def _fill_answer(typed: Typed, question: Question, letters: Mapping[str, str], prefix: str) -> None:
    match question.answer:
        case ChoiceAnswer(keys):
            typed.setlist(f"{prefix}key", sorted(letters[key] for key in keys if key in letters))
        case JudgeAnswer(value):
            typed[f"{prefix}verdict"] = "正确" if value else "错误"
        case BlankAnswer(blanks, ordered):
            lines = (blanks_to_text(BlankAnswer((blank,))).replace("\n", " ") for blank in blanks)
            typed[f"{prefix}blanks"] = "\n".join(lines)
            typed[f"{prefix}blank_order"] = "按序" if ordered else "任意"
        case NumericAnswer(_, unit):
            typed[f"{prefix}number"], typed[f"{prefix}unit"] = ranges_to_text(question.answer), unit
        case MatchingAnswer(pairs):
            named = MatchingAnswer(tuple((prompt, letters.get(id_, id_)) for prompt, id_ in pairs))
            typed[f"{prefix}pairs"] = pairs_to_text(named)
        case OrderAnswer(order):
            typed[f"{prefix}order"] = order_to_text(
                OrderAnswer(tuple(letters.get(id_, id_) for id_ in order))
            )


def _fill_english(typed: Typed, question: Question, letters: Mapping[str, str], prefix: str) -> None:
    english = question.translation("en")
    if english is None:
        return
    typed[f"{prefix}stem en"] = english.stem
    typed[f"{prefix}explanation en"] = english.explanation
    typed[f"{prefix}prompts en"] = lines_to_text(english.prompts)
    for id_, text in english.options:
        typed[f"{prefix}option {letters.get(id_, id_)} en"] = text


def _letters(question: Question) -> Mapping[str, str]:
    """Return a letter for each option's id: its own where all have one."""
    ids = [option.id for option in question.options]
    if all(len(id_) == 1 and id_ in LETTERS for id_ in ids):
        return {id_: id_ for id_ in ids}
    return dict(zip(ids, LETTERS, strict=False))


def _draft(typed: Typed, prefix: str, *, is_new: bool) -> Draft:
    qtype = typed.get(f"{prefix}qtype", "")
    pieces = EDITORS[qtype].pieces if qtype in EDITORS else ()
    texts = {name: typed.get(f"{prefix}{name}", "") for name in TEXT_FIELDS}
    texts["qtype"] = TYPE_LABELS.get(qtype, "")
    texts["answer"] = "".join(_answer(typed, pieces, prefix))
    texts["pinned"] = "".join(typed.getlist(f"{prefix}pinned")) or ("" if is_new else "无")
    for letter in LETTERS:
        if english := typed.get(f"{prefix}option {letter} en", ""):
            texts[f"option {letter} en"] = english
    options = tuple((letter, typed.get(f"{prefix}option {letter}", "")) for letter in LETTERS)
    written = tuple((letter, text) for letter, text in options if text.strip())
    names = (*texts, "options", "parts", *(f"option {letter}" for letter in LETTERS))
    places = {name: Place(column=f"{prefix}{name}") for name in names}
    return Draft(Place(column=f"{prefix}stem"), texts, written, places)


def _answer(typed: Typed, pieces: tuple[str, ...], prefix: str) -> Iterator[str]:
    """Yield the answer as a workbook spells it; each type has one of these pieces."""
    if "key" in pieces or "keys" in pieces:
        yield "".join(typed.getlist(f"{prefix}key"))
    if "blanks" in pieces:
        lines = [line for line in typed.get(f"{prefix}blanks", "").splitlines() if line.strip()]
        blanks = tuple(blank for line in lines for blank in blanks_of(line))
        yield blanks_to_text(BlankAnswer(blanks)) if blanks else ""
    for piece in ("verdict", "number", "pairs", "order"):
        if piece in pieces:
            yield typed.get(f"{prefix}{piece}", "")
