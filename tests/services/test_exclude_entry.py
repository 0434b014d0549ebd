"""Taking entries out of the contest."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.services.exclude_entry import AlreadyExcluded, exclude_entry
from examapp.services.extend_round import EntryNotFound
from examapp.services.find_round import ReasonNeeded
from examapp.storage.audit import AuditEntry
from examapp.storage.people import Entry
from examapp.storage.vault import Vault
from tests import factories


@pytest.fixture
def entry(session: Session, vault: Vault, now: datetime) -> Entry:
    """An entry of a made-up event."""
    return factories.make_entry(
        session, vault, factories.make_event(session, factories.make_competition(session, now))
    )


def exclude(session: Session, entry_id: int, now: datetime, reason: str = "替考") -> None:
    exclude_entry(session, entry_id=entry_id, exclusion="disqualified", reason=reason, actor="zuzhi", now=now)


def test_an_exclusion_is_kept_with_its_reason_and_logged(
    session: Session, entry: Entry, now: datetime
) -> None:
    exclude(session, entry.id, now)
    assert (entry.exclusion, entry.exclusion_reason) == ("disqualified", "替考")
    logged = session.scalars(select(AuditEntry)).one()
    assert (logged.actor, logged.before, logged.reason) == ("zuzhi", {"exclusion": ""}, "替考")
    assert logged.subject == f"event:11 ticket:{entry.ticket}"


def test_an_exclusion_can_be_lifted(session: Session, entry: Entry, now: datetime) -> None:
    exclude(session, entry.id, now)
    exclude_entry(session, entry_id=entry.id, exclusion="", reason="申诉成立", actor="t", now=now)
    assert (entry.exclusion, entry.exclusion_reason) == ("", "")


def test_an_exclusion_needs_a_reason_and_an_entry(session: Session, entry: Entry, now: datetime) -> None:
    with pytest.raises(ReasonNeeded):
        exclude(session, entry.id, now, reason="  ")
    with pytest.raises(EntryNotFound):
        exclude(session, 10**6, now)


def test_excluding_twice_changes_nothing(session: Session, entry: Entry, now: datetime) -> None:
    exclude(session, entry.id, now)
    with pytest.raises(AlreadyExcluded):
        exclude(session, entry.id, now, reason="另一个理由")
    assert entry.exclusion_reason == "替考"
