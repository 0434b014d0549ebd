"""Grade what an attempt's journal holds."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from examapp.domain.corrections import corrected_score
from examapp.domain.grading import answers_hash
from examapp.domain.journal import fold
from examapp.domain.paper import paper_from_json
from examapp.domain.timing import time_used_ms
from examapp.services.applied_corrections import corrected_in_round
from examapp.services.prepared_rounds import PreparedRound
from examapp.storage import journal
from examapp.storage.attempts import Attempt
from examapp.storage.marking_lock import share_marking
from examapp.storage.results import Result


def graded(
    session: Session, attempt: Attempt, prepared: PreparedRound, now: datetime, *, accept_late: bool = False
) -> Result:
    """Return the result of a closed attempt, not yet stored; late answers count only when accepted.

    The time used is until the attempt was closed, whenever it is graded.
    """
    paper = paper_from_json(attempt.paper)
    folded = fold(journal.entries_of(session, attempt.id), accept_late)
    responses = {item: response for item, response in folded.items() if item <= len(paper.items)}
    share_marking(session, prepared.id)
    corrected = corrected_in_round(session, prepared.id, prepared.questions)
    score = corrected_score(paper, prepared.questions, responses, corrected)
    return Result(
        attempt_id=attempt.id,
        total=score.total,
        section_scores=score.section_scores,
        marks=list(score.marks),
        responses={str(item): response for item, response in responses.items()},
        answers_hash=answers_hash(responses),
        answered=score.answered,
        time_used_ms=time_used_ms(attempt.started_at, attempt.closed_at or now, attempt.deadline_at),
        graded_at=now,
    )
