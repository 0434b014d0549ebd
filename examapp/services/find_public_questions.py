"""Find the public questions of an event: the only ones that practice may know of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, select, tuple_
from sqlalchemy.orm import Session, aliased

from examapp.domain.questions import POOL_PUBLIC, POOL_SECRET, STATUS_ACTIVE, Question, question_from_json
from examapp.storage.banks import Bank, BankQuestion, QuestionRevision, RoundQuestion
from examapp.storage.contest import Round
from examapp.storage.current_revisions import is_current_in

Version = tuple[str, int]


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """A public question in force, without its text; `id` never leaves the server."""

    id: int
    qid: str
    revision: int
    qtype: str
    topic: str
    difficulty: int | None


def public_questions(session: Session, event_id: int) -> tuple[PublicQuestion, ...]:
    """Return the public, active questions of the event's bank as it is now, in no order."""
    columns = (
        BankQuestion.id,
        BankQuestion.qid,
        QuestionRevision.number,
        QuestionRevision.qtype,
        QuestionRevision.topic,
        QuestionRevision.difficulty,
    )
    return tuple(
        PublicQuestion(*row) for row in session.execute(select(*columns).where(_is_public(event_id)))
    )


def public_contents(session: Session, event_id: int) -> list[tuple[Question, int]]:
    """Return the public, active questions of the event with their text and revision numbers, in no order."""
    query = select(QuestionRevision.content, QuestionRevision.number).where(_is_public(event_id))
    return [(question_from_json(content), number) for content, number in session.execute(query)]


def public_content(session: Session, event_id: int, question: PublicQuestion) -> Question:
    """Return the text of one public question."""
    query = select(QuestionRevision.content).where(_is_public(event_id), BankQuestion.id == question.id)
    return question_from_json(session.scalars(query).one())


def given_questions(
    session: Session, event_id: int, versions: Collection[Version]
) -> dict[str, tuple[int, Question]]:
    """Return by qid the questions that a mock exam holds, each with its id, in the revision it was given in."""
    query = (
        select(BankQuestion.id, QuestionRevision.content)
        .join(Bank, Bank.id == BankQuestion.bank_id)
        .join(QuestionRevision, QuestionRevision.question_id == BankQuestion.id)
        .where(
            Bank.event_id == event_id,
            tuple_(BankQuestion.qid, QuestionRevision.number).in_(list(versions)),
        )
    )
    found = ((number, question_from_json(content)) for number, content in session.execute(query))
    return {question.qid: (number, question) for number, question in found}


def _is_public(event_id: int) -> ColumnElement[bool]:
    return and_(
        is_current_in(event_id),
        QuestionRevision.status == STATUS_ACTIVE,
        QuestionRevision.pool == POOL_PUBLIC,
        BankQuestion.id.not_in(_secret_in_open_rounds(event_id)),
    )


def _secret_in_open_rounds(event_id: int) -> Select[int]:
    """Select the questions that papers of today hold as secret ones, whatever the bank says of them by now."""
    frozen = aliased(QuestionRevision)
    return (
        select(frozen.question_id)
        .join(RoundQuestion, RoundQuestion.revision_id == frozen.id)
        .join(Round, Round.id == RoundQuestion.round_id)
        .where(Round.event_id == event_id, Round.state == "open", frozen.pool == POOL_SECRET)
    )
