"""Record answers of practice, and bring what they say of each question up to date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from examapp.domain.practice import Standing, after_answer
from examapp.storage.practice import PracticeAnswer, PracticeStanding, insert_new, locked_standings


@dataclass(frozen=True, slots=True)
class Given:
    """One answer with its mark, in centipoints."""

    question_id: int
    revision: int
    response: object
    mark: int
    full_marks: int


def record_practice(
    session: Session,
    *,
    entrant_id: int,
    event_id: int,
    run: str,
    answers: Sequence[Given],
    now: datetime,
) -> None:
    """Keep the answers; the first answer to a question in a run stays, another changes nothing."""
    if not answers:
        return
    whose = {"entrant_id": entrant_id, "event_id": event_id}
    rows: list[dict[str, Any]] = [
        {
            **whose,
            "run": run,
            "question_id": each.question_id,
            "revision": each.revision,
            "response": each.response,
            "mark": each.mark,
            "full_marks": each.full_marks,
            "answered_at": now,
        }
        for each in answers
    ]
    kept = insert_new(session, PracticeAnswer, rows)
    if kept:
        right = {each.question_id: each.mark == each.full_marks for each in answers}
        _bring_up_to_date(session, whose, run, {question_id: right[question_id] for question_id in kept})


def _bring_up_to_date(session: Session, whose: dict[str, int], run: str, right: dict[int, bool]) -> None:
    # The rows are made first, so that there is something to hold against another answer at the same moment.
    first = {"in_wrong_book": False, "right_in_a_row": 0, "counted_on": ""}
    insert_new(session, PracticeStanding, [{**whose, "question_id": each, **first} for each in sorted(right)])
    for row in locked_standings(session, **whose, question_ids=list(right)):
        after = after_answer(standing_of(row), right=right[row.question_id], occasion=run)
        row.in_wrong_book, row.right_in_a_row = after.in_wrong_book, after.right_in_a_row
        row.counted_on = after.counted_on
    session.flush()


def standing_of(row: PracticeStanding) -> Standing:
    """Return the stored standing as the rules take it."""
    return Standing(row.in_wrong_book, row.right_in_a_row, row.counted_on)
