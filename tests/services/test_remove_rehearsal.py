"""Removing a rehearsal leaves nothing of it behind and takes nothing else along."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.domain.practice import Selection
from examapp.services.check_rehearsal import check_rehearsal
from examapp.services.enter_practice import enter_practice
from examapp.services.import_bank import import_bank
from examapp.services.practise_question import PracticeQuestion, answer_practice, next_question
from examapp.services.prepare_rehearsal import prepare_rehearsal
from examapp.services.publish_finals_list import publish_finals_list
from examapp.services.remove_rehearsal import NoRehearsal, remove_rehearsal
from examapp.services.reply_to_place import reply_to_place
from examapp.services.request_data_change import request_data_change
from examapp.services.start_mock import start_mock
from examapp.services.submit_appeal import submit_appeal
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Round
from examapp.storage.people import Entry
from examapp.storage.pictures import BankPicture
from examapp.storage.results import FinalsList
from examapp.storage.tables import Base
from examapp.storage.vault import Vault
from tests.factories import make_bank, make_competition, make_entry, make_event, make_question, make_round
from tests.pictures.pictures_made_up import DRAWING
from tests.services.rehearsing import sit

# The log only grows, so it tells of rehearsals too; the key of sealed files is the server's, not a contest's,
# and a picture may be in banks of several contests.
KEPT = {"audit_entries", "seal_keys", "pictures"}


def row_counts(session: Session) -> dict[str, int]:
    """How many rows each table has, without what stays."""
    tables = (table for table in Base.metadata.sorted_tables if table.name not in KEPT)
    return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def ask_for_everything(session: Session, round_id: int, now: datetime) -> None:
    """What an entrant may ask for afterwards: an appeal, a place, a correction."""
    attempt = session.scalars(select(Attempt).where(Attempt.round_id == round_id)).first()
    assert attempt is not None
    me = attempt.entry.entrant_id
    submit_appeal(session, entrant_id=me, attempt_id=attempt.id, kind="incident", text="断电", now=now)
    request_data_change(session, entrant_id=me, kind="correct", field="name", text="有误", now=now)
    listed = session.scalars(select(FinalsList.rows)).one()
    (ticket,) = [row["ticket"] for row in listed if row["state"] == "advanced"][:1]
    winner = session.scalars(select(Entry).where(Entry.ticket == ticket)).one()
    reply_to_place(session, entrant_id=winner.entrant_id, round_id=round_id, reply="confirmed", now=now)


def bring_a_picture(session: Session, event_id: int, now: datetime) -> None:
    """Somebody tries on the rehearsal's bank how a question with a picture looks."""
    questions = [replace(make_question(900), stem="看图。\n![](a.svg)")]
    import_bank(
        session, event_id=event_id, questions=questions, actor="cli", now=now, pictures={"a.svg": DRAWING}
    )
    assert session.scalar(select(func.count()).select_from(BankPicture)) == 1


def practise(session: Session, now: datetime) -> None:
    """Somebody looks at the rehearsal as one of its entrants, and practises."""
    entry = session.scalars(select(Entry).order_by(Entry.id.desc())).first()
    assert entry is not None
    practiser = enter_practice(session, entrant_id=entry.entrant_id, event_id=entry.event_id)
    start_mock(session, practiser=practiser, seed=bytes(32), now=now)
    asked = next_question(session, practiser=practiser, selection=Selection(), run="a")
    assert isinstance(asked, PracticeQuestion)
    answer_practice(
        session, practiser=practiser, run="a", name=asked.name, response=None, gives_up=True, now=now
    )


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
    ask_for_everything(session, made.events[0].round_id, now)
    practise(session, now)
    bring_a_picture(session, session.get_one(Round, made.events[0].round_id).event_id, now)
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
