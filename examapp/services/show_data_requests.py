"""Show staff what entrants asked about their data: what waits first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from examapp.domain.data_requests import RequestKind, RequestState
from examapp.services.paging import Page, page_of
from examapp.storage.afterwards import DataRequest
from examapp.storage.people import Employer, Entrant


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request with whose it is; `field` is empty for a deletion."""

    id: int
    entrant_id: int
    name: str
    employer: str
    kind: RequestKind
    field: str
    text: str
    state: RequestState
    submitted_at: datetime
    decided_at: datetime | None
    decided_by: str
    answer: str


def list_data_requests(session: Session, *, page: int, state: str = "") -> Page[RequestRow]:
    """Return one page of requests, of one state or all; the open ones first, the oldest before the others."""
    query = _requests().order_by((DataRequest.state != "open"), DataRequest.submitted_at, DataRequest.id)
    if state:
        query = query.where(DataRequest.state == state)
    return page_of(session, query, page, RequestRow)


def show_data_request(session: Session, request_id: int) -> RequestRow | None:
    """Return one request, None when there is none."""
    row = session.execute(_requests().where(DataRequest.id == request_id)).one_or_none()
    return RequestRow(*row) if row else None


def count_open_requests(session: Session) -> int:
    """Return how many requests wait for an answer."""
    return session.scalar(select(func.count()).where(DataRequest.state == "open")) or 0


def _requests() -> Select[*tuple[Any, ...]]:
    return (
        select(
            DataRequest.id,
            Entrant.id,
            Entrant.name,
            Employer.name,
            DataRequest.kind,
            DataRequest.field,
            DataRequest.text,
            DataRequest.state,
            DataRequest.submitted_at,
            DataRequest.decided_at,
            DataRequest.decided_by,
            DataRequest.answer,
        )
        .join(Entrant, Entrant.id == DataRequest.entrant_id)
        .join(Employer, Employer.id == Entrant.employer_id)
    )
