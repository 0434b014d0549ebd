"""Print a bank, or what a filter lets through of it, as PDF: with keys and explanations, or without."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.blueprint import POOL_NAMES
from examapp.domain.question_life import STATUS_NAMES
from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.questions import STATUS_ACTIVE, Question
from examapp.domain.wording import N_
from examapp.domain.working_days import CONTEST_ZONE
from examapp.printing.printed_text import Files, PrintedPicture, printed_blocks, printed_line
from examapp.printing.typst_pdf import FontMissing, pdf_of
from examapp.services.audit_log import record
from examapp.services.export_bank import BankFile
from examapp.services.list_questions import QuestionFilter, matching_ids
from examapp.services.question_fragments import SUFFIXES
from examapp.services.question_in_force import questions_in_force
from examapp.services.show_freezes import bank_hash_now
from examapp.storage.contest import Event
from examapp.storage.pictures import Picture, pictures_by_hash

__all__ = ["FontMissing", "print_bank", "record_print"]

Translate = Callable[[str], str]
_GAP = re.compile(r"\[\[(\d{1,3})\]\]")
# Pixels of a picture to a millimetre of paper: 150 to the inch, as far as a page is high.
PIXELS_PER_MM = 5.9
# A question with more text than this may go over the end of a page.
LONG_TEXT = 400
MOST_AT_ONCE = 500


def print_bank(
    session: Session,
    *,
    event_id: int,
    with_keys: bool,
    now: datetime,
    only: QuestionFilter | None = None,
    translate: Translate = str,
) -> BankFile:
    """Return the bank as a PDF for A4 whose every page bears the bank's hash; raise FontMissing.

    This takes seconds and only reads: do it before a transaction that writes, and then `record_print`.
    """
    event = session.get_one(Event, event_id)
    questions = _questions(session, event_id, only or QuestionFilter())
    files, contents = _pictures(session, questions)
    data = {
        "title": translate(N_("{event} 题库")).format(event=event.name),
        "subtitle": _subtitle(event, questions, now, with_keys, translate),
        "hash_label": translate(N_("题库指纹")),
        "hash": bank_hash_now(session, event_id),
        "sections": _sections(questions, files, with_keys, translate),
    }
    pdf = pdf_of("bank.typ", data, contents)
    kind = "keys" if with_keys else "paper"
    return BankFile(f"bank-{event.code}-{kind}.pdf", pdf, len(questions), ())


def record_print(
    session: Session, *, event_id: int, file: BankFile, with_keys: bool, actor: str, now: datetime
) -> None:
    """Record who took the print, before it is handed out."""
    event = session.get_one(Event, event_id)
    after = {"format": "pdf", "questions": file.questions, "keys": with_keys}
    record(session, now=now, actor=actor, action="bank.export", subject=f"event:{event.code}", after=after)


def _questions(session: Session, event_id: int, only: QuestionFilter) -> list[Question]:
    ids = matching_ids(session, event_id=event_id, only=only)
    found: list[Question] = []
    for start in range(0, len(ids), MOST_AT_ONCE):
        some = questions_in_force(session, event_id=event_id, ids=ids[start : start + MOST_AT_ONCE])
        found += [each.question for each in some]
    order = list(QUESTION_TYPES)
    return sorted(found, key=lambda question: order.index(question.qtype))


def _pictures(session: Session, questions: Sequence[Question]) -> tuple[Files, dict[str, bytes]]:
    """Return the printed picture of each hash, and the files' contents; questions know pictures by hash."""
    found = pictures_by_hash(session, {hash_ for each in questions for _, hash_ in each.pictures})
    # Of a recording only its name can be printed.
    stored = {hash_: each for hash_, each in found.items() if each.media_type.startswith("image/")}
    names = {
        hash_: f"{number}.{SUFFIXES[each.media_type]}" for number, (hash_, each) in enumerate(stored.items())
    }
    files = {hash_: PrintedPicture(names[hash_], _height(each)) for hash_, each in stored.items()}
    data = select(Picture.sha256, Picture.data).where(Picture.id.in_([each.id for each in stored.values()]))
    return files, {names[hash_]: content for hash_, content in session.execute(data)}


def _height(picture: Picture) -> float:
    """Return a height in millimetres at which the picture is neither wider than the text nor too high."""
    widest = 150 * picture.height / max(picture.width, 1)
    return round(min(picture.height / PIXELS_PER_MM, widest, 55), 1)


