"""Start an entrant's one attempt at a round: draw the paper and fix the deadline."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain import paper as papers
from examapp.domain.errors import ExamError
from examapp.domain.timing import deadline, start_refusal
from examapp.services.prepared_rounds import PreparedRound, RoundNotFound, prepared_round
from examapp.services.record_consent import consent_state
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Qualification, Round
from examapp.storage.ids import integer_id
from examapp.storage.inserting import insert_or_keep
from examapp.storage.people import Entry
from examapp.storage.vault import Vault

ONLY_ATTEMPT = 1


class NotEntered(ExamError):
    """您没有报名这个赛项，请核对后从首页进入自己的赛项。"""

    code = "not_entered"


class EntryExcluded(ExamError):
    """您的参赛资格已被取消或已退赛，不能开始答题；如有疑问请联系组委会。"""

    code = "entry_excluded"


class ConsentMissing(ExamError):
    """开始答题前请先阅读并确认考试须知。"""

    code = "consent_missing"


class NotQualified(ExamError):
    """您没有取得本轮比赛的资格。"""

    code = "not_qualified"


class NotOpenYet(ExamError):
    """本轮比赛还没有开始，请在规定的时间内再来。"""

    code = "not_open_yet"


class RoundOver(ExamError):
    """本轮比赛已经结束，不能再开始答题。"""

    code = "round_over"


def start_attempt(session: Session, vault: Vault, *, entrant_id: int, round_id: int, now: datetime) -> int:
    """Return the id of the entrant's attempt, started now unless it was before.

    Two taps at once end in one attempt. Raises NotEntered, EntryExcluded, ConsentMissing, NotQualified,
    NotOpenYet or RoundOver when there is none and none may start.
    """
    entry = _entry(session, entrant_id, round_id)
    started = _started(session, round_id, entry.id)
    if started is not None:
        return started
    _check_entry(session, entry, round_id)
    prepared = prepared_round(session, vault, round_id)
    _check_time(prepared, now)
    _insert(session, prepared, entry, now)
    started = _started(session, round_id, entry.id)
    if started is None:
        raise RoundNotFound
    return started


def _entry(session: Session, entrant_id: int, round_id: int) -> Entry:
    entry = session.scalar(
        select(Entry)
        .join(Round, Round.event_id == Entry.event_id)
        .where(Round.id == integer_id(round_id))
        .where(Entry.entrant_id == entrant_id)
    )
    if entry is None:
        raise NotEntered
    return entry


def _started(session: Session, round_id: int, entry_id: int) -> int | None:
    return session.scalar(
        select(Attempt.id).where(
            Attempt.round_id == round_id, Attempt.entry_id == entry_id, Attempt.number == ONLY_ATTEMPT
        )
    )


def _check_entry(session: Session, entry: Entry, round_id: int) -> None:
    # Shared with other starts, but not with closing: a round never closes over an attempt it did not see.
    round_now = select(Round.state, Round.number).where(Round.id == round_id).with_for_update(read=True)
    state, number = session.execute(round_now).one()
    if state == "draft":
        raise NotOpenYet
    if state == "closed":
        raise RoundOver
    if entry.exclusion:
        raise EntryExcluded
    if number > 1 and session.get(Qualification, (round_id, entry.id)) is None:
        raise NotQualified
    if not consent_state(session, entry.entrant_id).given:
        raise ConsentMissing


def _check_time(prepared: PreparedRound, now: datetime) -> None:
    refusal = start_refusal(now, prepared.window)
    if refusal == "not_open_yet":
        raise NotOpenYet
    if refusal == "closed":
        raise RoundOver


def _insert(session: Session, prepared: PreparedRound, entry: Entry, now: datetime) -> None:
    paper = prepared.drawer.draw(prepared.key, prepared.event_code, entry.ticket, ONLY_ATTEMPT)
    ends_at = deadline(now, prepared.rules.timing, prepared.window, entry.extra_time_s, prepared.extensions)
    insert_or_keep(
        session,
        Attempt,
        round_id=prepared.id,
        entry_id=entry.id,
        number=ONLY_ATTEMPT,
        started_at=now,
        deadline_at=ends_at,
        paper=papers.paper_to_json(paper),
        paper_hash=papers.paper_hash(paper),
    )
