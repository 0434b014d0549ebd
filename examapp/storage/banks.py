"""Banks, questions, their immutable revisions, and what a round froze of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from examapp.domain.question_texts import search_text, tags_line, text_hash
from examapp.storage.base import Base
from examapp.storage.contest import Event


def _content(context: DefaultExecutionContext) -> dict[str, Any]:
    content: dict[str, Any] = context.get_current_parameters()["content"]  # type: ignore[no-untyped-call]
    return content


def _text_hash(context: DefaultExecutionContext) -> str:
    return text_hash(_content(context))


def _search_text(context: DefaultExecutionContext) -> str:
    return search_text(_content(context))


def _tags_line(context: DefaultExecutionContext) -> str:
    return tags_line(_content(context).get("tags", ()))


class Bank(Base):
    """题库 of an event."""

    __tablename__ = "banks"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), unique=True)

    event: Mapped[Event] = relationship()


class BankQuestion(Base):
    """题目: a stable identity (bank, qid); what it says is in its revisions.

    `imported_hash` is the content hash of what a file last said of it; None when no file has had it yet, or
    not since that is noted.
    """

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("bank_id", "qid"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("banks.id"))
    qid: Mapped[str] = mapped_column(String(100))
    current_revision: Mapped[int] = mapped_column(default=1)
    imported_hash: Mapped[str | None] = mapped_column(String(64))

    revisions: Mapped[list[QuestionRevision]] = relationship(
        back_populates="question", order_by="QuestionRevision.number"
    )


class QuestionRevision(Base):
    """版本: never edited. `content` is the question object of the JSON bank format.

    `origin` is "import" for what came in a file, "editor" for what was written here.
    """

    __tablename__ = "question_revisions"
    __table_args__ = (UniqueConstraint("question_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    content_hash: Mapped[str] = mapped_column(String(64))
    # Copies of fields of `content` that lists filter by.
    qtype: Mapped[str] = mapped_column(String(20))
    topic: Mapped[str] = mapped_column(String(200), default="")
    difficulty: Mapped[int | None]
    pool: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(10))
    # Made of `content` when the row is written: what a review is about, what a search looks through.
    text_hash: Mapped[str] = mapped_column(String(64), default=_text_hash)
    search_text: Mapped[str] = mapped_column(Text, default=_search_text, deferred=True)
    tags_line: Mapped[str] = mapped_column(Text, default=_tags_line)
    created_at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(100))
    origin: Mapped[str] = mapped_column(String(10), default="import")
    reason: Mapped[str] = mapped_column(Text, default="")

    question: Mapped[BankQuestion] = relationship(back_populates="revisions")


class QuestionReview(Base):
    """That someone reviewed a question's text; it holds for every revision that says the same."""

    __tablename__ = "question_reviews"
    __table_args__ = (UniqueConstraint("question_id", "text_hash", "reviewer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"))
    text_hash: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int]
    reviewer: Mapped[str] = mapped_column(String(100))
    reviewed_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text, default="")


class QuestionComment(Base):
    """What reviewers say to each other about a question; `thread_id` is the comment that this one answers.

    Only the first comment of a thread is resolved.
    """

    __tablename__ = "question_comments"
    __table_args__ = (Index(None, "question_id", "thread_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"))
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("question_comments.id"))
    revision: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(100))
    written_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[str] = mapped_column(String(100), default="")


class RoundQuestion(Base):
    """One revision of the bank as it was frozen when a round opened."""

    __tablename__ = "round_questions"

    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("question_revisions.id"), primary_key=True)


class BankUpload(Base):
    """A bank file that someone uploaded and whose report waits for their decision."""

    __tablename__ = "bank_uploads"
    __table_args__ = (Index(None, "event_id", "uploaded_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    filename: Mapped[str] = mapped_column(String(255))
    data: Mapped[bytes] = mapped_column(LargeBinary)
    data_hash: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[datetime]
    imported_at: Mapped[datetime | None]
    actor: Mapped[str] = mapped_column(String(100))
    # Answers to what the file leaves open, by the keys of its asks; None where nobody answered.
    layout: Mapped[dict[str, Any] | None]


class BankUploadCheck(Base):
    """What checking an uploaded file found, packed, so that its report opens at once.

    `fingerprint` tells by which readers it was found: others may find something else.
    """

    __tablename__ = "bank_upload_checks"

    upload_id: Mapped[int] = mapped_column(ForeignKey("bank_uploads.id"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class BankLayout(Base):
    """How files of one layout are read for an event: what was answered when the first of them was asked about."""

    __tablename__ = "bank_layouts"
    __table_args__ = (UniqueConstraint("event_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    fingerprint: Mapped[str] = mapped_column(String(64))
    format: Mapped[str] = mapped_column(String(20))
    # The file that was asked about, so that people know the layout again.
    filename: Mapped[str] = mapped_column(String(255))
    # The answers by key, and for people the questions and answers in words.
    answers: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(100))
