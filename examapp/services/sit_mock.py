"""Sit a mock exam: show it, save what is answered, grade it when it is handed in or its time is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from examapp.domain.errors import ExamError
from examapp.domain.grading import grade_paper, mark_of, response_to
from examapp.domain.paper import Paper, paper_from_json
from examapp.domain.question_types.base import BadResponse, texts_sent
from examapp.domain.questions import Question
from examapp.domain.timing import accepts, remaining_ms
from examapp.services.enter_practice import Practiser, enter_practice
from examapp.services.find_public_questions import given_questions
from examapp.services.question_fragments import SittingItem, fragments_of, sitting_item
from examapp.services.record_practice import Given, record_practice
from examapp.storage.ids import bigint_id
from examapp.storage.practice import PracticePaper

# For what is on its way when the time is over, as in the real thing.
GRACE_S = 10


class MockNotFound(ExamError):
    """没有这次模拟考试，请返回练习页。"""

    code = "mock_not_found"


@dataclass(frozen=True, slots=True)
class MockSitting:
    """A mock exam that runs; `responses` by item number."""

    paper_id: int
    event_name: str
    items: tuple[SittingItem, ...]
    responses: Mapping[int, object]
    deadline_at: datetime
    remaining_ms: int


def open_mock(session: Session, *, entrant_id: int, paper_id: int, now: datetime) -> MockSitting | None:
    """Return the running mock exam, None once it is closed; it is graded here when its time is over.

    Raises MockNotFound for somebody else's, AttemptRunning.
    """
    row, practiser = own_mock(session, entrant_id=entrant_id, paper_id=paper_id)
    close_if_over(session, row, now)
    if row.closed_at is not None:
        return None
    paper = paper_from_json(row.paper)
    given = given_questions(session, row.event_id, [(item.qid, item.revision) for item in paper.items])
    return MockSitting(
        paper_id=row.id,
        event_name=practiser.event_name,
        items=_items(session, paper, {qid: question for qid, (_, question) in given.items()}),
        responses=responses_of(row),
        deadline_at=row.deadline_at,
        remaining_ms=remaining_ms(now, row.deadline_at),
    )


def _items(session: Session, paper: Paper, questions: Mapping[str, Question]) -> tuple[SittingItem, ...]:
    fragments = fragments_of(session, questions.values())
    return tuple(
        sitting_item(number, questions[item.qid], fragments[item.qid], item.option_order, item.points)
        for number, item in enumerate(paper.items, start=1)
    )


def save_mock(
    session: Session,
    *,
    entrant_id: int,
    paper_id: int,
    responses: Mapping[int, object] | None,
    hand_in: bool,
    now: datetime,
) -> bool:
    """Replace what is answered, hand in if asked to; tell whether the mock exam goes on.

    What comes after the time is over doesn't count. None for `responses` leaves them as they are. Raises
    MockNotFound, AttemptRunning.
    """
    row, _ = own_mock(session, entrant_id=entrant_id, paper_id=paper_id)
    close_if_over(session, row, now)
    if row.closed_at is not None:
        return False
    if responses is not None:
        row.responses = {str(item): each for item, each in responses.items() if _can_be_kept(each)}
    if hand_in:
        _close(session, row, now)
    session.flush()
    return not hand_in


def _can_be_kept(response: object) -> bool:
    # The inputs of the page hold nothing longer: what a program sends instead is no answer.
    try:
        return bool(texts_sent(response))
    except BadResponse:
        return False


def own_mock(session: Session, *, entrant_id: int, paper_id: int) -> tuple[PracticePaper, Practiser]:
    """Return the mock exam, held until the transaction ends, and who practises; raise MockNotFound otherwise.

    Raises AttemptRunning, as everything of practice does.
    """
    query = (
        select(PracticePaper)
        .options(
            undefer(PracticePaper.paper),
            undefer(PracticePaper.parts),
            undefer(PracticePaper.responses),
            undefer(PracticePaper.marks),
        )
        .where(PracticePaper.id == bigint_id(paper_id))
        .where(PracticePaper.entrant_id == entrant_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = session.scalar(query)
    if row is None:
        raise MockNotFound
    return row, enter_practice(session, entrant_id=entrant_id, event_id=row.event_id)


def responses_of(row: PracticePaper) -> dict[int, object]:
    """Return what is answered, by item number."""
    return {int(item): response for item, response in row.responses.items()}


def close_if_over(session: Session, row: PracticePaper, now: datetime) -> None:
    """Grade a mock exam whose time is over with what had been saved."""
    if row.closed_at is None and not accepts(now, row.deadline_at, GRACE_S):
        _close(session, row, now)


def _close(session: Session, row: PracticePaper, now: datetime) -> None:
    paper, responses = paper_from_json(row.paper), responses_of(row)
    given = given_questions(session, row.event_id, [(item.qid, item.revision) for item in paper.items])
    score = grade_paper(paper, {qid: question for qid, (_, question) in given.items()}, responses)
    row.total, row.marks, row.answered = score.total, list(score.marks), score.answered
    row.closed_at = min(now, row.deadline_at + timedelta(seconds=GRACE_S))
    session.flush()
    record_practice(
        session,
        entrant_id=row.entrant_id,
        event_id=row.event_id,
        run=f"mock-{row.id}",
        answers=_answers(paper, given, responses),
        now=row.closed_at,
    )


def _answers(
    paper: Paper, given: Mapping[str, tuple[int, Question]], responses: Mapping[int, object]
) -> list[Given]:
    """Return what was answered; what was left blank was not got wrong."""
    answers = []
    for number, item in enumerate(paper.items, start=1):
        question_id, question = given[item.qid]
        raw = responses.get(number)
        response = response_to(item, question, raw)
        if response is not None:
            mark = mark_of(item, question, response)
            answers.append(Given(question_id, item.revision, raw, mark, item.points))
    return answers
