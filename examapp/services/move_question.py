"""Move a question along its life, and note that its text was reviewed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.question_life import STATUS_DRAFT, STATUS_REVIEWED, check_reviewer, check_step
from examapp.services.audit_log import record
from examapp.services.question_in_force import QuestionInForce, add_revision, lock_question
from examapp.storage.banks import QuestionReview
from examapp.storage.inserting import insert_or_keep


class QuestionMovedOn(ExamError):
    """题目“{qid}”在您打开页面之后有了第 {number} 版。请先看看改了什么，再做决定。"""

    code = "question_moved_on"


class AlreadyReviewed(ExamError):
    """您已经审核过题目“{qid}”现在的内容。"""

    code = "already_reviewed"


def move_question(
    session: Session,
    *,
    event_id: int,
    question_id: int,
    revision: int,
    status: str,
    actor: str,
    now: datetime,
    reason: str = "",
) -> int:
    """Give the question another state as a new revision and return its number.

    `revision` is the one that was looked at. Raises QuestionNotFound, QuestionMovedOn, NoSuchStep,
    ReviewedByAuthor, NotReviewedYet.
    """
    question = _seen(session, event_id, question_id, revision)
    check_step(question.standing, status, actor)
    if status == STATUS_REVIEWED:
        keep_review(session, question, actor, now, reason)
    number = add_revision(
        session, question, replace(question.question, status=status), actor=actor, now=now, reason=reason
    )
    record(
        session,
        now=now,
        actor=actor,
        action="question.status",
        subject=question.subject,
        before={"status": question.standing.status, "revision": revision},
        after={"status": status, "revision": number},
        reason=reason,
    )
    return number


def review_question_text(
    session: Session,
    *,
    event_id: int,
    question_id: int,
    revision: int,
    actor: str,
    now: datetime,
    note: str = "",
) -> None:
    """Note that this person reviewed the text; a draft becomes reviewed, any other state stays.

    Raises QuestionNotFound, QuestionMovedOn, ReviewedByAuthor, AlreadyReviewed.
    """
    question = _seen(session, event_id, question_id, revision)
    if question.standing.status == STATUS_DRAFT:
        move_question(
            session,
            event_id=event_id,
            question_id=question_id,
            revision=revision,
            status=STATUS_REVIEWED,
            actor=actor,
            now=now,
            reason=note,
        )
        return
    check_reviewer(question.standing, actor)
    if not keep_review(session, question, actor, now, note):
        raise AlreadyReviewed(qid=question.standing.qid)
    record(
        session,
        now=now,
        actor=actor,
        action="question.review",
        subject=question.subject,
        before={"reviewed": question.standing.is_reviewed},
        after={"reviewed": True, "revision": revision, "text_hash": question.text_hash},
        reason=note,
    )


def _seen(session: Session, event_id: int, question_id: int, revision: int) -> QuestionInForce:
    question = lock_question(session, event_id=event_id, question_id=question_id)
    if question.number != revision:
        raise QuestionMovedOn(qid=question.standing.qid, number=question.number)
    return question


def keep_review(session: Session, question: QuestionInForce, actor: str, now: datetime, note: str) -> bool:
    """Note that this person reviewed the text in force; tell whether that is news."""
    return insert_or_keep(
        session,
        QuestionReview,
        question_id=question.id,
        text_hash=question.text_hash,
        revision=question.number,
        reviewer=actor,
        reviewed_at=now,
        note=note,
    )
