"""Read and check an uploaded file outside of any transaction that writes, and keep what was found.

Reading a large file takes many seconds; on SQLite no answer of anybody is saved while a transaction writes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from examapp.bank_formats.registry import read_bank
from examapp.services.check_bank_file import BankCheck, check_bank_file
from examapp.services.keep_pictures import PreparedFile, prepare_pictures
from examapp.services.pack_check import can_be_packed, pack_check, reading_fingerprint, unpack_check
from examapp.services.remember_bank_layout import given_answers, read_as_remembered
from examapp.storage.banks import BankUpload, BankUploadCheck
from examapp.storage.database import Database
from examapp.storage.inserting import insert_or_keep


@dataclass(frozen=True, slots=True)
class PreparedUpload:
    """What there is to store of a file before its report is shown: its check, packed, and its pictures."""

    check: BankCheck
    packed: bytes | None
    pictures: Sequence[PreparedFile] = ()
    layout: dict[str, str] | None = None


def prepare_upload(
    database: Database, *, filename: str, data: bytes, event_id: int | None = None
) -> PreparedUpload:
    """Read and check the file and its pictures; do it before a transaction that writes.

    What was answered for an earlier file of the event with the same layout answers for this one.
    """
    report = read_bank(data, filename)
    if report.open_asks and event_id is not None:
        report = read_as_remembered(database, event_id, filename, data, report)
    check = check_bank_file(report)
    packed = pack_check(check) if can_be_packed(report) else None
    layout = given_answers(report) or None
    return PreparedUpload(check, packed, prepare_pictures(database, report.pictures), layout)


def checked_upload(database: Database, upload_id: int) -> BankCheck | None:
    """Return what checking the upload found, read again where that isn't kept; None for no such upload."""
    with database.reading() as session:
        upload = session.get(BankUpload, upload_id)
        if upload is None:
            return None
        kept = session.get(BankUploadCheck, upload_id)
        is_fresh = kept is not None and kept.fingerprint == _fingerprint(upload)
        packed = kept.content if kept is not None and is_fresh else None
        data, filename, layout = upload.data, upload.filename, upload.layout
    return unpack_check(packed) if packed else check_bank_file(read_bank(data, filename, layout=layout))


def keep_check(session: Session, upload: BankUpload, prepared: PreparedUpload) -> None:
    """Store what checking the upload found."""
    if prepared.packed is not None:
        insert_or_keep(
            session,
            BankUploadCheck,
            upload_id=upload.id,
            fingerprint=_fingerprint(upload),
            content=prepared.packed,
        )


def _fingerprint(upload: BankUpload) -> str:
    read_as = f"{reading_fingerprint()} {upload.data_hash} {upload.filename}"
    return hashlib.sha256(read_as.encode()).hexdigest()
