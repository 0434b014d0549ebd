"""Show staff what became of the places of a round's newest list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.places import PlaceReply
from examapp.storage.afterwards import PlaceReplyRow
from examapp.storage.people import Entry


@dataclass(frozen=True, slots=True)
class PlaceState:
    """The reply that counts of one entry; `reply` is "undone" where the organizer took it back."""

    entry_id: int
    reply: PlaceReply
    replied_at: datetime
    list_version: int


def replies_by_ticket(session: Session, *, round_id: int) -> Mapping[str, PlaceState]:
    """Return the last reply of everybody who ever replied in the round, by ticket."""
    query = (
        select(
            Entry.ticket,
            PlaceReplyRow.entry_id,
            PlaceReplyRow.reply,
            PlaceReplyRow.replied_at,
            PlaceReplyRow.list_version,
        )
        .join(Entry, Entry.id == PlaceReplyRow.entry_id)
        .where(PlaceReplyRow.round_id == round_id)
        .order_by(PlaceReplyRow.number)
    )
    return {
        ticket: PlaceState(entry_id, cast("PlaceReply", reply), replied_at, version)
        for ticket, entry_id, reply, replied_at, version in session.execute(query)
    }
