"""Show published finals lists: everything to staff, the public notice to everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased

from examapp.domain.errors import ExamError
from examapp.domain.finals_rows import FinalsRow, row_from_json
from examapp.domain.public_notice import NoticeRow, notice_rows
from examapp.services.edit_blueprint import round_rules
from examapp.storage.results import FinalsList


class ListNotFound(ExamError):
    """没有这份名单，请从名单目录中选择。"""

    code = "list_not_found"


@dataclass(frozen=True, slots=True)
class PublishedList:
    """One published version of a list, without its rows; the hashes are hex SHA-256."""

    id: int
    competition_name: str
    event_id: int
    event_code: str
    event_name: str
    round_id: int
    round_number: int
    round_name: str
    version: int
    newest_version: int
    published_at: datetime
    reason: str
    ranking_hash: str
    rules_hash: str
    bank_hash: str

    @property
    def is_newest(self) -> bool:
        """Whether no later version replaces it."""
        return self.version == self.newest_version


@dataclass(frozen=True, slots=True)
class InternalList:
    """A published version as staff see it."""

    published: PublishedList
    rows: tuple[FinalsRow, ...]


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """A published version as everybody may see it."""

    published: PublishedList
    rows: tuple[NoticeRow, ...]
    shows_score: bool


def lists_of_round(session: Session, round_id: int) -> tuple[PublishedList, ...]:
    """Return the published versions of one round, newest first; for staff."""
    query = (
        select(FinalsList, _newest_version())
        .where(FinalsList.round_id == round_id)
        .order_by(FinalsList.version.desc())
    )
    return tuple(_published(row, newest) for row, newest in session.execute(query))


def show_finals_list(session: Session, list_id: int) -> InternalList:
    """Return a published version as staff see it; raise ListNotFound."""
    row, newest = _find(session, list_id)
    return InternalList(_published(row, newest), tuple(row_from_json(each) for each in row.rows))


def public_list(session: Session, list_id: int) -> PublicNotice:
    """Return a published version as everybody may see it; raise ListNotFound, for a rehearsal's too."""
    row, newest = _find(session, list_id)
    if row.round.event.competition.is_rehearsal:
        raise ListNotFound
    shows_score = round_rules(session, row.round).show_score_on_notice
    rows = [row_from_json(each) for each in row.rows]
    return PublicNotice(_published(row, newest), notice_rows(rows, shows_score), shows_score)


def _newest_version() -> ScalarSelect[int]:
    other = aliased(FinalsList)
    newest = select(func.max(other.version)).where(other.round_id == FinalsList.round_id)
    return newest.correlate(FinalsList).scalar_subquery()


def _find(session: Session, list_id: int) -> tuple[FinalsList, int]:
    query = select(FinalsList, _newest_version()).where(FinalsList.id == list_id)
    found = session.execute(query).one_or_none()
    if found is None:
        raise ListNotFound
    return found


def _published(row: FinalsList, newest_version: int) -> PublishedList:
    event = row.round.event
    return PublishedList(
        id=row.id,
        competition_name=event.competition.name,
        event_id=event.id,
        event_code=event.code,
        event_name=event.name,
        round_id=row.round_id,
        round_number=row.round.number,
        round_name=row.round.name,
        version=row.version,
        newest_version=newest_version,
        published_at=row.published_at,
        reason=row.reason,
        ranking_hash=row.ranking_hash,
        rules_hash=row.rules_hash,
        bank_hash=row.bank_hash,
    )
