"""Results of attempts, and published finals lists; both are versions that are never edited."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from examapp.storage.attempts import Attempt, BigId
from examapp.storage.base import Base
from examapp.storage.contest import Round


class Result(Base):
    """成绩 of an attempt. Scores are centipoints; `marks` are per item in paper order."""

    __tablename__ = "results"
    __table_args__ = (
        UniqueConstraint("attempt_id", "version"),
        Index(
            "uq_results_current",
            "attempt_id",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    attempt_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("attempts.id"))
    version: Mapped[int] = mapped_column(default=1)
    is_current: Mapped[bool] = mapped_column(default=True)
    total: Mapped[int]
    section_scores: Mapped[dict[str, Any]]
    marks: Mapped[list[Any]] = mapped_column(deferred=True)
    responses: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    answers_hash: Mapped[str] = mapped_column(String(64))
    answered: Mapped[int]
    time_used_ms: Mapped[int] = mapped_column(BigInteger)
    graded_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text, default="")

    attempt: Mapped[Attempt] = relationship()


class FinalsList(Base):
    """晋级名单 of a round as it was published; `rows` holds every place with its reason."""

    __tablename__ = "finals_lists"
    __table_args__ = (UniqueConstraint("round_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    version: Mapped[int]
    rows: Mapped[list[Any]] = mapped_column(deferred=True)
    ranking_hash: Mapped[str] = mapped_column(String(64))
    rules_hash: Mapped[str] = mapped_column(String(64))
    bank_hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(100))

    round: Mapped[Round] = relationship()
