"""Find the competition that commands mean when they name none."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.services.import_roster import event_names
from examapp.storage.contest import Competition
from examapp.storage.database import Database


class NoCompetition(ExamError):
    """还没有大赛，请先建立大赛和赛项（试用可运行 flask demo prepare）。"""

    code = "no_competition"


def find_competition(session: Session) -> int:
    """Return the id of the newest competition that is no rehearsal; raise NoCompetition."""
    query = select(Competition.id).where(~Competition.is_rehearsal).order_by(Competition.id.desc()).limit(1)
    found = session.scalar(query)
    if found is None:
        raise NoCompetition
    return found


def known_event_names(database: Database) -> dict[str, str] | None:
    """Return the events' names by code, None while there is no database, or none with events in it."""
    try:
        with database.reading() as session:
            return event_names(session, find_competition(session)) or None
    except (DBAPIError, NoCompetition):
        # Away, not migrated yet, or empty: a roster can be checked all the same.
        return None
