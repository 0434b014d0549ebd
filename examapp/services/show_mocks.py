"""Show the mock exams of an entrant: a list, and one with every question, key and explanation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.mock_blueprint import MockPart
from examapp.domain.paper import paper_from_json
from examapp.domain.question_types import QUESTION_TYPES
from examapp.services.enter_practice import Practiser
from examapp.services.find_public_questions import given_questions, public_questions
from examapp.services.question_fragments import fragments_of
from examapp.services.review_question import ReviewedQuestion, review_question
from examapp.services.sit_mock import close_if_over, own_mock, responses_of
from examapp.storage.practice import PracticePaper

MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class MockLine:
    """One mock exam of a list; scores are centipoints, of no meaning while it is not closed."""

    id: int
    started_at: datetime
    is_closed: bool
    is_running: bool
    total: int
    full_marks: int
    answered: int
    questions: int


@dataclass(frozen=True, slots=True)
class TypeScore:
    """What one question type earned, in centipoints."""

    label: str
    count: int
    score: int
    full_marks: int


@dataclass(frozen=True, slots=True)
class MockReview:
    """A graded mock exam; `hidden` questions are no longer public and are not shown."""

    event_id: int
    event_name: str
    line: MockLine
    sections: tuple[TypeScore, ...]
    parts: tuple[MockPart, ...]
    items: tuple[ReviewedQuestion, ...]
    hidden: int


def my_mocks(session: Session, *, practiser: Practiser, now: datetime) -> tuple[MockLine, ...]:
    """Return the newest mock exams of the entrant in the event, the newest first."""
    query = (
        select(PracticePaper)
        .where(PracticePaper.entrant_id == practiser.entrant_id, PracticePaper.event_id == practiser.event_id)
        .order_by(PracticePaper.started_at.desc(), PracticePaper.id.desc())
        .limit(MOST_LISTED)
    )
    return tuple(_line(row, now) for row in session.scalars(query))


def review_mock(session: Session, *, entrant_id: int, paper_id: int, now: datetime) -> MockReview | None:
    """Return the graded mock exam, None while it runs; raise MockNotFound, AttemptRunning."""
    row, practiser = own_mock(session, entrant_id=entrant_id, paper_id=paper_id)
    close_if_over(session, row, now)
    if row.closed_at is None:
        return None
    items = _reviewed(session, row)
    return MockReview(
        event_id=row.event_id,
        event_name=practiser.event_name,
        line=_line(row, now),
        sections=_sections(row),
        parts=tuple(MockPart(**part) for part in row.parts),
        items=items,
        hidden=row.questions - len(items),
    )


def _line(row: PracticePaper, now: datetime) -> MockLine:
    return MockLine(
        id=row.id,
        started_at=row.started_at,
        is_closed=row.closed_at is not None,
        is_running=row.closed_at is None and now < row.deadline_at,
        total=row.total,
        full_marks=row.full_marks,
        answered=row.answered,
        questions=row.questions,
    )


def _reviewed(session: Session, row: PracticePaper) -> tuple[ReviewedQuestion, ...]:
    items, responses = paper_from_json(row.paper).items, responses_of(row)
    given = given_questions(session, row.event_id, [(item.qid, item.revision) for item in items])
    # A question may have become secret since.
    public = {question.qid for question in public_questions(session, row.event_id)}
    fragments = fragments_of(session, (question for _, question in given.values()))
    return tuple(
        review_question(number, item, given[item.qid][1], fragments[item.qid], responses.get(number))
        for number, item in enumerate(items, start=1)
        if item.qid in public
    )


def _sections(row: PracticePaper) -> tuple[TypeScore, ...]:
    marked = list(zip(paper_from_json(row.paper).items, row.marks, strict=True))
    found = []
    for qtype in dict.fromkeys(item.qtype for item, _ in marked):
        own = [(item.points, mark) for item, mark in marked if item.qtype == qtype]
        score, full = sum(mark for _, mark in own), sum(points for points, _ in own)
        found.append(TypeScore(QUESTION_TYPES[qtype].label, len(own), score, full))
    return tuple(found)
