"""Write an event's bank as a file of any format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.registry import writable_format_named, write_bank, write_losses
from examapp.bank_formats.report import Place, Problem
from examapp.domain.questions import Question, question_from_json
from examapp.markup.picture_names import base_name, picture_key
from examapp.services.audit_log import record
from examapp.storage.banks import QuestionRevision
from examapp.storage.contest import Event
from examapp.storage.current_revisions import is_current_in
from examapp.storage.pictures import pictures_by_hash


@dataclass(frozen=True, slots=True)
class BankFile:
    """A bank as a file; `losses` names what the format can't hold."""

    filename: str
    data: bytes
    questions: int
    losses: tuple[Problem, ...]


def export_bank(
    session: Session,
    *,
    event_id: int,
    format: str,  # noqa: A002 - DESIGN §6 calls it format
    actor: str,
    now: datetime,
) -> BankFile:
    """Return the bank's current revisions, retired ones included; raise UnknownFormat, FormatNotWritable.

    The file holds the keys, so it is recorded who took it.
    """
    chosen = writable_format_named(format)
    questions = _questions(session, event_id)
    holds_pictures = chosen.write_with_pictures is not None
    pictures, problems = _pictures(session, questions) if holds_pictures else ({}, ())
    code = session.scalar(select(Event.code).where(Event.id == event_id))
    after = {"format": format, "questions": len(questions)}
    record(session, now=now, actor=actor, action="bank.export", subject=f"event:{code}", after=after)
    return BankFile(
        filename=f"bank-{code}{chosen.suffix}",
        data=write_bank(questions, format, pictures),
        questions=len(questions),
        losses=(*write_losses(questions, format), *problems),
    )


def export_losses(session: Session, event_id: int, format: str) -> tuple[Problem, ...]:  # noqa: A002 - see above
    """Return what a file of this format would leave out of the bank; raise as `export_bank` does."""
    chosen = writable_format_named(format)
    questions = _questions(session, event_id)
    problems = _pictures(session, questions)[1] if chosen.write_with_pictures is not None else ()
    return (*write_losses(questions, format), *problems)


def _pictures(
    session: Session, questions: Sequence[Question]
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Return the questions' pictures by file name, and a warning for each name that two pictures share."""
    stored = pictures_by_hash(session, {hash_ for question in questions for _, hash_ in question.pictures})
    chosen: dict[str, tuple[str, str]] = {}
    problems = ProblemList()
    for name, hash_ in (pair for question in questions for pair in question.pictures if pair[1] in stored):
        first = chosen.setdefault(picture_key(name), (base_name(name), hash_))
        if first[1] != hash_:
            problems.warning("duplicate_picture", Place(), name=base_name(name))
    return {name: stored[hash_].data for name, hash_ in chosen.values()}, tuple(problems.found)


def _questions(session: Session, event_id: int) -> list[Question]:
    query = (
        select(QuestionRevision.content).where(is_current_in(event_id)).order_by(QuestionRevision.question_id)
    )
    return [question_from_json(content) for content in session.scalars(query)]
