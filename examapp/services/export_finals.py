"""Export finals lists as a file: what is published, and rankings marked as not published where nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.finals_rows import row_from_json
from examapp.list_formats import LIST_FORMATS
from examapp.list_formats.finals_sheet import FinalsSheet
from examapp.services.audit_log import record
from examapp.services.find_round import find_event, find_round
from examapp.services.rank_round import current_ranking
from examapp.storage.contest import Competition, Event, Round
from examapp.storage.results import FinalsList
from examapp.storage.vault import Vault

LIST_FORMAT_CODES = sorted(LIST_FORMATS)


class UnknownListFormat(ExamError):
    """没有名为“{format}”的导出格式，可用：{known}。"""

    code = "unknown_list_format"


class NothingToExport(ExamError):
    """{events}还没有开放过任何轮次，没有名单可以导出。"""

    code = "nothing_to_export"


def export_finals(
    session: Session,
    vault: Vault,
    *,
    event_codes: Sequence[str],
    format: str,  # noqa: A002 - the word of the command line
    generated_at: datetime,
) -> bytes:
    """Return the file of the named events, of all events of the newest competition when none is named.

    Only reads: see `finals_sheets` for what is in it. Raises UnknownListFormat, EventNotFound,
    NothingToExport.
    """
    check_format(format)
    return write_lists(finals_sheets(session, vault, event_codes, generated_at), format)


def export_round(
    session: Session,
    vault: Vault,
    *,
    round_id: int,
    format: str,  # noqa: A002
    generated_at: datetime,
) -> bytes:
    """Return the file of one round; raise RoundNotFound, RoundNeverOpened, UnknownListFormat."""
    check_format(format)
    return write_lists([_sheet(session, vault, find_round(session, round_id), generated_at)], format)


def finals_sheets(
    session: Session, vault: Vault, event_codes: Sequence[str], generated_at: datetime
) -> list[FinalsSheet]:
    """Return the lists of the named events, of all when none is named; nothing is changed.

    Of each event the last round that was opened: its newest published version, else its ranking now,
    marked 未公布. Raises EventNotFound, NothingToExport.
    """
    events = [find_event(session, code) for code in dict.fromkeys(event_codes)]
    rounds = {event.code: _last_round(session, event) for event in events or _all_events(session)}
    missing = [code for code, found in rounds.items() if found is None]
    found_rounds = [found for found in rounds.values() if found is not None]
    if not found_rounds or (events and missing):
        raise NothingToExport(events=f"赛项 {'、'.join(missing)} " if missing else "大赛")
    return [_sheet(session, vault, each, generated_at) for each in found_rounds]


def write_lists(sheets: Sequence[FinalsSheet], format: str) -> bytes:  # noqa: A002
    """Return the file of the sheets; takes seconds for a whole contest, so hold no transaction open."""
    return LIST_FORMATS[format].write(sheets)


def record_export(session: Session, *, subject: str, format: str, actor: str, now: datetime) -> None:  # noqa: A002
    """Keep who took a list home: it names people with their scores. `subject` is what it was a list of."""
    record(session, now=now, actor=actor, action="finals.export", subject=subject, after={"format": format})


def check_format(format: str) -> None:  # noqa: A002
    """Raise UnknownListFormat unless there is such a format."""
    if format not in LIST_FORMATS:
        raise UnknownListFormat(format=format, known="、".join(LIST_FORMAT_CODES))


def _all_events(session: Session) -> list[Event]:
    newest = select(Competition.id).order_by(Competition.is_rehearsal, Competition.id.desc()).limit(1)
    query = select(Event).where(Event.competition_id == newest.scalar_subquery()).order_by(Event.code)
    return list(session.scalars(query))


def _last_round(session: Session, event: Event) -> Round | None:
    query = select(Round).where(Round.event_id == event.id, Round.state != "draft")
    return session.scalar(query.order_by(Round.number.desc()).limit(1))


def _sheet(session: Session, vault: Vault, round_row: Round, generated_at: datetime) -> FinalsSheet:
    newest = select(FinalsList).where(FinalsList.round_id == round_row.id).order_by(FinalsList.version.desc())
    published = session.scalar(newest.limit(1))
    if published is None:
        return _unpublished(session, vault, round_row, generated_at)
    return FinalsSheet(
        competition_name=round_row.event.competition.name,
        event_code=round_row.event.code,
        event_name=round_row.event.name,
        round_name=round_row.name,
        version=published.version,
        sitting=0,
        rows=tuple(row_from_json(row) for row in published.rows),
        rules_hash=published.rules_hash,
        bank_hash=published.bank_hash,
        ranking_hash=published.ranking_hash,
        generated_at=generated_at,
    )


def _unpublished(session: Session, vault: Vault, round_row: Round, generated_at: datetime) -> FinalsSheet:
    ranking = current_ranking(session, vault, round_id=round_row.id)
    return FinalsSheet(
        competition_name=round_row.event.competition.name,
        event_code=ranking.event_code,
        event_name=ranking.event_name,
        round_name=ranking.round_name,
        version=None,
        sitting=ranking.sitting,
        rows=ranking.rows,
        rules_hash=ranking.rules_hash,
        bank_hash=ranking.bank_hash,
        ranking_hash=ranking.ranking_hash,
        generated_at=generated_at,
    )
