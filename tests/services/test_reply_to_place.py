"""A place won is confirmed or declined by its winner, and only the organizer takes a reply back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.services.exclude_entry import exclude_entry
from examapp.services.find_round import ReasonNeeded
from examapp.services.publish_finals_list import publish_finals_list
from examapp.services.reply_to_place import PlaceDeclined, PlaceNotFound, my_place, my_places, reply_to_place
from examapp.services.show_places import replies_by_ticket
from examapp.services.undo_place_reply import NothingToUndo, undo_place_reply
from examapp.storage.afterwards import PlaceReplyRow
from examapp.storage.audit import AuditEntry
from examapp.storage.contest import Round
from examapp.storage.vault import Vault
from tests.services.afterwards import publish, released
from tests.services.cast import Seated
from tests.services.ranked_round import Score, entry_named, ranked_round


@pytest.fixture
def winner(session: Session, vault: Vault, now: datetime) -> Seated:
    """Someone on the newest list."""
    seated = released(session, vault, now)
    publish(session, vault, seated, now + timedelta(hours=1))
    return seated


def _reply(session: Session, winner: Seated, reply: str, now: datetime) -> None:
    reply_to_place(
        session,
        entrant_id=winner.round.entrant_id,
        round_id=winner.round.round_id,
        reply=reply,  # type: ignore[arg-type]
        now=now,
    )


def _mine(session: Session, winner: Seated) -> str | None:
    return my_place(session, entrant_id=winner.round.entrant_id, round_id=winner.round.round_id).reply


def test_without_a_list_there_is_no_place(session: Session, vault: Vault, now: datetime) -> None:
    seated = released(session, vault, now)
    with pytest.raises(PlaceNotFound):
        _reply(session, seated, "confirmed", now)
    assert my_places(session, entrant_id=seated.round.entrant_id, round_ids=[seated.round.round_id]) == {}


def test_a_winner_confirms(session: Session, winner: Seated, now: datetime) -> None:
    _reply(session, winner, "confirmed", now)
    assert _mine(session, winner) == "confirmed"
    assert (
        replies_by_ticket(session, round_id=winner.round.round_id)[winner.round.ticket].reply == "confirmed"
    )


def test_the_same_reply_again_changes_nothing(session: Session, winner: Seated, now: datetime) -> None:
    for _ in range(2):
        _reply(session, winner, "declined", now)
    assert session.scalar(select(func.count()).select_from(PlaceReplyRow)) == 1


def test_who_confirmed_may_still_decline_but_not_the_other_way(
    session: Session, winner: Seated, now: datetime
) -> None:
    _reply(session, winner, "confirmed", now)
    _reply(session, winner, "declined", now)
    with pytest.raises(PlaceDeclined):
        _reply(session, winner, "confirmed", now)


def test_the_organizer_takes_a_reply_back_with_a_reason(
    session: Session, winner: Seated, now: datetime
) -> None:
    _reply(session, winner, "declined", now)
    undo = {
        "round_id": winner.round.round_id,
        "entry_id": winner.round.entry_id,
        "actor": "chief",
        "now": now,
    }
    with pytest.raises(ReasonNeeded):
        undo_place_reply(session, reason=" ", **undo)  # type: ignore[arg-type]
    undo_place_reply(session, reason="点错了", **undo)  # type: ignore[arg-type]
    assert _mine(session, winner) is None
    _reply(session, winner, "confirmed", now)
    assert _mine(session, winner) == "confirmed"


def test_where_there_is_no_reply_nothing_is_undone(session: Session, winner: Seated, now: datetime) -> None:
    with pytest.raises(NothingToUndo):
        undo_place_reply(
            session,
            round_id=winner.round.round_id,
            entry_id=winner.round.entry_id,
            reason="点错了",
            actor="chief",
            now=now,
        )


def test_every_reply_is_in_the_log(session: Session, winner: Seated, now: datetime) -> None:
    _reply(session, winner, "confirmed", now)
    _reply(session, winner, "declined", now)
    entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "place.reply")).all()
    assert [entry.after["reply"] for entry in entries] == ["confirmed", "declined"]
    assert entries[1].before == {"reply": "confirmed"}


def test_declining_leaves_list_and_entry_as_they_are(session: Session, winner: Seated, now: datetime) -> None:
    before = my_place(session, entrant_id=winner.round.entrant_id, round_id=winner.round.round_id)
    _reply(session, winner, "declined", now)
    after = my_place(session, entrant_id=winner.round.entrant_id, round_id=winner.round.round_id)
    assert (after.list_version, after.rank) == (before.list_version, before.rank)


def _published(session: Session, vault: Vault, now: datetime) -> Round:
    """A round with two places and one alternate, its list published."""
    row = ranked_round(session, vault, now, [Score(single=400 - 100 * n) for n in range(4)])
    _publish(session, vault, row, now)
    return row


def _publish(session: Session, vault: Vault, row: Round, now: datetime) -> None:
    publish_finals_list(session, vault, round_id=row.id, actor="chief", now=now, reason="递补")


def test_an_alternate_has_a_place_only_once_promoted(session: Session, vault: Vault, now: datetime) -> None:
    row = _published(session, vault, now)
    alternate = entry_named(session, row, 2)
    with pytest.raises(PlaceNotFound):
        my_place(session, entrant_id=alternate.entrant_id, round_id=row.id)
    exclude_entry(
        session,
        entry_id=entry_named(session, row, 0).id,
        exclusion="withdrawn",
        reason="本人放弃",
        actor="chief",
        now=now,
    )
    _publish(session, vault, row, now)
    assert my_place(session, entrant_id=alternate.entrant_id, round_id=row.id).is_promoted


def test_who_is_excluded_has_no_place(session: Session, vault: Vault, now: datetime) -> None:
    row = _published(session, vault, now)
    entry = entry_named(session, row, 0)
    exclude_entry(session, entry_id=entry.id, exclusion="disqualified", reason="违规", actor="chief", now=now)
    with pytest.raises(PlaceNotFound):
        reply_to_place(session, entrant_id=entry.entrant_id, round_id=row.id, reply="confirmed", now=now)
