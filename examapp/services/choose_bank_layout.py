"""Answer what an uploaded bank file leaves open, and see what it holds then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from examapp.bank_formats.asks import Answers
from examapp.bank_formats.registry import read_bank
from examapp.bank_formats.report import BankReport
from examapp.services.keep_pictures import PreparedFile, prepare_pictures, store_pictures
from examapp.services.remember_bank_layout import given_answers, remember_layout
from examapp.services.upload_bank import AlreadyImported, UploadNotFound
from examapp.storage.banks import BankUpload, BankUploadCheck
from examapp.storage.database import Database


def read_upload(database: Database, upload_id: int, answers: Answers | None = None) -> BankReport:
    """Return what an upload holds if it is answered like this, else as it was answered; raise UploadNotFound.

    Reading takes long: no transaction that writes is open meanwhile.
    """
    with database.reading() as session:
        upload = session.get(BankUpload, upload_id)
        if upload is None:
            raise UploadNotFound
        data, filename, layout = upload.data, upload.filename, upload.layout
    return read_bank(data, filename, layout=layout if answers is None else answers)


def default_answers(report: BankReport) -> dict[str, str]:
    """Return the answers of a report's asks, and the proposals where nobody answered."""
    proposed = {ask.key: ask.default for ask in report.asks if ask.default is not None}
    return {**proposed, **{ask.key: ask.answer for ask in report.asks if ask.answer is not None}}


def pictures_of(database: Database, report: BankReport) -> list[PreparedFile]:
    """Return the pictures that came with a file and aren't stored yet; do it outside of a transaction."""
    return prepare_pictures(database, report.pictures) if report.pictures else []


def choose_layout(
    session: Session,
    upload_id: int,
    report: BankReport,
    *,
    actor: str,
    now: datetime,
    pictures: list[PreparedFile],
) -> None:
    """Read the upload as its asks were answered from now on, and remember it for files of the same layout.

    Raise UploadNotFound, or AlreadyImported for a file whose questions were taken in another way.
    """
    upload = session.get(BankUpload, upload_id, with_for_update=True)
    if upload is None:
        raise UploadNotFound
    if upload.imported_at is not None:
        raise AlreadyImported(filename=upload.filename)
    answers: Mapping[str, str] = given_answers(report)
    upload.layout = dict(answers)
    # What was found before was found in another reading.
    session.execute(delete(BankUploadCheck).where(BankUploadCheck.upload_id == upload_id))
    store_pictures(session, pictures, now)
    remember_layout(
        session, event_id=upload.event_id, report=report, filename=upload.filename, actor=actor, now=now
    )
