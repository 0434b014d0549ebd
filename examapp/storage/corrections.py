"""Corrections of questions after a sitting: decisions that are never edited."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from examapp.storage.base import Base
from examapp.storage.contest import Round


class QuestionCorrection(Base):
    """勘误 of one question in one round.

    proposed: counts for nothing yet. applied: every paper with the question was marked again. rejected:
    kept to be read. `effect` is what applying changed, as it was shown before.
    """

    __tablename__ = "corrections"
    __table_args__ = (
        CheckConstraint("state IN ('proposed', 'applied', 'rejected')", name="state"),
        CheckConstraint("kind IN ('new_key', 'accept', 'void_rescale', 'void_full', 'restore')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    qid: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    answer: Mapped[dict[str, Any] | None]
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="proposed")
    proposed_by: Mapped[str] = mapped_column(String(100))
    proposed_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(String(100), default="")
    decided_at: Mapped[datetime | None]
    effect: Mapped[dict[str, Any] | None]

    round: Mapped[Round] = relationship()
