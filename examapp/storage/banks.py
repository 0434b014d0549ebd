"""Banks, questions, their immutable revisions, and what a round froze of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from examapp.storage.base import Base
from examapp.storage.contest import Event


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
    """版本: never edited. `content` is the question object of the JSON bank format."""

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
    created_at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(100))

    question: Mapped[BankQuestion] = relationship(back_populates="revisions")


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


class BankUploadCheck(Base):
    """What checking an uploaded file found, packed, so that its report opens at once.

    `fingerprint` tells by which readers it was found: others may find something else.
    """

    __tablename__ = "bank_upload_checks"

    upload_id: Mapped[int] = mapped_column(ForeignKey("bank_uploads.id"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
