"""Competitions, events, rounds and what belongs to a round's schedule and rules."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from examapp.storage.base import Base


class Competition(Base):
    """大赛: one edition of a contest; a rehearsal's competition never shows on public pages."""

    __tablename__ = "competitions"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    edition: Mapped[int] = mapped_column(default=1)
    organizer_name: Mapped[str] = mapped_column(String(200), default="")
    notice_version: Mapped[str] = mapped_column(String(40))
    notice_text: Mapped[str] = mapped_column(Text)
    is_rehearsal: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    events: Mapped[list[Event]] = relationship(back_populates="competition", order_by="Event.code")


class Event(Base):
    """赛项: one trade of the competition, with its own bank, coordinators and rounds."""

    __tablename__ = "events"
    __table_args__ = (UniqueConstraint("competition_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"))
    code: Mapped[str] = mapped_column(String(20), index=True)
    name: Mapped[str] = mapped_column(String(200))
    is_sample: Mapped[bool] = mapped_column(default=False)
    # Whether a question written here must be reviewed by somebody else before it is drawn.
    review_required: Mapped[bool] = mapped_column(default=True)

    competition: Mapped[Competition] = relationship(back_populates="events")
    rounds: Mapped[list[Round]] = relationship(back_populates="event", order_by="Round.number")


class Round(Base):
    """轮次: one sitting of an event. `rules` is everything of RoundRules but the blueprint.

    draft: all may be edited. open: frozen, entrants sit inside the window. closed: no more sittings.
    """

    __tablename__ = "rounds"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        CheckConstraint("state IN ('draft', 'open', 'closed')", name="state"),
        CheckConstraint("opens_at < closes_at", name="window"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(10), default="draft")
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    rules: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    # Rises whenever anybody's running attempt is given time, so that phones ask how much is left.
    time_version: Mapped[int] = mapped_column(default=0)
    # Frozen at opening: hashes (hex SHA-256), the sealed draw secret and its published commitment.
    rules_hash: Mapped[str] = mapped_column(String(64), default="")
    bank_hash: Mapped[str] = mapped_column(String(64), default="")
    roster_hash: Mapped[str] = mapped_column(String(64), default="")
    commitment: Mapped[str] = mapped_column(String(64), default="")
    sealed_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    public_number: Mapped[str] = mapped_column(String(100), default="")
    scores_released_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship(back_populates="rounds")
    extensions: Mapped[list[RoundExtension]] = relationship(order_by="RoundExtension.granted_at")
    blueprints: Mapped[list[BlueprintVersion]] = relationship(order_by="BlueprintVersion.version")


class RoundExtension(Base):
    """More time for everybody who was sitting when it was granted."""

    __tablename__ = "round_extensions"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    granted_at: Mapped[datetime]
    seconds: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(String(100))


class BlueprintVersion(Base):
    """组卷方案: never edited; the highest version of a round is the one in force."""

    __tablename__ = "blueprints"
    __table_args__ = (UniqueConstraint("round_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    version: Mapped[int]
    content: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(100))


class Qualification(Base):
    """The right of an entry to sit a second or later round, won in the one before."""

    __tablename__ = "qualifications"

    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), primary_key=True, index=True)
    granted_at: Mapped[datetime]
