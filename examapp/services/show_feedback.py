"""Show at once what an answer of practice was worth, and why."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.practice import right_still_needed
from examapp.services.enter_practice import Practiser
from examapp.services.practise_question import as_practised, question_named
from examapp.services.question_fragments import fragments_of
from examapp.services.record_practice import standing_of
from examapp.services.review_question import ReviewedQuestion, review_question
from examapp.storage.practice import PracticeAnswer, PracticeStanding, answered_in_run


@dataclass(frozen=True, slots=True)
class Feedback:
    """The answered question with its key; `right_needed` is 0 for a question outside the wrong-question book.

    `answered` and `right` count the run so far.
    """

    reviewed: ReviewedQuestion
    right_needed: int
    answered: int
    right: int


def feedback_on(session: Session, *, practiser: Practiser, run: str, name: str) -> Feedback | None:
    """Return the feedback on an answered question of the run, None when it was not answered.

    Raises QuestionGone for one that was revised or is no longer public: its key is not told any more.
    """
    question = question_named(session, practiser, run, name)
    answer = session.scalars(
        select(PracticeAnswer).where(
            PracticeAnswer.entrant_id == practiser.entrant_id,
            PracticeAnswer.event_id == practiser.event_id,
            PracticeAnswer.run == run,
            PracticeAnswer.question_id == question.id,
        )
    ).one_or_none()
    if answer is None:
        return None
    item, content = as_practised(session, practiser, run, question)
    fragments = fragments_of(session, [content])[content.qid]
    sofar = answered_in_run(session, entrant_id=practiser.entrant_id, event_id=practiser.event_id, run=run)
    row = session.get_one(PracticeStanding, (practiser.entrant_id, practiser.event_id, question.id))
    return Feedback(
        reviewed=review_question(len(sofar), item, content, fragments, answer.response),
        right_needed=right_still_needed(standing_of(row)),
        answered=len(sofar),
        right=sum(sofar.values()),
    )
