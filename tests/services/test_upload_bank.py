from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.bank_formats.registry import read_bank, write_bank
from examapp.domain.bank_change import BankChange
from examapp.services.check_bank_file import BankCheck, check_bank_file
from examapp.services.upload_bank import (
    AlreadyImported,
    NothingToImport,
    UploadNotFound,
    UploadReport,
    event_of_upload,
    import_upload,
    keep_upload,
    upload_report,
)
from examapp.storage.banks import BankQuestion, BankUpload
from tests.factories import make_competition, make_event, make_question

BANK = write_bank([make_question(1), make_question(2, "multiple")], "json")


def upload(session: Session, now: datetime, data: bytes = BANK) -> int:
    event = make_event(session, make_competition(session, now))
    return keep_upload(session, event_id=event.id, filename="题库.json", data=data, actor="lin", now=now)


def check(session: Session, upload_id: int) -> BankCheck:
    row = session.get_one(BankUpload, upload_id)
    return check_bank_file(read_bank(row.data, row.filename))


def report_of(session: Session, upload_id: int) -> UploadReport:
    return upload_report(session, upload_id, check(session, upload_id))


def imported(session: Session, upload_id: int, now: datetime) -> BankChange:
    return import_upload(session, upload_id, check(session, upload_id).report, "lin", now)


def questions(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(BankQuestion)) or 0


def test_nothing_is_imported_before_the_report_is_seen(session: Session, now: datetime) -> None:
    report = report_of(session, upload(session, now))
    assert (len(report.report.questions), len(report.change.added)) == (2, 2)
    assert report.imported_at is None
    assert questions(session) == 0


def test_an_upload_is_imported_once(session: Session, now: datetime) -> None:
    upload_id = upload(session, now)
    assert len(imported(session, upload_id, now).added) == 2
    with pytest.raises(AlreadyImported):
        imported(session, upload_id, now)
    assert questions(session) == 2
    assert report_of(session, upload_id).imported_at == now


def test_the_upload_says_which_event_it_is_for(session: Session, now: datetime) -> None:
    upload_id = upload(session, now)
    assert event_of_upload(session, upload_id) == report_of(session, upload_id).event_id


def test_a_file_without_questions_imports_nothing(session: Session, now: datetime) -> None:
    upload_id = upload(session, now, b"\x00\x01")
    assert report_of(session, upload_id).report.errors
    with pytest.raises(NothingToImport):
        imported(session, upload_id, now)


def test_questions_of_another_event_want_a_look(session: Session, now: datetime) -> None:
    data = write_bank([make_question(1, event="09"), make_question(2, event="11")], "json")
    report = report_of(session, upload(session, now, data)).report
    assert [problem.code for problem in report.warnings] == ["other_event"]
    assert "有 1 题" in report.warnings[0].message


def test_an_upload_nobody_made_is_not_found(session: Session) -> None:
    with pytest.raises(UploadNotFound):
        event_of_upload(session, 4711)
    with pytest.raises(UploadNotFound):
        upload_report(session, 4711, check_bank_file(read_bank(BANK, "x")))
