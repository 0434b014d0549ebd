"""Pictures of questions: stored once by content, and the names by which a bank's questions know them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from examapp.storage.banks import Bank
from examapp.storage.base import Base

_MOST_IN_A_QUERY = 500


class Picture(Base):
    """A picture as it is shown; never edited. `address` is random: knowing the picture does not tell it."""

    __tablename__ = "pictures"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    # Of the file as it was brought; each file is prepared once. Two of them may come out alike.
    source_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[str] = mapped_column(String(64), unique=True)
    media_type: Mapped[str] = mapped_column(String(20))
    width: Mapped[int]
    height: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime]


class BankPicture(Base):
    """The picture that a file name stands for in questions imported from now on."""

    __tablename__ = "bank_pictures"

    bank_id: Mapped[int] = mapped_column(ForeignKey("banks.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    picture_id: Mapped[int] = mapped_column(ForeignKey("pictures.id"))


def hashes_by_source(session: Session, sources: Collection[str]) -> dict[str, str]:
    """Return the stored picture's hash for each file (by SHA-256) that is known, as brought or as stored."""
    found: dict[str, str] = {}
    wanted = list(sources)
    for start in range(0, len(wanted), _MOST_IN_A_QUERY):
        some = wanted[start : start + _MOST_IN_A_QUERY]
        query = select(Picture.sha256, Picture.source_sha256).where(
            or_(Picture.sha256.in_(some), Picture.source_sha256.in_(some))
        )
        for sha256, source in session.execute(query):
            found[sha256] = found[source] = sha256
    return {source: found[source] for source in wanted if source in found}


def bank_hashes(session: Session, event_id: int) -> dict[str, str]:
    """Return the hash of the picture that each name (by key) stands for in the event's bank."""
    query = (
        select(BankPicture.key, Picture.sha256)
        .join(Picture, Picture.id == BankPicture.picture_id)
        .join(Bank, Bank.id == BankPicture.bank_id)
        .where(Bank.event_id == event_id)
    )
    return {row.key: row.sha256 for row in session.execute(query)}


def pictures_by_hash(session: Session, hashes: Collection[str]) -> dict[str, Picture]:
    """Return the pictures without their data."""
    wanted = list(hashes)
    found: dict[str, Picture] = {}
    for start in range(0, len(wanted), _MOST_IN_A_QUERY):
        query = select(Picture).where(Picture.sha256.in_(wanted[start : start + _MOST_IN_A_QUERY]))
        found.update((picture.sha256, picture) for picture in session.scalars(query))
    return found


def name_pictures(session: Session, bank_id: int, names: Mapping[str, tuple[str, int]]) -> None:
    """Let each key stand for a picture: `names` is (name as written, picture id) by key."""
    known = {
        row.key: row for row in session.scalars(select(BankPicture).where(BankPicture.bank_id == bank_id))
    }
    for key, (name, picture_id) in names.items():
        if key in known:
            known[key].name, known[key].picture_id = name, picture_id
        else:
            session.add(BankPicture(bank_id=bank_id, key=key, name=name, picture_id=picture_id))
    session.flush()
