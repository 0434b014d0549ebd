"""Answer what an entrant asked about their data."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.data_requests import LONGEST_ANSWER
from examapp.services.answer_appeal import AnswerTooLong
from examapp.services.audit_log import record
from examapp.services.find_round import given_reason
from examapp.services.request_data_change import RequestDecided, RequestNotFound
from examapp.storage.afterwards import DataRequest

Decision = Literal["done", "declined"]


def answer_data_request(
    session: Session, *, request_id: int, decision: Decision, answer: str, actor: str, now: datetime
) -> None:
    """Say what was done about an open request; the same answer again changes nothing.

    Raises RequestNotFound, RequestDecided, ReasonNeeded, AnswerTooLong.
    """
    answer = given_reason(answer)
    if len(answer) > LONGEST_ANSWER:
        raise AnswerTooLong(limit=LONGEST_ANSWER)
    query = select(DataRequest).where(DataRequest.id == request_id).with_for_update()
    row = session.scalar(query, execution_options={"populate_existing": True})
    if row is None:
        raise RequestNotFound
    if row.state != "open":
        if (row.state, row.answer, row.decided_by) == (decision, answer, actor):
            return
        raise RequestDecided
    row.state, row.answer, row.decided_by, row.decided_at = decision, answer, actor, now
    session.flush()
    # The answer may repeat personal data, so only its outcome is in the log.
    record(
        session,
        now=now,
        actor=actor,
        action="data_request.answer",
        subject=f"data_request:{row.id}",
        before={"state": "open"},
        after={"kind": row.kind, "field": row.field, "state": decision},
    )
