"""Show entrants the places they won, and take down whether they come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.places import PlaceReply, confirm_until, may_reply
from examapp.services.audit_log import ENTRANT, record
from examapp.services.published_places import NewestList, newest_list
from examapp.storage.afterwards import PlaceReplyRow
from examapp.storage.contest import Round
from examapp.storage.ids import integer_id
from examapp.storage.people import Entry
from examapp.storage.results import FinalsList


class PlaceNotFound(ExamError):
    """现行名单上没有您的晋级名额。"""

    code = "place_not_found"


class PlaceDeclined(ExamError):
    """您已经放弃这个名额，不能再改回。如有特殊情况，请联系组委会。"""

    code = "place_declined"


@dataclass(frozen=True, slots=True)
class MyPlace:
    """A place that the newest list of a round gives; `reply` is None until there is one.

    `reply_until` is what is asked for; a later reply is taken too.
    """

    round_id: int
    event_name: str
    round_name: str
    list_id: int
    list_version: int
    rank: int
    is_promoted: bool
    reply: PlaceReply | None
    replied_at: datetime | None
    reply_until: datetime


def my_places(session: Session, *, entrant_id: int, round_ids: Iterable[int]) -> dict[int, MyPlace]:
    """Return the places that the entrant won in these rounds, by round."""
    wanted = list(round_ids)
    published = select(FinalsList.round_id).where(FinalsList.round_id.in_(wanted)).distinct()
    with_list = session.scalars(published).all() if wanted else ()
    found = (_my_place(session, entrant_id, round_id) for round_id in with_list)
    return {place.round_id: place for place in found if place is not None}


def my_place(session: Session, *, entrant_id: int, round_id: int) -> MyPlace:
    """Return the place that the entrant won in the round; raise PlaceNotFound."""
    place = _my_place(session, entrant_id, integer_id(round_id))
    if place is None:
        raise PlaceNotFound
    return place


def reply_to_place(
    session: Session, *, entrant_id: int, round_id: int, reply: PlaceReply, now: datetime
) -> None:
    """Record that the entrant comes, or doesn't; the same reply again changes nothing.

    Raises PlaceNotFound; PlaceDeclined once the place was declined.
    """
    entry = session.scalar(
        _entry(entrant_id, round_id).with_for_update(of=Entry, key_share=True),
        execution_options={"populate_existing": True},
    )
    place = my_place(session, entrant_id=entrant_id, round_id=round_id)
    if entry is None:
        raise PlaceNotFound
    if place.reply == reply:
        return
    if not may_reply(place.reply, reply):
        raise PlaceDeclined
    add_reply(session, entry=entry, place=place, reply=reply, now=now, actor=ENTRANT)


def add_reply(
    session: Session,
    *,
    entry: Entry,
    place: MyPlace,
    reply: PlaceReply,
    now: datetime,
    actor: str,
    reason: str = "",
) -> None:
    """Add a reply after those there are, and record it."""
    last = last_reply(session, place.round_id, entry.id)
    row = PlaceReplyRow(
        round_id=place.round_id,
        entry_id=entry.id,
        number=last.number + 1 if last else 1,
        reply=reply,
        list_version=place.list_version,
        replied_at=now,
        actor="" if actor == ENTRANT else actor,
        reason=reason,
    )
    session.add(row)
    session.flush()
    number = row.round.number
    record(
        session,
        now=now,
        actor=actor,
        action="place.undo" if reply == "undone" else "place.reply",
        subject=f"event:{entry.event.code} round:{number} ticket:{entry.ticket}",
        before={"reply": last.reply if last else None},
        after={"reply": reply, "list": place.list_version},
        reason=reason,
    )


def last_reply(session: Session, round_id: int, entry_id: int) -> PlaceReplyRow | None:
    """Return the reply that counts, None while there is none."""
    query = (
        select(PlaceReplyRow)
        .where(PlaceReplyRow.round_id == round_id, PlaceReplyRow.entry_id == entry_id)
        .order_by(PlaceReplyRow.number.desc())
        .limit(1)
    )
    return session.scalar(query)


def place_of(session: Session, round_row: Round, entry: Entry) -> MyPlace | None:
    """Return the place of the entry on the round's newest list, None unless it is named as advancing."""
    newest = newest_list(session, round_row.id)
    if newest is None or entry.exclusion:
        return None
    return _place(session, newest, round_row, entry)


def _my_place(session: Session, entrant_id: int, round_id: int) -> MyPlace | None:
    entry, round_row = session.scalar(_entry(entrant_id, round_id)), session.get(Round, round_id)
    return place_of(session, round_row, entry) if entry and round_row else None


def _entry(entrant_id: int, round_id: int) -> Select[Entry]:
    return (
        select(Entry)
        .join(Round, Round.event_id == Entry.event_id)
        .where(Round.id == round_id, Entry.entrant_id == entrant_id)
    )


def _place(session: Session, newest: NewestList, round_row: Round, entry: Entry) -> MyPlace | None:
    published = newest.places.get(entry.ticket)
    if published is None or published.state != "advanced":
        return None
    last = last_reply(session, round_row.id, entry.id)
    undone = last is None or last.reply == "undone"
    return MyPlace(
        round_id=round_row.id,
        event_name=round_row.event.name,
        round_name=round_row.name,
        list_id=newest.id,
        list_version=newest.version,
        rank=published.rank,
        is_promoted=published.is_promoted,
        reply=None if last is None or undone else cast("PlaceReply", last.reply),
        replied_at=None if last is None or undone else last.replied_at,
        reply_until=confirm_until(newest.published_at),
    )
