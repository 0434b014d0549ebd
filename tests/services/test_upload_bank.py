from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.bank_formats.registry import write_bank
from examapp.services.upload_bank import (
    AlreadyImported,
    NothingToImport,
    UploadNotFound,
    event_of_upload,
    import_upload,
    keep_upload,
    upload_report,
)
from examapp.storage.banks import BankQuestion
from tests.factories import make_competition, make_event, make_question

BANK = write_bank([make_question(1), make_question(2, "multiple")], "json")


def upload(session: Session, now: datetime, data: bytes = BANK) -> int:
    event = make_event(session, make_competition(session, now))
    return keep_upload(session, event_id=event.id, filename="题库.json", data=data, actor="lin", now=now)


def questions(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(BankQuestion)) or 0


def test_nothing_is_imported_before_the_report_is_seen(session: Session, now: datetime) -> None:
    report = upload_report(session, upload(session, now))
    assert (len(report.report.questions), len(report.change.added)) == (2, 2)
    assert report.imported_at is None
    assert questions(session) == 0


def test_an_upload_is_imported_once(session: Session, now: datetime) -> None:
    upload_id = upload(session, now)
    assert len(import_upload(session, upload_id, "lin", now).added) == 2
    with pytest.raises(AlreadyImported):
        import_upload(session, upload_id, "lin", now)
    assert questions(session) == 2
    assert upload_report(session, upload_id).imported_at == now


def test_the_upload_says_which_event_it_is_for(session: Session, now: datetime) -> None:
    upload_id = upload(session, now)
    assert event_of_upload(session, upload_id) == upload_report(session, upload_id).event_id


def test_a_file_without_questions_imports_nothing(session: Session, now: datetime) -> None:
    upload_id = upload(session, now, b"\x00\x01")
    assert upload_report(session, upload_id).report.errors
    with pytest.raises(NothingToImport):
        import_upload(session, upload_id, "lin", now)


def test_questions_of_another_event_want_a_look(session: Session, now: datetime) -> None:
    data = write_bank([make_question(1, event="09"), make_question(2, event="11")], "json")
    report = upload_report(session, upload(session, now, data)).report
    assert [problem.code for problem in report.warnings] == ["other_event"]
    assert "有 1 题" in report.warnings[0].message


def test_an_upload_nobody_made_is_not_found(session: Session) -> None:
    for refused in (event_of_upload, upload_report):
        with pytest.raises(UploadNotFound):
            refused(session, 4711)
