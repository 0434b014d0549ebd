"""Attempts with their drawn paper, and the journal of answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from examapp.storage.base import Base
from examapp.storage.contest import Round
from examapp.storage.people import Entry

# SQLite only numbers rows by itself in a column called INTEGER.
BigId = BigInteger().with_variant(Integer(), "sqlite")


class Attempt(Base):
    """答卷. `sitting` counts the phones that opened it; only the newest may save.

    `deadline_at` is what domain.timing computed; it is recomputed whenever time is granted.
    """

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("round_id", "entry_id", "number"),
        CheckConstraint("state IN ('open', 'closed')", name="state"),
        CheckConstraint("closed_by IN ('', 'entrant', 'deadline', 'staff')", name="closed_by"),
        Index(None, "state", "deadline_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    number: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(10), default="open")
    sitting: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime]
    deadline_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(10), default="")
    receipt: Mapped[str | None] = mapped_column(String(20), unique=True)
    paper: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    paper_hash: Mapped[str] = mapped_column(String(64))

    round: Mapped[Round] = relationship()
    entry: Mapped[Entry] = relationship()


class JournalRow(Base):
    """作答记录: one change of one item; rows are only ever added.

    `kind` is answer, flag, or away: the page was left, item 0, for as many milliseconds as `response` says.
    `response` is the JSON text the phone sent. `status`: saved counts; late came after the deadline;
    superseded came from a phone that had been taken over.
    """

    __tablename__ = "journal"
    __table_args__ = (
        CheckConstraint("kind IN ('answer', 'flag', 'away')", name="kind"),
        CheckConstraint("status IN ('saved', 'late', 'superseded')", name="status"),
        {"sqlite_with_rowid": False},
    )

    attempt_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("attempts.id"), primary_key=True)
    sitting: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    response: Mapped[str] = mapped_column(Text)
    elapsed_ms: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(10))
