"""Hand out a picture by its address."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.services.question_fragments import SUFFIXES
from examapp.storage.pictures import Picture


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture as it is served."""

    data: bytes
    media_type: str


def show_picture(session: Session, address: str, suffix: str) -> PictureFile | None:
    """Return the picture, None when there is none at this address with this ending."""
    found = session.execute(
        select(Picture.data, Picture.media_type).where(Picture.address == address)
    ).one_or_none()
    if found is None or SUFFIXES[found.media_type] != suffix:
        return None
    return PictureFile(found.data, found.media_type)
