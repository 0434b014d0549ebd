"""Reviewers' comments on a question, in threads that are open or resolved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.services.audit_log import record
from examapp.services.question_in_force import QuestionInForce, question_in_force
from examapp.storage.banks import QuestionComment

LONGEST_COMMENT = 2000


class NothingSaid(ExamError):
    """意见还没有写内容。请填写后再提交。"""

    code = "nothing_said"


class CommentTooLong(ExamError):
    """意见太长，最多 {limit} 个字。请缩短后再提交。"""

    code = "comment_too_long"


class ThreadNotFound(ExamError):
    """没有这条意见，可能地址有误。请刷新页面后重试。"""

    code = "thread_not_found"


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment as it is shown."""

    text: str
    author: str
    written_at: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class Thread:
    """A first comment with its answers; `resolved_at` is None while it is open."""

    id: int
    comments: tuple[Comment, ...]
    resolved_at: datetime | None
    resolved_by: str

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody."""
        return self.resolved_at is None


def comment_on_question(
    session: Session,
    *,
    event_id: int,
    question_id: int,
    text: str,
    actor: str,
    now: datetime,
    thread_id: int | None = None,
) -> int:
    """Add a comment, as an answer in a thread or as the first of a new one; return its id.

    An answer opens a resolved thread again. Raises QuestionNotFound, ThreadNotFound, NothingSaid,
    CommentTooLong.
    """
    said = text.strip()
    _check(said)
    question = question_in_force(session, event_id=event_id, question_id=question_id)
    if thread_id is not None:
        thread = _thread(session, question, thread_id)
        thread.resolved_at, thread.resolved_by = None, ""
    comment = QuestionComment(
        question_id=question.id,
        thread_id=thread_id,
        revision=question.number,
        text=said,
        author=actor,
        written_at=now,
    )
    session.add(comment)
    session.flush()
    after = {"comment": comment.id, "thread": thread_id or comment.id, "text": said}
    record(
        session,
        now=now,
        actor=actor,
        action="question.comment",
        subject=question.subject,
        after=after,
    )
    return comment.id


def resolve_thread(
    session: Session,
    *,
    event_id: int,
    question_id: int,
    thread_id: int,
    resolved: bool,
    actor: str,
    now: datetime,
) -> None:
    """Resolve a thread or open it again; raise QuestionNotFound, ThreadNotFound."""
    question = question_in_force(session, event_id=event_id, question_id=question_id)
    thread = _thread(session, question, thread_id)
    was_open = thread.resolved_at is None
    if was_open != resolved:
        return
    thread.resolved_at, thread.resolved_by = (now, actor) if resolved else (None, "")
    session.flush()
    record(
        session,
        now=now,
        actor=actor,
        action="question.resolve" if resolved else "question.reopen",
        subject=question.subject,
        before={"thread": thread_id, "open": was_open},
        after={"thread": thread_id, "open": not resolved},
    )


def threads_of(session: Session, question_id: int) -> tuple[Thread, ...]:
    """Return the question's threads: the open ones first, then by age."""
    query = (
        select(QuestionComment)
        .where(QuestionComment.question_id == question_id)
        .order_by(QuestionComment.written_at, QuestionComment.id)
    )
    comments = session.scalars(query).all()
    firsts = [comment for comment in comments if comment.thread_id is None]
    threads = [
        Thread(
            first.id,
            tuple(_shown(each) for each in comments if first.id in (each.id, each.thread_id)),
            first.resolved_at,
            first.resolved_by,
        )
        for first in firsts
    ]
    return tuple(sorted(threads, key=lambda thread: not thread.is_open))


def open_threads(session: Session, question_ids: Collection[int]) -> dict[int, int]:
    """Return how many threads of each question are open; questions without any are left out."""
    query = (
        select(QuestionComment.question_id, func.count())
        .where(
            QuestionComment.question_id.in_(list(question_ids)),
            QuestionComment.thread_id.is_(None),
            QuestionComment.resolved_at.is_(None),
        )
        .group_by(QuestionComment.question_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _check(said: str) -> None:
    if not said:
        raise NothingSaid
    if len(said) > LONGEST_COMMENT:
        raise CommentTooLong(limit=LONGEST_COMMENT)


def _thread(session: Session, question: QuestionInForce, thread_id: int) -> QuestionComment:
    thread = session.get(QuestionComment, thread_id, with_for_update=True)
    if thread is None or thread.question_id != question.id or thread.thread_id is not None:
        raise ThreadNotFound
    return thread


def _shown(comment: QuestionComment) -> Comment:
    return Comment(comment.text, comment.author, comment.written_at, comment.revision)
