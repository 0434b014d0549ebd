from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.bank_formats.registry import UnknownFormat, read_bank
from examapp.domain.questions import STATUS_RETIRED
from examapp.services.export_bank import export_bank
from examapp.services.import_bank import import_bank
from examapp.storage.audit import AuditEntry
from tests.factories import make_competition, make_event, make_question

QUESTIONS = [make_question(2), make_question(1, "multiple"), make_question(3, "judge", status=STATUS_RETIRED)]


@pytest.mark.parametrize("format_name", ["json", "xlsx", "csv"])
def test_an_exported_bank_reads_back_as_it_was_imported(
    session: Session, now: datetime, format_name: str
) -> None:
    event = make_event(session, make_competition(session, now))
    import_bank(session, event_id=event.id, questions=QUESTIONS, actor="lin", now=now)
    exported = export_bank(session, event_id=event.id, format=format_name, actor="lin", now=now)
    report = read_bank(exported.data, exported.filename)
    assert list(report.questions) == QUESTIONS
    assert (exported.filename, exported.questions, exported.losses) == (f"bank-11.{format_name}", 3, ())


def test_it_is_recorded_who_took_the_keys(session: Session, now: datetime) -> None:
    event = make_event(session, make_competition(session, now))
    import_bank(session, event_id=event.id, questions=QUESTIONS, actor="lin", now=now)
    export_bank(session, event_id=event.id, format="json", actor="wang", now=now)
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.action, entry.actor, entry.subject) == ("bank.export", "wang", "event:11")
    assert entry.after == {"format": "json", "questions": 3}


def test_a_format_nobody_knows_is_refused(session: Session, now: datetime) -> None:
    event = make_event(session, make_competition(session, now))
    with pytest.raises(UnknownFormat):
        export_bank(session, event_id=event.id, format="papyrus", actor="lin", now=now)
