"""Publishing versions of a finals list."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.rules import RoundRules
from examapp.services.create_round import create_round
from examapp.services.exclude_entry import exclude_entry
from examapp.services.find_round import ReasonNeeded, RoundNotClosed
from examapp.services.publish_finals_list import NobodyRanked, NothingChanged, publish_finals_list
from examapp.services.qualify_for_next_round import NothingPublished, qualify_for_next_round
from examapp.services.show_finals_list import lists_of_round, show_finals_list
from examapp.storage.audit import AuditEntry
from examapp.storage.contest import Qualification, Round
from examapp.storage.people import Entry
from examapp.storage.vault import Vault
from tests import factories
from tests.services.ranked_round import Score, add_attempt, entry_named, ranked_round

SCORES = [Score(4000), Score(3000), Score(2000)]


def publish(session: Session, vault: Vault, row: Round, now: datetime, reason: str = "") -> int:
    return publish_finals_list(session, vault, round_id=row.id, actor="zuzhi", now=now, reason=reason)


def withdraw(session: Session, row: Round, number: int, now: datetime) -> Entry:
    entry = entry_named(session, row, number)
    exclude_entry(session, entry_id=entry.id, exclusion="withdrawn", reason="本人申请", actor="t", now=now)
    return entry


def next_round(session: Session, row: Round, now: datetime) -> int:
    return create_round(
        session,
        event_id=row.event_id,
        name="复赛",
        opens_at=now,
        closes_at=now + timedelta(days=1),
        rules=RoundRules(factories.SMALL_BLUEPRINT),
        actor="t",
        now=now,
    )


def qualified(session: Session, round_id: int) -> set[int]:
    query = select(Qualification.entry_id).where(Qualification.round_id == round_id)
    return set(session.scalars(query))


def test_an_open_rounds_list_is_not_published(session: Session, vault: Vault, now: datetime) -> None:
    row = ranked_round(session, vault, now, SCORES)
    row.state = "open"
    with pytest.raises(RoundNotClosed):
        publish(session, vault, row, now)


def test_a_list_without_anybody_is_not_published(session: Session, vault: Vault, now: datetime) -> None:
    with pytest.raises(NobodyRanked):
        publish(session, vault, ranked_round(session, vault, now, []), now)


def test_the_same_list_is_not_published_twice(session: Session, vault: Vault, now: datetime) -> None:
    row = ranked_round(session, vault, now, SCORES)
    assert publish(session, vault, row, now) == 1
    with pytest.raises(NothingChanged, match="第 1 版"):
        publish(session, vault, row, now, "再发一次")


def test_a_second_version_needs_a_reason(session: Session, vault: Vault, now: datetime) -> None:
    row = ranked_round(session, vault, now, SCORES)
    publish(session, vault, row, now)
    withdraw(session, row, 0, now)
    with pytest.raises(ReasonNeeded):
        publish(session, vault, row, now, "  ")
    assert publish(session, vault, row, now, "有人放弃") == 2


def test_a_published_version_stays_as_it_was(session: Session, vault: Vault, now: datetime) -> None:
    row = ranked_round(session, vault, now, SCORES)
    publish(session, vault, row, now)
    (first,) = lists_of_round(session, row.id)
    before = show_finals_list(session, first.id)
    withdraw(session, row, 0, now)
    publish(session, vault, row, now, "有人放弃")
    session.expire_all()
    after = show_finals_list(session, first.id)
    assert after.rows == before.rows
    assert not after.published.is_newest


def test_publishing_is_in_the_audit_log(session: Session, vault: Vault, now: datetime) -> None:
    row = ranked_round(session, vault, now, SCORES)
    publish(session, vault, row, now)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "finals.publish")).one()
    assert (entry.actor, entry.subject) == ("zuzhi", "event:11 round:1")
    assert entry.after["version"] == 1
    assert entry.after["advanced"] == 2


def test_those_published_as_advanced_may_sit_the_next_round(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = ranked_round(session, vault, now, SCORES)
    following = next_round(session, row, now)
    assert qualified(session, following) == set()
    publish(session, vault, row, now)
    assert qualified(session, following) == {entry_named(session, row, number).id for number in (0, 1)}


def test_a_round_made_after_publication_is_open_to_those_who_advanced(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = ranked_round(session, vault, now, SCORES)
    publish(session, vault, row, now)
    assert len(qualified(session, next_round(session, row, now))) == 2


def test_a_new_version_moves_the_right_to_sit(session: Session, vault: Vault, now: datetime) -> None:
    row = ranked_round(session, vault, now, SCORES)
    following = next_round(session, row, now)
    publish(session, vault, row, now)
    withdraw(session, row, 0, now)
    publish(session, vault, row, now, "有人放弃")
    assert qualified(session, following) == {entry_named(session, row, number).id for number in (1, 2)}


def test_who_has_started_the_next_round_keeps_the_right_to_it(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = ranked_round(session, vault, now, SCORES)
    following = session.get_one(Round, next_round(session, row, now))
    publish(session, vault, row, now)
    started = withdraw(session, row, 0, now)
    add_attempt(session, following, started, now)
    publish(session, vault, row, now, "有人放弃")
    assert started.id in qualified(session, following.id)


def test_nobody_qualifies_without_a_published_list(session: Session, vault: Vault, now: datetime) -> None:
    row = ranked_round(session, vault, now, SCORES)
    with pytest.raises(NothingPublished):
        qualify_for_next_round(session, round_id=row.id, actor="t", now=now)
