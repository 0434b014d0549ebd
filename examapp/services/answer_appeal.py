"""Answer an appeal: it is upheld or rejected, with a reason that its author reads."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.appeals import LONGEST_ANSWER
from examapp.domain.errors import ExamError
from examapp.services.audit_log import record
from examapp.services.find_round import given_reason
from examapp.services.published_places import newest_list
from examapp.services.submit_appeal import AppealDecided, AppealNotFound, subject_of_appeal
from examapp.storage.afterwards import Appeal

Decision = Literal["upheld", "rejected"]


class AnswerTooLong(ExamError):
    """答复最多 {limit} 个字，请删减。"""

    code = "answer_too_long"


class AnswerBySomeoneElse(ExamError):
    """现行名单由您公布：对成绩和题目的申诉，要由另一位组委会人员用自己的账号复核并答复。"""

    code = "answer_by_someone_else"


def answer_appeal(
    session: Session, *, appeal_id: int, decision: Decision, answer: str, actor: str, now: datetime
) -> None:
    """Decide an open appeal; the same answer again changes nothing.

    Raises AppealNotFound, AppealDecided, ReasonNeeded, AnswerTooLong; AnswerBySomeoneElse where whoever
    published the newest list would judge a score or a question of it.
    """
    answer = given_reason(answer)
    if len(answer) > LONGEST_ANSWER:
        raise AnswerTooLong(limit=LONGEST_ANSWER)
    query = select(Appeal).where(Appeal.id == appeal_id).with_for_update(of=Appeal)
    row = session.scalar(query, execution_options={"populate_existing": True})
    if row is None:
        raise AppealNotFound
    if row.state != "open":
        if (row.state, row.answer, row.decided_by) == (decision, answer, actor):
            return
        raise AppealDecided
    if must_leave_to_another(session, appeal_id=appeal_id, actor=actor):
        raise AnswerBySomeoneElse
    row.state, row.answer, row.decided_by, row.decided_at = decision, answer, actor, now
    session.flush()
    record(
        session,
        now=now,
        actor=actor,
        action="appeal.answer",
        subject=subject_of_appeal(row, row.attempt),
        before={"state": "open"},
        after={"kind": row.kind, "item": row.item, "state": decision},
        reason=answer,
    )


def must_leave_to_another(session: Session, *, appeal_id: int, actor: str) -> bool:
    """Say whether the appeal is against a list that this organizer published: nobody judges themselves."""
    row = session.get(Appeal, appeal_id)
    if row is None or row.kind == "incident":
        return False
    newest = newest_list(session, row.attempt.round_id)
    return newest is not None and newest.actor == actor
