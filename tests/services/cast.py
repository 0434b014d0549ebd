"""A round that is open and an entrant who may sit it, for tests of an attempt's life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from examapp.domain.rules import RoundRules
from examapp.services.open_sitting import Sitting, open_sitting
from examapp.services.save_answers import Entry as Sent
from examapp.services.start_attempt import start_attempt
from examapp.storage.people import Entry
from examapp.storage.vault import Vault
from tests import factories


@dataclass(frozen=True)
class OpenRound:
    """An open round and one entrant's entry in its event."""

    round_id: int
    event_id: int
    entry_id: int
    entrant_id: int
    ticket: str


@dataclass(frozen=True)
class Seated:
    """An attempt that was started and opened once."""

    round: OpenRound
    attempt_id: int
    sitting: Sitting

    @property
    def mine(self) -> dict[str, int]:
        """Whose attempt it is, as services take it."""
        return {"entrant_id": self.round.entrant_id, "attempt_id": self.attempt_id}


def open_round(session: Session, vault: Vault, now: datetime, rules: RoundRules | None = None) -> OpenRound:
    """A competition with one event, a bank, an open round of 8 questions and an entrant who consented."""
    competition = factories.make_competition(session, now)
    event = factories.make_event(session, competition)
    factories.make_bank(session, event, now)
    row = factories.make_round(session, event, now, rules=rules)
    factories.freeze_round(session, vault, row, now)
    entry = factories.make_entry(session, vault, event)
    factories.give_consent(session, entry, now)
    return OpenRound(row.id, event.id, entry.id, entry.entrant_id, entry.ticket)


def another_entry(session: Session, vault: Vault, opened: OpenRound, now: datetime, number: int = 2) -> Entry:
    """Another entrant of the same event who consented."""
    event = session.get_one(factories.Event, opened.event_id)
    entry = factories.make_entry(session, vault, event, number)
    factories.give_consent(session, entry, now)
    return entry


def seat(session: Session, vault: Vault, now: datetime, opened: OpenRound | None = None) -> Seated:
    """The entrant's attempt, started and opened at `now`."""
    opened = opened or open_round(session, vault, now)
    attempt_id = start_attempt(
        session, vault, entrant_id=opened.entrant_id, round_id=opened.round_id, now=now
    )
    sitting = open_sitting(session, vault, entrant_id=opened.entrant_id, attempt_id=attempt_id, now=now)
    assert isinstance(sitting, Sitting)
    return Seated(opened, attempt_id, sitting)


def answer(seq: int, item: int, response: object = ("A",), elapsed_ms: int = 1000) -> Sent:
    """One answer as a phone sends it."""
    return Sent(seq, item, "answer", list(response) if isinstance(response, tuple) else response, elapsed_ms)
