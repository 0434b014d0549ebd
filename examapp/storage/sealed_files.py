"""Answer files that phones sealed when the network failed them, and the keys that open them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from examapp.storage.attempts import Attempt
from examapp.storage.base import Base


class SealKey(Base):
    """A key pair: every page carries the public half, the private half is encrypted with the data key."""

    __tablename__ = "seal_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_private_key: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]


class SealedFile(Base):
    """密封作答文件 as it was sent in; its entries are in the journal under the status named here.

    `entries` counts what the file holds, `new_entries` what the journal did not have. `actor` is who
    sent it in: "entrant" or the username of staff.
    """

    __tablename__ = "sealed_files"
    __table_args__ = (
        UniqueConstraint("attempt_id", "content_hash"),
        CheckConstraint("status IN ('saved', 'late', 'superseded')", name="status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("attempts.id"))
    content_hash: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    entries: Mapped[int]
    new_entries: Mapped[int]
    status: Mapped[str] = mapped_column(String(10))
    received_at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(100))

    attempt: Mapped[Attempt] = relationship()
