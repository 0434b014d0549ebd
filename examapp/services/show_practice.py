"""Show an entrant what there is to practise in an event and how far they have come."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from examapp.domain.practice import Standing, TopicProgress, progress_by_topic, total_progress
from examapp.domain.question_types import QUESTION_TYPES
from examapp.services.enter_practice import Practiser
from examapp.services.find_public_questions import public_questions
from examapp.storage.practice import PracticeStanding


@dataclass(frozen=True, slots=True)
class TypeCount:
    """How many public questions of one type there are."""

    qtype: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class PracticeOverview:
    """The public bank of an event by knowledge point, with this person's progress, and by type."""

    topics: tuple[TopicProgress, ...]
    all: TopicProgress
    types: tuple[TypeCount, ...]


def practice_overview(session: Session, *, practiser: Practiser) -> PracticeOverview:
    """Return what can be practised and how far the entrant has come."""
    public = public_questions(session, practiser.event_id)
    topics = progress_by_topic(
        {question.id: question.topic for question in public}, standings_of(session, practiser)
    )
    types = [question.qtype for question in public]
    counts = (TypeCount(code, kind.label, types.count(code)) for code, kind in QUESTION_TYPES.items())
    return PracticeOverview(topics, total_progress(topics), tuple(each for each in counts if each.count))


def standings_of(session: Session, practiser: Practiser) -> dict[int, Standing]:
    """Return where the entrant stands with each question answered so far, by the question's id."""
    query = select(
        PracticeStanding.question_id,
        PracticeStanding.in_wrong_book,
        PracticeStanding.right_in_a_row,
        PracticeStanding.counted_on,
    ).where(_theirs(practiser))
    return {
        question_id: Standing(in_book, in_a_row, counted_on)
        for question_id, in_book, in_a_row, counted_on in session.execute(query)
    }


def wrong_book_of(session: Session, practiser: Practiser) -> frozenset[int]:
    """Return the ids of the questions in the entrant's wrong-question book."""
    query = select(PracticeStanding.question_id).where(_theirs(practiser), PracticeStanding.in_wrong_book)
    return frozenset(session.scalars(query))


def _theirs(practiser: Practiser) -> ColumnElement[bool]:
    return and_(
        PracticeStanding.entrant_id == practiser.entrant_id, PracticeStanding.event_id == practiser.event_id
    )
