"""Show the notice that an entrant must accept, and record that it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.storage.contest import Competition
from examapp.storage.inserting import insert_or_keep
from examapp.storage.people import Consent, Entrant


class NoticeChanged(ExamError):
    """考试须知已经更新，请重新阅读并确认。"""

    code = "notice_changed"


class EntrantNotFound(ExamError):
    """没有这位参赛职工，请重新登录。"""

    code = "entrant_not_found"


@dataclass(frozen=True, slots=True)
class ConsentState:
    """The notice in force and whether this entrant accepted it."""

    version: str
    text: str
    given: bool


def consent_state(session: Session, entrant_id: int) -> ConsentState:
    """Return the notice of the entrant's competition; raise EntrantNotFound."""
    competition = session.scalar(
        select(Competition)
        .join(Entrant, Entrant.competition_id == Competition.id)
        .where(Entrant.id == entrant_id)
    )
    if competition is None:
        raise EntrantNotFound
    given = session.get(Consent, (entrant_id, competition.notice_version)) is not None
    return ConsentState(competition.notice_version, competition.notice_text, given)


def give_consent(session: Session, *, entrant_id: int, version: str, now: datetime) -> None:
    """Record that the entrant accepted the notice; raise NoticeChanged when that is not the one in force.

    The first acceptance stays; another of the same version changes nothing.
    """
    if consent_state(session, entrant_id).version != version:
        raise NoticeChanged
    insert_or_keep(session, Consent, entrant_id=entrant_id, notice_version=version, given_at=now)
