"""Choose the next question of a run of practice, and record the answer to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.grading import mark_of
from examapp.domain.paper import PaperItem
from examapp.domain.practice import Selection, place_in_run, practice_item, section_for
from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.questions import Question
from examapp.services.enter_practice import Practiser
from examapp.services.find_mock_rules import mock_rules
from examapp.services.find_public_questions import PublicQuestion, public_content, public_questions
from examapp.services.prepared_rounds import drawn_question
from examapp.services.question_fragments import SittingItem, fragments_of, sitting_item
from examapp.services.record_practice import Given, record_practice
from examapp.services.show_practice import wrong_book_of
from examapp.storage.practice import answered_in_run


class QuestionGone(ExamError):
    """这道题刚刚更新或已不在公开题库，请做下一题。"""

    code = "question_gone"


class NothingAnswered(ExamError):
    """还没有作答。请先作答；不会就点“不会，看答案”。"""

    code = "nothing_answered"


@dataclass(frozen=True, slots=True)
class PracticeQuestion:
    """The next question of a run; `name` names it within the run, `number` counts from 1 of `total`."""

    name: str
    number: int
    total: int
    item: SittingItem


@dataclass(frozen=True, slots=True)
class RunOver:
    """A run with nothing left to ask; of `answered` questions so many were right."""

    answered: int
    right: int


def next_question(
    session: Session, *, practiser: Practiser, selection: Selection, run: str
) -> PracticeQuestion | RunOver:
    """Return the question of the run that is to be answered next, the same until it is answered."""
    public = public_questions(session, practiser.event_id)
    wanted = _wanted(session, practiser, selection, public)
    answered = answered_in_run(session, entrant_id=practiser.entrant_id, event_id=practiser.event_id, run=run)
    left = [question for question in wanted if question.id not in answered]
    if not left:
        return RunOver(len(answered), sum(answered.values()))
    chosen = min(left, key=lambda question: _name(run, question))
    item, content = as_practised(session, practiser, run, chosen)
    number = len(answered) + 1
    fragments = fragments_of(session, [content])[content.qid]
    shown = sitting_item(number, content, fragments, item.option_order, item.points)
    return PracticeQuestion(_name(run, chosen), number, len(answered) + len(left), shown)


def answer_practice(
    session: Session,
    *,
    practiser: Practiser,
    run: str,
    name: str,
    response: object,
    gives_up: bool,
    now: datetime,
) -> None:
    """Record the answer to the question of that name; one who gives up is shown the key, and was wrong.

    Raises NothingAnswered, BadResponse for what is no response, or QuestionGone.
    """
    question = question_named(session, practiser, run, name)
    item, content = as_practised(session, practiser, run, question)
    raw = None if gives_up else response
    parsed = QUESTION_TYPES[item.qtype].parse(raw, content, item.option_order)
    if parsed is None and not gives_up:
        raise NothingAnswered
    mark = mark_of(item, content, parsed)
    record_practice(
        session,
        entrant_id=practiser.entrant_id,
        event_id=practiser.event_id,
        run=run,
        answers=[Given(question.id, question.revision, raw, mark, item.points)],
        now=now,
    )


def question_named(session: Session, practiser: Practiser, run: str, name: str) -> PublicQuestion:
    """Return the public question of that name in the run; raise QuestionGone when there is none any more."""
    public = public_questions(session, practiser.event_id)
    found = next((question for question in public if _name(run, question) == name), None)
    if found is None:
        raise QuestionGone
    return found


def as_practised(
    session: Session, practiser: Practiser, run: str, question: PublicQuestion
) -> tuple[PaperItem, Question]:
    """Return the question as an item of the run's paper, and its text."""
    content = public_content(session, practiser.event_id, question)
    blueprint = mock_rules(session, practiser.event_id).blueprint
    drawn = drawn_question(content, question.revision)
    return practice_item(run, drawn, section_for(blueprint, question.qtype)), content


def _wanted(
    session: Session, practiser: Practiser, selection: Selection, public: Sequence[PublicQuestion]
) -> list[PublicQuestion]:
    in_book = wrong_book_of(session, practiser) if selection.by == "wrong" else frozenset()
    return [
        question
        for question in public
        if selection.wants(topic=question.topic, qtype=question.qtype, in_wrong_book=question.id in in_book)
    ]


def _name(run: str, question: PublicQuestion) -> str:
    return place_in_run(run, question.qid, question.revision)
