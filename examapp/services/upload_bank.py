"""Keep an uploaded bank file, show its report, and import it when a person says so."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.bank_formats.report import BankReport, Place, Problem
from examapp.domain.bank_change import BankChange
from examapp.domain.errors import ExamError
from examapp.domain.problems import as_it_is
from examapp.domain.wording import N_
from examapp.services.audit_log import record
from examapp.services.check_bank_file import BankCheck
from examapp.services.check_upload import PreparedUpload, keep_check
from examapp.services.import_bank import import_bank, plan_import
from examapp.services.keep_pictures import problems_with_pictures, store_pictures
from examapp.storage.banks import BankUpload
from examapp.storage.contest import Event

_LONGEST_FILENAME = 255
_OTHER_EVENT = N_("有 {count} 题标明属于其他赛项（{events}）。请核对是否选错了赛项。")


class UploadNotFound(ExamError):
    """找不到这个上传的文件，请重新上传。"""

    code = "upload_not_found"


class AlreadyImported(ExamError):
    """文件“{filename}”已经导入过，不会再导入一次。如有改动，请重新上传。"""

    code = "already_imported"


class NothingToImport(ExamError):
    """文件“{filename}”中没有可以导入的题目。请按报告改正后重新上传。"""

    code = "nothing_to_import"


@dataclass(frozen=True, slots=True)
class UploadReport:
    """What an uploaded file holds, and what importing it would add, revise and leave.

    `imported_before` is when the same file was imported from an earlier upload.
    """

    upload_id: int
    event_id: int
    filename: str
    uploaded_at: datetime
    imported_at: datetime | None
    check: BankCheck
    change: BankChange
    imported_before: datetime | None = None

    @property
    def report(self) -> BankReport:
        """What reading the file found."""
        return self.check.report


def keep_upload(
    session: Session,
    *,
    event_id: int,
    filename: str,
    data: bytes,
    actor: str,
    now: datetime,
    prepared: PreparedUpload | None = None,
) -> int:
    """Store the file as it came, and what was prepared of it; return the upload's id.

    Nothing is imported.
    """
    upload = BankUpload(
        event_id=event_id,
        filename=filename[-_LONGEST_FILENAME:],
        data=data,
        data_hash=hashlib.sha256(data).hexdigest(),
        uploaded_at=now,
        actor=actor,
        layout=prepared.layout if prepared else None,
    )
    session.add(upload)
    session.flush()
    if prepared is not None:
        store_pictures(session, prepared.pictures, now)
        keep_check(session, upload, prepared)
    code = session.scalar(select(Event.code).where(Event.id == event_id))
    kept = {"filename": upload.filename, "data_hash": upload.data_hash, "bytes": len(data)}
    record(session, now=now, actor=actor, action="bank.upload", subject=f"event:{code}", after=kept)
    return upload.id


def event_of_upload(session: Session, upload_id: int) -> int:
    """Return the event an upload is for, so that the caller can check who may see it; raise UploadNotFound."""
    return _upload(session, upload_id).event_id


def uploaded_file(session: Session, upload_id: int) -> tuple[str, bytes]:
    """Return an upload's file name and content; raise UploadNotFound."""
    upload = _upload(session, upload_id)
    return upload.filename, upload.data


def upload_report(session: Session, upload_id: int, check: BankCheck) -> UploadReport:
    """Return the report on the file that was checked; raise UploadNotFound."""
    upload = _upload(session, upload_id)
    report = check.report
    problems = (
        *report.problems,
        *other_event_problems(session, upload.event_id, report),
        *problems_with_pictures(session, upload.event_id, report),
    )
    change = plan_import(
        session, event_id=upload.event_id, questions=report.questions, pictures=report.pictures
    )
    return UploadReport(
        upload_id=upload.id,
        event_id=upload.event_id,
        filename=upload.filename,
        uploaded_at=upload.uploaded_at,
        imported_at=upload.imported_at,
        check=replace(check, report=replace(report, problems=problems)),
        change=change,
        imported_before=_imported_before(session, upload),
    )


def import_upload(
    session: Session,
    upload_id: int,
    report: BankReport,
    actor: str,
    now: datetime,
    take: Container[str] = (),
) -> BankChange:
    """Import the faultless questions of the file that was read; raise UploadNotFound, AlreadyImported, NothingToImport.

    `take` are ids of questions changed here of which a person prefers the file's.
    """
    upload = _upload(session, upload_id, for_update=True)
    if upload.imported_at is not None:
        raise AlreadyImported(filename=upload.filename)
    if not report.questions:
        raise NothingToImport(filename=upload.filename)
    change = import_bank(
        session,
        event_id=upload.event_id,
        questions=report.questions,
        actor=actor,
        now=now,
        pictures=report.pictures,
        take=take,
    )
    upload.imported_at = now
    session.flush()
    return change


def other_event_problems(session: Session, event_id: int, report: BankReport) -> tuple[Problem, ...]:
    """Return a warning when questions say that they belong to another event."""
    event = session.get(Event, event_id)
    own = {"", event.code, event.name} if event else set()
    others = [question.event for question in report.questions if question.event not in own]
    if not others:
        return ()
    parameters = {"count": len(others), "events": tuple(map(as_it_is, sorted(set(others))[:5]))}
    return (Problem("warning", "other_event", Place(), _OTHER_EVENT, parameters),)


def _imported_before(session: Session, upload: BankUpload) -> datetime | None:
    """Return when the very same file was imported into the event the last time, before this one was uploaded."""
    query = select(func.max(BankUpload.imported_at)).where(
        BankUpload.event_id == upload.event_id,
        BankUpload.data_hash == upload.data_hash,
        BankUpload.id < upload.id,
    )
    return session.scalar(query)


def _upload(session: Session, upload_id: int, *, for_update: bool = False) -> BankUpload:
    upload = session.get(BankUpload, upload_id, with_for_update=for_update or None)
    if upload is None:
        raise UploadNotFound
    return upload
