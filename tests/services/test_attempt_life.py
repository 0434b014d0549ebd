"""The life of an attempt, in any order: what the services do is what a model of a few lines says.

The model knows nothing of tables: a dictionary for the journal, a few numbers for the clock. After each
step the database must hold the same.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.services.close_attempt import Receipt, submit_attempt
from examapp.services.extend_round import extend_round, grant_extra_time
from examapp.services.open_sitting import Sitting, open_sitting
from examapp.services.receive_sealed_file import receive_own_file
from examapp.services.save_answers import Entry, NumberTaken, Saved, SaveRefused, save_answers
from examapp.services.seal_keys import make_seal_key
from examapp.services.start_attempt import RoundOver, start_attempt
from examapp.services.sweep_attempts import sweep_attempts
from examapp.storage.attempts import Attempt, JournalRow
from examapp.storage.database import Database
from examapp.storage.results import Result
from examapp.storage.seal import seal
from examapp.storage.sealed_files import SealKey
from examapp.storage.vault import Vault
from tests import factories
from tests.services.cast import OpenRound

GRACE = timedelta(seconds=10)
SETTLING = timedelta(seconds=30)
ITEMS = st.integers(1, 9)  # the paper has 8
RESPONSES = st.sampled_from([["A"], ["B"], ["A", "C"], ["T"], [], None])
SECONDS = st.sampled_from([1, 9, 60, 600, 1795, 3600])


@dataclass
class Phone:
    """One opening of the attempt: what it typed so far, and its right to save."""

    token: str
    sitting: int
    typed: list[Entry] = field(default_factory=list)


@dataclass
class Model:
    """What must be true of the attempt, told without a database."""

    closes_at: datetime
    started_at: datetime | None = None
    extra: timedelta = timedelta(0)
    extensions: list[tuple[datetime, timedelta]] = field(default_factory=list)
    sittings: int = 0
    closed_by: str = ""
    ended_at: datetime | None = None
    journal: dict[tuple[int, int], tuple[int, object, str]] = field(default_factory=dict)

    @property
    def deadline(self) -> datetime:
        assert self.started_at is not None
        end = min(self.started_at + timedelta(hours=1), self.closes_at) + self.extra
        for granted_at, more in self.extensions:
            if self.started_at <= granted_at <= end:
                end += more
        return end

    def expired(self, now: datetime) -> bool:
        return now > self.deadline + GRACE

    def status(self, sitting: int, now: datetime) -> str:
        if sitting < self.sittings:
            return "superseded"
        return "late" if self.closed_by or self.expired(now) else "saved"

    def are_taken(self, sitting: int, entries: list[Entry], now: datetime) -> bool:
        """Whether a number among them was used by an entry that came too late, before time was given."""
        places = [(sitting, entry.seq) for entry in entries]
        held = {self.journal[place][2] for place in places if place in self.journal}
        return self.status(sitting, now) == "saved" and held - {"saved"} != set()

    def save(self, sitting: int, entries: list[Entry], now: datetime) -> str:
        status = self.status(sitting, now)
        for entry in entries:
            self.journal.setdefault((sitting, entry.seq), (entry.item, entry.response, status))
        return status

    def close(self, by: str, now: datetime) -> None:
        if not self.closed_by:
            self.closed_by, self.ended_at = by, min(now, self.deadline)

    def counting(self) -> dict[str, object]:
        last: dict[int, object] = {}
        for place in sorted(self.journal):
            item, response, status = self.journal[place]
            if status == "saved" and item <= 8:
                last[item] = response
        return {str(item): response for item, response in last.items() if response is not None}


def _sealed(session: Session, attempt_id: int, token: str, entries: list[Entry]) -> str:
    """The file that a phone makes of these entries."""
    sent = [{"seq": e.seq, "item": e.item, "response": e.response, "elapsed_ms": 0} for e in entries]
    content = json.dumps({"session": token, "entries": sent}).encode()
    public = session.scalars(select(SealKey.public_key)).one()
    return seal(content, attempt_id, public, os.urandom(32), os.urandom(12))


class AttemptLife(RuleBasedStateMachine):
    """One entrant with any number of phones, the clock, the office and the sweep."""

    numbers = count(1)

    def __init__(self, database: Database, vault: Vault, start: datetime) -> None:
        super().__init__()
        self.database, self.vault, self.now = database, vault, start
        self.phones: list[Phone] = []
        self.attempt_id = 0
        self.model = Model(closes_at=start + timedelta(hours=2))

    @initialize()
    def the_round_is_open(self) -> None:
        with self.database.transaction() as session:
            make_seal_key(session, self.vault, self.now)
            self.round = self._open_round(session)

    def _open_round(self, session: Session) -> OpenRound:
        number = next(self.numbers)
        competition = factories.make_competition(session, self.now, name=f"大赛{number}")
        event = factories.make_event(session, competition)
        factories.make_bank(session, event, self.now, per_type=5)
        row = factories.make_round(session, event, self.now, closes_in=timedelta(hours=2))
        factories.freeze_round(session, self.vault, row, self.now)
        entry = factories.make_entry(session, self.vault, event, number)
        factories.give_consent(session, entry, self.now)
        return OpenRound(row.id, event.id, entry.id, entry.entrant_id, entry.ticket)

    @property
    def mine(self) -> dict[str, int]:
        return {"entrant_id": self.round.entrant_id, "attempt_id": self.attempt_id}

    @rule(seconds=SECONDS)
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def start(self) -> None:
        with self.database.transaction() as session:
            try:
                started = start_attempt(
                    session,
                    self.vault,
                    entrant_id=self.round.entrant_id,
                    round_id=self.round.round_id,
                    now=self.now,
                )
            except RoundOver:
                assert not self.attempt_id
                assert self.now >= self.model.closes_at
                return
        assert self.attempt_id in (0, started)
        if not self.attempt_id:
            self.attempt_id, self.model.started_at = started, self.now

    @precondition(lambda self: self.attempt_id)
    @rule()
    def open_on_a_phone(self) -> None:
        with self.database.transaction() as session:
            sitting = open_sitting(session, self.vault, **self.mine, now=self.now)
        if self.model.closed_by or self.model.expired(self.now):
            self.model.close("deadline", self.now)
            assert isinstance(sitting, Receipt)
            return
        assert isinstance(sitting, Sitting)
        self.model.sittings += 1
        assert {str(item): response for item, response in sitting.responses.items() if item <= 8} == (
            self.model.counting()
        )
        assert sitting.deadline_at == self.model.deadline
        self.phones.append(Phone(sitting.token, self.model.sittings))

    @precondition(lambda self: self.phones)
    @rule(data=st.data(), item=ITEMS, response=RESPONSES)
    def answer(self, data: st.DataObject, item: int, response: object) -> None:
        phone = data.draw(st.sampled_from(self.phones))
        phone.typed.append(Entry(len(phone.typed) + 1, item, "answer", response))

    def _some_of(self, data: st.DataObject, phone: Phone) -> list[Entry]:
        """Any of the phone's entries, sent before or not, once or twice, in any order."""
        return data.draw(st.lists(st.sampled_from(phone.typed), max_size=6)) if phone.typed else []

    @precondition(lambda self: self.phones)
    @rule(data=st.data())
    def send(self, data: st.DataObject) -> None:
        phone = data.draw(st.sampled_from(self.phones))
        entries = self._some_of(data, phone)
        if self._is_refused_for_a_number(phone, entries):
            return
        with self.database.transaction() as session:
            outcome = save_answers(
                session, self.vault, **self.mine, token=phone.token, entries=entries, now=self.now
            )
        status = self.model.save(phone.sitting, entries, self.now)
        if status == "saved":
            assert isinstance(outcome, Saved)
            assert outcome.saved_through == max((entry.seq for entry in entries), default=0)
        else:
            over = self.model.closed_by or status == "late"
            assert isinstance(outcome, SaveRefused)
            assert outcome.reason == ("closed" if over else "taken_over")

    def _is_refused_for_a_number(self, phone: Phone, entries: list[Entry]) -> bool:
        if not self.model.are_taken(phone.sitting, entries, self.now):
            return False
        with self.database.session(writing=True) as session, pytest.raises(NumberTaken):
            save_answers(session, self.vault, **self.mine, token=phone.token, entries=entries, now=self.now)
        return True

    @precondition(lambda self: self.phones)
    @rule(data=st.data())
    def send_in_a_sealed_file(self, data: st.DataObject) -> None:
        phone = data.draw(st.sampled_from(self.phones))
        entries = self._some_of(data, phone)
        taken = self.model.are_taken(phone.sitting, entries, self.now)
        with self.database.transaction() as session:
            text = _sealed(session, self.attempt_id, phone.token, entries)
            received = receive_own_file(session, self.vault, **self.mine, text=text, now=self.now)
        if taken:
            assert (received.status, received.new_entries) == ("superseded", 0)
        else:
            assert received.status == self.model.save(phone.sitting, entries, self.now)

    @precondition(lambda self: self.phones)
    @rule(data=st.data())
    def send_and_lose_everything_to_a_crash(self, data: st.DataObject) -> None:
        phone = data.draw(st.sampled_from(self.phones))
        entries = self._some_of(data, phone)
        with self.database.session(writing=True) as session:
            with suppress(NumberTaken):
                save_answers(
                    session, self.vault, **self.mine, token=phone.token, entries=entries, now=self.now
                )
            session.rollback()

    @precondition(lambda self: self.phones)
    @rule(data=st.data())
    def submit(self, data: st.DataObject) -> None:
        phone = data.draw(st.sampled_from(self.phones))
        entries = self._some_of(data, phone)
        if self._is_refused_for_a_number(phone, entries):
            return
        with self.database.transaction() as session:
            outcome = submit_attempt(
                session, self.vault, **self.mine, token=phone.token, entries=entries, now=self.now
            )
        status = self.model.save(phone.sitting, entries, self.now)
        if status == "superseded" and not self.model.closed_by:
            assert isinstance(outcome, SaveRefused)
            return
        self.model.close("deadline" if self.model.expired(self.now) else "entrant", self.now)
        assert isinstance(outcome, Receipt)
        assert outcome.submitted_at == self.model.ended_at

    @rule(seconds=SECONDS)
    def the_office_gives_everybody_time(self, seconds: int) -> None:
        with self.database.transaction() as session:
            extend_round(
                session,
                round_id=self.round.round_id,
                seconds=seconds,
                reason="停电",
                actor="test",
                now=self.now,
            )
        self.model.extensions.append((self.now, timedelta(seconds=seconds)))

    @precondition(lambda self: self.model.extra < timedelta(hours=2))
    @rule(seconds=SECONDS)
    def the_office_gives_this_one_time(self, seconds: int) -> None:
        with self.database.transaction() as session:
            grant_extra_time(
                session,
                entry_id=self.round.entry_id,
                seconds=seconds,
                reason="视力障碍",
                actor="test",
                now=self.now,
            )
        if not self.model.closed_by:
            self.model.extra += timedelta(seconds=seconds)

    @rule()
    def the_sweep_comes_by(self) -> None:
        with self.database.transaction() as session:
            closed = sweep_attempts(session, self.vault, now=self.now)
        due = bool(self.attempt_id) and not self.model.closed_by and self.model.expired(self.now - SETTLING)
        assert closed == due
        if due:
            self.model.close("deadline", self.now)

    @precondition(lambda self: self.attempt_id)
    @invariant()
    def the_database_says_what_the_model_says(self) -> None:
        with self.database.reading() as session:
            self._check_journal(session)
            self._check_closing(session)

    def _check_journal(self, session: Session) -> None:
        rows = session.scalars(select(JournalRow).where(JournalRow.attempt_id == self.attempt_id))
        held = {(row.sitting, row.seq): (row.item, row.status) for row in rows}
        assert held == {place: (item, status) for place, (item, _, status) in self.model.journal.items()}

    def _check_closing(self, session: Session) -> None:
        """There is one attempt, and one result exactly when it is closed."""
        attempt = session.scalars(select(Attempt).where(Attempt.entry_id == self.round.entry_id)).one()
        results = session.scalars(select(Result).where(Result.attempt_id == self.attempt_id)).all()
        assert (attempt.id, attempt.closed_by) == (self.attempt_id, self.model.closed_by)
        assert len(results) == bool(self.model.closed_by) == (attempt.state == "closed")
        for result in results:
            assert self.model.ended_at is not None
            assert self.model.started_at is not None
            used = self.model.ended_at - self.model.started_at
            assert result.responses == self.model.counting()
            assert result.time_used_ms == used // timedelta(milliseconds=1)

    def teardown(self) -> None:
        # The sweep takes every contest's attempts; the next example counts only its own.
        with self.database.transaction() as session:
            sweep_attempts(session, self.vault, now=self.now + timedelta(days=30))


def test_an_attempt_lives_as_its_model_does_in_any_order(
    database: Database, vault: Vault, now: datetime
) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        lambda: AttemptLife(database, vault, now),
        settings=settings(
            max_examples=30,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