def _subtitle(
    event: Event, questions: Sequence[Question], now: datetime, with_keys: bool, translate: Translate
) -> list[str]:
    kind = translate(N_("含答案和解析，请妥善保管") if with_keys else N_("不含答案"))
    count = translate(N_("共 {count} 题")).format(count=len(questions))
    printed = translate(N_("{time} 生成")).format(
        time=now.astimezone(CONTEST_ZONE).strftime("%Y-%m-%d %H:%M")
    )
    return [event.competition.name, " · ".join((kind, count, printed))]


def _sections(
    questions: Sequence[Question], files: Files, with_keys: bool, translate: Translate
) -> list[dict[str, Any]]:
    sections, number = [], 0
    for qtype, some in groupby(questions, key=lambda question: question.qtype):
        printed = []
        for question in some:
            number += 1
            printed.append(_printed(number, question, files, with_keys, translate))
        label = translate(QUESTION_TYPES[qtype].label)
        count = translate(N_("共 {count} 题")).format(count=len(printed))
        sections.append({"title": f"{label}（{count}）", "questions": printed})
    return sections


def _printed(
    number: int, question: Question, files: Files, with_keys: bool, translate: Translate
) -> dict[str, Any]:
    own = {name: files[hash_] for name, hash_ in question.pictures if hash_ in files}
    figure = own.get(question.image)
    key = _key(question, own, translate) if with_keys else []
    return {
        "number": number,
        "stem": printed_blocks(_with_gaps(question), own),
        "figure": figure.to_json() if figure else None,
        "prompts": [_option(each.id, each.text, own) for each in question.prompts],
        "options": [_option(option.id, option.text, own) for option in question.options],
        "parts": [_part(part, own) for part in question.parts],
        "key": key,
        "small": _small(question, with_keys, translate),
        "long": len(question.stem) + (len(question.explanation) if with_keys else 0) > LONG_TEXT,
    }


def _with_gaps(question: Question) -> str:
    """Return the stem with its gaps as people draw them on paper."""
    return _GAP.sub(r"(\1)____", question.stem) if question.qtype == "cloze" else question.stem


def _part(part: Question, files: Files) -> dict[str, Any]:
    """Return a sub-question, or a gap: what is to be chosen from for it, nothing where one writes."""
    return {
        "label": f"({part.qid})",
        "stem": printed_blocks(part.stem, files) if part.stem else [],
        "options": [_option(option.id, option.text, files) for option in part.options],
    }


def _option(letter: str, text: str, files: Files) -> dict[str, Any]:
    runs = printed_line(text, files)
    has_picture = any("file" in run for run in runs)
    width = 100 if has_picture else sum(_width(run.get("text", "")) for run in runs)
    return {"letter": letter, "runs": runs, "width": width}


def _width(text: str) -> int:
    """Return about how wide a text is, in half-width signs."""
    return sum(2 if unicodedata.east_asian_width(sign) in "FWA" else 1 for sign in text)


def _key(
    question: Question, files: Mapping[str, PrintedPicture], translate: Translate
) -> list[dict[str, Any]]:
    order = question.option_ids
    key = QUESTION_TYPES[question.qtype].key_to_text(question, order)
    shown = translate(key) if question.qtype == "judge" else key
    found: list[dict[str, Any]] = [
        {"label": translate(N_("【答案】")), "runs": [{"text": shown, "bold": True}]}
    ]
    for each in (question, *question.parts):
        if each.explanation:
            number = f"({each.qid})" if each is not question else ""
            found.append(_explanation(translate(N_("【解析】")) + number, each.explanation, files))
    return found


def _explanation(label: str, text: str, files: Files) -> dict[str, Any]:
    blocks = printed_blocks(text, files)
    # One paragraph stands on the line of its label, anything longer below it.
    simple = len(blocks) == 1 and blocks[0]["kind"] == "lines"
    return {"label": label, **({"runs": blocks[0]["runs"]} if simple else {"blocks": blocks})}


def _small(question: Question, with_keys: bool, translate: Translate) -> str:
    parts = [question.qid]
    if with_keys:
        difficulty = translate(N_("难度 {n}")).format(n=question.difficulty) if question.difficulty else ""
        parts += [question.topic, difficulty, translate(POOL_NAMES.get(question.pool, question.pool))]
        parts += [question.source]
    if question.status != STATUS_ACTIVE:
        parts.append(translate(STATUS_NAMES.get(question.status, question.status)))
    return " · ".join(filter(None, parts))
