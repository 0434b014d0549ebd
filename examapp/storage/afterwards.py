"""What entrants ask for after a round: appeals, replies to a place won, requests about their data."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from examapp.storage.attempts import Attempt
from examapp.storage.base import Base
from examapp.storage.contest import Round
from examapp.storage.people import Entrant, Entry


class Appeal(Base):
    """申诉 about an attempt. `item` is the question's number on the paper, 0 where it is about none."""

    __tablename__ = "appeals"
    __table_args__ = (
        UniqueConstraint("attempt_id", "number"),
        CheckConstraint("kind IN ('incident', 'score', 'question')", name="kind"),
        CheckConstraint("state IN ('open', 'upheld', 'rejected', 'withdrawn')", name="state"),
        CheckConstraint("(kind = 'question') = (item > 0)", name="item"),
        Index(None, "state", "submitted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("attempts.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    item: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="open")
    submitted_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(100), default="")
    answer: Mapped[str] = mapped_column(Text, default="")

    attempt: Mapped[Attempt] = relationship()


class PlaceReplyRow(Base):
    """What became of a place won: rows are only added, and of an entry in a round the last one counts.

    `list_version` is the newest list at that moment; `actor` is empty for the entrant's own replies.
    """

    __tablename__ = "place_replies"
    __table_args__ = (CheckConstraint("reply IN ('confirmed', 'declined', 'undone')", name="reply"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), primary_key=True, index=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    reply: Mapped[str] = mapped_column(String(10))
    list_version: Mapped[int]
    replied_at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(100), default="")
    reason: Mapped[str] = mapped_column(Text, default="")

    round: Mapped[Round] = relationship()
    entry: Mapped[Entry] = relationship()


class DataRequest(Base):
    """What an entrant asks about the data kept of them; `field` is empty for a deletion."""

    __tablename__ = "data_requests"
    __table_args__ = (
        CheckConstraint("kind IN ('correct', 'delete')", name="kind"),
        CheckConstraint("state IN ('open', 'done', 'declined', 'withdrawn')", name="state"),
        Index(None, "state", "submitted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entrant_id: Mapped[int] = mapped_column(ForeignKey("entrants.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    field: Mapped[str] = mapped_column(String(20), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default="open")
    submitted_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(100), default="")
    answer: Mapped[str] = mapped_column(Text, default="")

    entrant: Mapped[Entrant] = relationship()
