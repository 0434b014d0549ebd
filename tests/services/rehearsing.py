"""Phones for tests of what comes after them: they use the services directly, without a server."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.rehearsal import RehearsedEntrant, SeenItem, SittingLog
from examapp.rehearsal.answering import Behaviour
from examapp.rehearsal.outbox import Outbox
from examapp.services.close_attempt import Receipt, submit_attempt
from examapp.services.open_sitting import Sitting, open_sitting
from examapp.services.record_consent import give_consent
from examapp.services.save_answers import Entry, Saved, save_answers
from examapp.services.start_attempt import start_attempt
from examapp.storage.people import Entry as EntryRow
from examapp.storage.vault import Vault


def sit(session: Session, vault: Vault, entrant: RehearsedEntrant, now: datetime) -> SittingLog:
    """Sit the whole attempt: a half, then from another page the rest, with changes of mind; hand it in."""
    entrant_id = session.scalars(select(EntryRow.entrant_id).where(EntryRow.ticket == entrant.ticket)).one()
    give_consent(session, entrant_id=entrant_id, version="1", now=now)
    attempt_id = start_attempt(
        session, vault, entrant_id=entrant_id, round_id=entrant.event.round_id, now=now
    )
    outbox = Outbox()
    items = _open(session, vault, outbox, entrant_id, attempt_id, now)
    taps = list(Behaviour(entrant, 1).taps(items))
    for number, tap in enumerate(taps):
        if number == len(taps) // 2:
            _open(session, vault, outbox, entrant_id, attempt_id, now)
        outbox.add(tap.item, tap.kind, tap.response, number)
        entries = [Entry(e.seq, e.item, e.kind, e.response, e.elapsed_ms) for e in outbox.unsent()]
        of = {"entrant_id": entrant_id, "attempt_id": attempt_id, "token": outbox.session, "now": now}
        saved = save_answers(session, vault, entries=entries, **of)  # type: ignore[arg-type]
        assert isinstance(saved, Saved)
        outbox.acknowledge(saved.saved_through)
    receipt = submit_attempt(session, vault, **of)  # type: ignore[arg-type]
    assert isinstance(receipt, Receipt)
    return SittingLog(entrant, attempt_id, items, tuple(outbox.acknowledged), finished=True)


def _open(
    session: Session, vault: Vault, outbox: Outbox, entrant_id: int, attempt_id: int, now: datetime
) -> tuple[SeenItem, ...]:
    sitting = open_sitting(session, vault, entrant_id=entrant_id, attempt_id=attempt_id, now=now)
    assert isinstance(sitting, Sitting)
    outbox.take_over(sitting.token, sitting.last_seq)
    return tuple(SeenItem(item.stem, tuple(text for _, text in item.options)) for item in sitting.items)
