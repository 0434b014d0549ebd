"""Keep the pictures that come with a bank, each once, and say which one every name stands for."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from examapp.bank_formats.picture_problems import picture_problems
from examapp.bank_formats.report import BankReport, Problem
from examapp.domain.questions import Question
from examapp.markup.picture_names import picture_key, picture_names, resolved
from examapp.pictures.picture import Picture as PreparedPicture
from examapp.pictures.picture import PictureRefused
from examapp.pictures.preparing import prepared_picture
from examapp.storage.database import Database
from examapp.storage.inserting import insert_or_keep
from examapp.storage.pictures import (
    Picture,
    bank_hashes,
    hashes_by_source,
    name_pictures,
    pictures_by_hash,
)

ADDRESS_BYTES = 32
LONGEST_NAME = 190


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """A picture ready to be stored, with the hex SHA-256 of the file that it was made from."""

    source: str
    picture: PreparedPicture


def prepare_pictures(database: Database, files: Mapping[str, bytes]) -> list[PreparedFile]:
    """Return the pictures that aren't stored yet, ready to be; one that can't be shown is left out.

    This may take many seconds, so do it before a transaction that writes: on SQLite no answer of anybody
    is saved while one lasts.
    """
    with database.reading() as session:
        unknown = _unknown(session, files)
    return list(_prepared(unknown))


def store_pictures(session: Session, prepared: Iterable[PreparedFile], now: datetime) -> None:
    """Store what was prepared, each picture once.

    A stored picture that no question names is seen by nobody, so this may come before anyone's decision.
    """
    for each in prepared:
        picture = each.picture
        insert_or_keep(
            session,
            Picture,
            sha256=_sha256(picture.data),
            source_sha256=each.source,
            address=secrets.token_hex(ADDRESS_BYTES),
            media_type=picture.media_type,
            width=picture.width,
            height=picture.height,
            data=picture.data,
            created_at=now,
        )


def keep_pictures(session: Session, files: Mapping[str, bytes], now: datetime) -> None:
    """Prepare and store the pictures that aren't stored yet, in one go."""
    store_pictures(session, _prepared(_unknown(session, files)), now)


def hashes_of_files(session: Session, files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the stored picture's hash of each file by the key of its name; what isn't stored is left out."""
    # Letters such as ß become several in a key.
    short = [name for name in files if max(len(name), len(picture_key(name))) <= LONGEST_NAME]
    sources = {name: _sha256(files[name]) for name in short}
    known = hashes_by_source(session, set(sources.values()))
    return {picture_key(name): known[source] for name, source in sources.items() if source in known}


def with_pictures(
    session: Session, event_id: int, questions: Sequence[Question], files: Mapping[str, bytes]
) -> list[Question]:
    """Return the questions with the pictures that their names stand for: the files' first, then the bank's."""
    if not any(map(picture_names, questions)):
        return [replace(question, pictures=()) if question.pictures else question for question in questions]
    hashes = bank_hashes(session, event_id) | hashes_of_files(session, files)
    return [replace(question, pictures=resolved(question, hashes)) for question in questions]


def name_bank_pictures(
    session: Session, bank_id: int, questions: Sequence[Question], files: Mapping[str, bytes]
) -> None:
    """Let the bank know the pictures that these questions show by their names, for later imports."""
    used = {hash_ for question in questions for _, hash_ in question.pictures}
    stored = pictures_by_hash(session, used)
    hashes = hashes_of_files(session, files)
    names = {picture_key(name): name for name in files}
    chosen = {
        key: (names[key], stored[hash_].id)
        for key, hash_ in hashes.items()
        if key in names and hash_ in stored
    }
    if chosen:
        name_pictures(session, bank_id, chosen)


def problems_with_pictures(session: Session, event_id: int, report: BankReport) -> tuple[Problem, ...]:
    """Return a warning for each picture that is missing from file and bank, unused, or can't be shown."""
    stored = hashes_of_files(session, report.pictures)
    sound = {name for name in report.pictures if picture_key(name) in stored}
    return picture_problems(report, bank_hashes(session, event_id).keys(), sound)


def _unknown(session: Session, files: Mapping[str, bytes]) -> dict[str, bytes]:
    sources = {_sha256(data): data for data in files.values()}
    known = hashes_by_source(session, sources)
    return {source: data for source, data in sources.items() if source not in known}


def _prepared(sources: Mapping[str, bytes]) -> Iterator[PreparedFile]:
    # In one order, so that two imports of the same pictures wait for each other instead of locking up.
    for source in sorted(sources):
        with suppress(PictureRefused):
            yield PreparedFile(source, prepared_picture(sources[source]))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
