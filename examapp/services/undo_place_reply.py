"""Take back what an entrant replied to a place, so that they may reply anew."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.services.extend_round import EntryNotFound
from examapp.services.find_round import find_round, given_reason
from examapp.services.reply_to_place import add_reply, place_of
from examapp.storage.people import Entry


class NothingToUndo(ExamError):
    """该职工还没有答复，或者已不在现行名单上，没有可以撤销的答复。"""

    code = "nothing_to_undo"


def undo_place_reply(
    session: Session, *, round_id: int, entry_id: int, reason: str, actor: str, now: datetime
) -> None:
    """Set the reply back to none; raise EntryNotFound, NothingToUndo, ReasonNeeded."""
    reason = given_reason(reason)
    round_row = find_round(session, round_id)
    query = select(Entry).where(Entry.id == entry_id, Entry.event_id == round_row.event_id)
    entry = session.scalar(
        query.with_for_update(key_share=True), execution_options={"populate_existing": True}
    )
    if entry is None:
        raise EntryNotFound
    place = place_of(session, round_row, entry)
    if place is None or place.reply is None:
        raise NothingToUndo
    add_reply(session, entry=entry, place=place, reply="undone", now=now, actor=actor, reason=reason)
