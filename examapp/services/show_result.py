"""Show an entrant the receipt, and score and rank once they are released."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.rules import ReviewPolicy
from examapp.services.close_attempt import Receipt, receipt_of
from examapp.services.edit_blueprint import round_rules
from examapp.services.own_attempts import own_attempt
from examapp.services.published_places import PublishedPlace, newest_list
from examapp.services.review_paper import refusal_to_review
from examapp.storage.attempts import Attempt
from examapp.storage.journal import count_late_items
from examapp.storage.results import Result


class StillOpen(ExamError):
    """这份答卷还没有交卷。"""

    code = "still_open"


@dataclass(frozen=True, slots=True)
class SectionScore:
    """What one question type earned out of its full marks, in centipoints."""

    qtype: str
    label: str
    score: int
    full_marks: int
    count: int


@dataclass(frozen=True, slots=True)
class ReleasedScore:
    """The current score in centipoints, in all and by question type."""

    total: int
    full_marks: int
    answered: int
    time_used_ms: int
    sections: tuple[SectionScore, ...]
    released_at: datetime


@dataclass(frozen=True, slots=True)
class MyResult:
    """The receipt of a closed attempt; `score` is None until the round's scores are released.

    `late_items` counts the items whose answers came too late: kept, but not counted. `place` is the one on
    the newest published list, None where the rules keep ranks private or nothing is published or released;
    `shows_rank` and `review` are what the rules promise, `may_review` whether the paper can be seen now.
    """

    receipt: Receipt
    late_items: int
    score: ReleasedScore | None
    place: PublishedPlace | None
    shows_rank: bool
    review: ReviewPolicy
    may_review: bool


def my_result(session: Session, *, entrant_id: int, attempt_id: int) -> MyResult:
    """Return what the entrant may know of a closed attempt; raise AttemptNotFound, or StillOpen."""
    attempt = own_attempt(session, entrant_id=entrant_id, attempt_id=attempt_id)
    if attempt.state == "open":
        raise StillOpen
    released_at = attempt.round.scores_released_at
    rules = round_rules(session, attempt.round)
    return MyResult(
        receipt=receipt_of(session, attempt),
        late_items=count_late_items(session, attempt.id),
        score=_score(session, attempt, released_at) if released_at else None,
        place=_place(session, attempt) if released_at and rules.show_rank else None,
        shows_rank=rules.show_rank,
        review=rules.review,
        may_review=refusal_to_review(session, attempt, rules.review) is None,
    )


def _place(session: Session, attempt: Attempt) -> PublishedPlace | None:
    newest = newest_list(session, attempt.round_id)
    return newest.places.get(attempt.entry.ticket) if newest else None


def _score(session: Session, attempt: Attempt, released_at: datetime) -> ReleasedScore:
    current = session.scalars(select(Result).where(Result.attempt_id == attempt.id, Result.is_current)).one()
    sections = _sections(attempt, current)
    return ReleasedScore(
        total=current.total,
        full_marks=sum(section.full_marks for section in sections),
        answered=current.answered,
        time_used_ms=current.time_used_ms,
        sections=sections,
        released_at=released_at,
    )


def _sections(attempt: Attempt, result: Result) -> tuple[SectionScore, ...]:
    points: dict[str, list[int]] = {}
    for item in attempt.paper["items"]:
        points.setdefault(item["qtype"], []).append(item["points"])
    return tuple(
        SectionScore(
            qtype, QUESTION_TYPES[qtype].label, result.section_scores.get(qtype, 0), sum(each), len(each)
        )
        for qtype, each in points.items()
    )
