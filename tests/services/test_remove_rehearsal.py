"""Removing a rehearsal leaves nothing of it behind and takes nothing else along."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.services.check_rehearsal import check_rehearsal
from examapp.services.prepare_rehearsal import prepare_rehearsal
from examapp.services.publish_finals_list import publish_finals_list
from examapp.services.remove_rehearsal import NoRehearsal, remove_rehearsal
from examapp.storage.tables import Base
from examapp.storage.vault import Vault
from tests.factories import make_bank, make_competition, make_entry, make_event, make_round
from tests.services.rehearsing import sit

# The log only grows, so it tells of rehearsals too.
KEPT = "audit_entries"


def row_counts(session: Session) -> dict[str, int]:
    """How many rows each table has, without the audit log."""
    tables = (table for table in Base.metadata.sorted_tables if table.name != KEPT)
    return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def test_after_a_whole_rehearsal_every_table_is_as_before(
    session: Session, vault: Vault, now: datetime
) -> None:
    event = make_event(session, make_competition(session, now))
    make_bank(session, event, now)
    make_round(session, event, now)
    make_entry(session, vault, event)
    before = row_counts(session)
    made = prepare_rehearsal(session, vault, entrants=4, events=2, actor="cli", now=now)
    logs = [sit(session, vault, entrant, now) for entrant in made.entrants]
    check_rehearsal(session, vault, rehearsal=made, logs=logs, actor="cli", now=now)
    publish_finals_list(session, vault, round_id=made.events[0].round_id, actor="cli", now=now)
    assert row_counts(session) != before
    remove_rehearsal(session, competition_id=made.competition_id, actor="cli", now=now)
    assert row_counts(session) == before


def test_a_real_competition_is_never_removed(session: Session, now: datetime) -> None:
    competition = make_competition(session, now)
    with pytest.raises(NoRehearsal):
        remove_rehearsal(session, competition_id=competition.id, actor="cli", now=now)
    assert row_counts(session)["competitions"] == 1


def test_one_rehearsal_is_removed_without_the_other(session: Session, vault: Vault, now: datetime) -> None:
    first = prepare_rehearsal(session, vault, entrants=2, events=1, actor="cli", now=now)
    counts = row_counts(session)
    later = now.replace(minute=1)
    second = prepare_rehearsal(session, vault, entrants=3, events=2, actor="cli", now=later)
    remove_rehearsal(session, competition_id=second.competition_id, actor="cli", now=later)
    assert row_counts(session) == counts
    remove_rehearsal(session, competition_id=first.competition_id, actor="cli", now=later)
    assert not any(row_counts(session).values())
