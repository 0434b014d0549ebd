"""Bring pictures into a bank by themselves, for questions that are written here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.report import Place, Problem
from examapp.markup.picture_names import base_name, picture_key
from examapp.pictures.picture import PictureRefused
from examapp.pictures.preparing import prepared_picture
from examapp.services.audit_log import record
from examapp.services.keep_pictures import PreparedFile, hashes_of_files, store_pictures
from examapp.storage.banks import Bank
from examapp.storage.contest import Event
from examapp.storage.pictures import name_pictures, pictures_by_hash


@dataclass(frozen=True, slots=True)
class BroughtPictures:
    """Files that people brought, ready to be stored, and what is wrong with the others."""

    files: Mapping[str, bytes]
    prepared: tuple[PreparedFile, ...]
    problems: tuple[Problem, ...]


def prepare_brought(files: Mapping[str, bytes]) -> BroughtPictures:
    """Return the files ready to be stored; this may take seconds, so do it before a transaction that writes."""
    prepared, problems = [], ProblemList()
    sound: dict[str, bytes] = {}
    for name, data in files.items():
        try:
            picture = prepared_picture(data)
        except PictureRefused as refused:
            place = Place(column="image")
            problems.error(refused.code, place, name=base_name(name)[:60], **refused.parameters)
        else:
            prepared.append(PreparedFile(hashlib.sha256(data).hexdigest(), picture))
            sound[name] = data
    return BroughtPictures(sound, tuple(prepared), tuple(problems.found))


def bring_pictures(
    session: Session, *, event_id: int, brought: BroughtPictures, actor: str, now: datetime
) -> tuple[str, ...]:
    """Store the pictures and let the bank know them by their names, which are returned.

    Questions that show another picture of such a name keep it until they are saved again.
    """
    if not brought.files:
        return ()
    store_pictures(session, brought.prepared, now)
    names = {picture_key(name): base_name(name) for name in brought.files}
    hashes = hashes_of_files(session, brought.files)
    stored = pictures_by_hash(session, set(hashes.values()))
    name_pictures(
        session,
        _bank_id(session, event_id),
        {key: (names[key], stored[hash_].id) for key, hash_ in hashes.items()},
    )
    code = session.scalar(select(Event.code).where(Event.id == event_id))
    after = {"pictures": {names[key]: hash_ for key, hash_ in hashes.items()}}
    record(session, now=now, actor=actor, action="bank.pictures", subject=f"event:{code}", after=after)
    return tuple(names[key] for key in hashes)


def _bank_id(session: Session, event_id: int) -> int:
    bank = session.scalar(select(Bank).where(Bank.event_id == event_id))
    if bank is None:
        bank = Bank(event_id=event_id)
        session.add(bank)
        session.flush()
    return bank.id
