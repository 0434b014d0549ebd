"""Entrants, where they come from, their entries, consents, and the staff."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from examapp.storage.base import Base
from examapp.storage.contest import Event


class Employer(Base):
    """单位."""

    __tablename__ = "employers"
    __table_args__ = (UniqueConstraint("competition_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"))
    name: Mapped[str] = mapped_column(String(200))
    credit_code: Mapped[str] = mapped_column(String(18), default="")


class Delegation(Base):
    """代表队: a city or an industry's union; its two digits stand in the ticket number."""

    __tablename__ = "delegations"
    __table_args__ = (UniqueConstraint("competition_id", "name"), UniqueConstraint("competition_id", "code"))

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"))
    code: Mapped[str] = mapped_column(String(2))
    name: Mapped[str] = mapped_column(String(100))


class Entrant(Base):
    """参赛职工. ID number and mobile are encrypted; `identity_hash` finds the same person again.

    The hash is keyed, over the ID number where there is one, else over name, employer and mobile.
    """

    __tablename__ = "entrants"
    __table_args__ = (UniqueConstraint("competition_id", "identity_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"))
    identity_hash: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(100))
    gender: Mapped[str] = mapped_column(String(10), default="")
    id_type: Mapped[str] = mapped_column(String(40), default="")
    id_number_encrypted: Mapped[bytes | None] = mapped_column(LargeBinary)
    mobile_encrypted: Mapped[bytes | None] = mapped_column(LargeBinary)
    mobile_hash: Mapped[str] = mapped_column(String(64), default="", index=True)
    host_subject: Mapped[str] = mapped_column(String(200), default="")
    employer_id: Mapped[int] = mapped_column(ForeignKey("employers.id"), index=True)
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"), index=True)
    county: Mapped[str] = mapped_column(String(100), default="")
    employment_form: Mapped[str] = mapped_column(String(100), default="")
    union_member: Mapped[str] = mapped_column(String(10), default="")

    employer: Mapped[Employer] = relationship()
    delegation: Mapped[Delegation] = relationship()


class Entry(Base):
    """报名: one entrant in one event. The PIN is derived from the data key, the ticket and `pin_version`."""

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("entrant_id", "event_id"),
        UniqueConstraint("ticket"),
        CheckConstraint("exclusion IN ('', 'withdrawn', 'disqualified')", name="exclusion"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entrant_id: Mapped[int] = mapped_column(ForeignKey("entrants.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    ticket: Mapped[str] = mapped_column(String(20))
    pin_version: Mapped[int] = mapped_column(default=1)
    occupation: Mapped[str] = mapped_column(String(100), default="")
    skill_level: Mapped[str] = mapped_column(String(100), default="")
    qualification_number: Mapped[str] = mapped_column(String(100), default="")
    contact_name: Mapped[str] = mapped_column(String(100), default="")
    contact_phone_encrypted: Mapped[bytes | None] = mapped_column(LargeBinary)
    remark: Mapped[str] = mapped_column(Text, default="")
    extra_time_s: Mapped[int] = mapped_column(default=0)
    exclusion: Mapped[str] = mapped_column(String(20), default="")
    exclusion_reason: Mapped[str] = mapped_column(Text, default="")

    entrant: Mapped[Entrant] = relationship()
    event: Mapped[Event] = relationship()


class Consent(Base):
    """That an entrant read and accepted one version of the notice."""

    __tablename__ = "consents"

    entrant_id: Mapped[int] = mapped_column(ForeignKey("entrants.id"), primary_key=True)
    notice_version: Mapped[str] = mapped_column(String(40), primary_key=True)
    given_at: Mapped[datetime]


class Staff(Base):
    """Someone of the contest's office: organizer, coordinator or auditor."""

    __tablename__ = "staff"
    __table_args__ = (CheckConstraint("role IN ('organizer', 'coordinator', 'auditor')", name="role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    # Raised when the password changes, so that older sessions end.
    session_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    assignments: Mapped[list[StaffAssignment]] = relationship(cascade="all, delete-orphan")


class StaffAssignment(Base):
    """That a coordinator looks after an event."""

    __tablename__ = "staff_assignments"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True, index=True)


class Throttle(Base):
    """Failed sign-ins of one account or address in the running window, shared by all web processes."""

    __tablename__ = "throttles"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    failures: Mapped[int]
    window_ends_at: Mapped[datetime]
