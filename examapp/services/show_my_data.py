"""Show entrants what is stored about them, and what they asked for about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.domain.data_requests import DataField, RequestKind, RequestState
from examapp.domain.masking import SHOWN_OF_ID, SHOWN_OF_MOBILE, masked
from examapp.services.record_consent import EntrantNotFound
from examapp.storage.afterwards import Appeal, DataRequest
from examapp.storage.attempts import Attempt
from examapp.storage.people import Consent, Entrant, Entry
from examapp.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class MyEntry:
    """One event the entrant entered."""

    event_name: str
    ticket: str
    occupation: str
    skill_level: str


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """One version of the notice that was accepted."""

    version: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class MyRequest:
    """Something asked for; `field` is None for a deletion."""

    id: int
    kind: RequestKind
    field: DataField | None
    text: str
    state: RequestState
    submitted_at: datetime
    decided_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class MyData:
    """What is stored of a person; ID number and mobile only masked, empty where none is stored."""

    name: str
    gender: str
    id_type: str
    id_number: str
    mobile: str
    employer: str
    delegation: str
    county: str
    employment_form: str
    union_member: str
    entries: tuple[MyEntry, ...]
    consents: tuple[GivenConsent, ...]
    attempts: int
    appeals: int
    requests: tuple[MyRequest, ...]


def show_my_data(session: Session, vault: Vault, *, entrant_id: int) -> MyData:
    """Return everything about the entrant; raise EntrantNotFound."""
    entrant = session.get(Entrant, entrant_id)
    if entrant is None:
        raise EntrantNotFound
    return MyData(
        name=entrant.name,
        gender=entrant.gender,
        id_type=entrant.id_type,
        id_number=masked(vault.decrypt_text(entrant.id_number_encrypted), SHOWN_OF_ID),
        mobile=masked(vault.decrypt_text(entrant.mobile_encrypted), SHOWN_OF_MOBILE),
        employer=entrant.employer.name,
        delegation=entrant.delegation.name,
        county=entrant.county,
        employment_form=entrant.employment_form,
        union_member=entrant.union_member,
        entries=_entries(session, entrant_id),
        consents=_consents(session, entrant_id),
        attempts=_count_attempts(session, entrant_id),
        appeals=_count_appeals(session, entrant_id),
        requests=_requests(session, entrant_id),
    )


def _entries(session: Session, entrant_id: int) -> tuple[MyEntry, ...]:
    rows = session.scalars(select(Entry).where(Entry.entrant_id == entrant_id).order_by(Entry.ticket))
    return tuple(MyEntry(row.event.name, row.ticket, row.occupation, row.skill_level) for row in rows)


def _consents(session: Session, entrant_id: int) -> tuple[GivenConsent, ...]:
    rows = session.scalars(select(Consent).where(Consent.entrant_id == entrant_id).order_by(Consent.given_at))
    return tuple(GivenConsent(row.notice_version, row.given_at) for row in rows)


def _count_attempts(session: Session, entrant_id: int) -> int:
    query = select(func.count()).select_from(Attempt).join(Entry, Entry.id == Attempt.entry_id)
    return session.scalar(query.where(Entry.entrant_id == entrant_id)) or 0


def _count_appeals(session: Session, entrant_id: int) -> int:
    query = select(func.count()).select_from(Appeal).join(Attempt, Attempt.id == Appeal.attempt_id)
    query = query.join(Entry, Entry.id == Attempt.entry_id)
    return session.scalar(query.where(Entry.entrant_id == entrant_id)) or 0


def _requests(session: Session, entrant_id: int) -> tuple[MyRequest, ...]:
    query = select(DataRequest).where(DataRequest.entrant_id == entrant_id).order_by(DataRequest.id.desc())
    return tuple(
        MyRequest(
            id=row.id,
            kind=cast("RequestKind", row.kind),
            field=cast("DataField", row.field) if row.field else None,
            text=row.text,
            state=cast("RequestState", row.state),
            submitted_at=row.submitted_at,
            decided_at=row.decided_at,
            answer=row.answer,
        )
        for row in session.scalars(query)
    )
