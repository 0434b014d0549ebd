"""A closed round with made-up results, to rank and to publish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from examapp.domain.rules import AdvancementRules, RoundRules
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Competition, Event, Round
from examapp.storage.people import Entry
from examapp.storage.results import Result
from examapp.storage.vault import Vault
from tests import factories


@dataclass(frozen=True)
class Score:
    """A result to be: 单选, 多选 and 判断 in centipoints, and seconds used."""

    single: int = 0
    multiple: int = 0
    judge: int = 0
    time_used_s: int = 600


def rules(**advancement: object) -> RoundRules:
    """Rules of the small blueprint, a quota of two and one alternate unless changed."""
    chosen: dict[str, object] = {
        "minimum_score": 0,
        "quota": 2,
        "employer_cap": None,
        "delegation_cap": None,
        "alternates_minimum": 1,
        **advancement,
    }
    return RoundRules(factories.SMALL_BLUEPRINT, advancement=AdvancementRules(**chosen))  # type: ignore[arg-type]


def add_attempt(session: Session, round_row: Round, entry: Entry, now: datetime) -> Attempt:
    """A running attempt that began at `now`."""
    attempt = Attempt(
        round_id=round_row.id,
        entry_id=entry.id,
        started_at=now,
        deadline_at=now + timedelta(hours=1),
        paper={"event": "11", "ticket": entry.ticket, "attempt": 1, "items": []},
        paper_hash="0" * 64,
    )
    session.add(attempt)
    session.flush()
    return attempt


def add_result(session: Session, round_row: Round, entry: Entry, score: Score, now: datetime) -> Result:
    """A closed attempt of the entry with this score."""
    attempt = add_attempt(session, round_row, entry, now)
    attempt.state, attempt.closed_by, attempt.closed_at = "closed", "entrant", now
    result = Result(
        attempt_id=attempt.id,
        total=score.single + score.multiple + score.judge,
        section_scores={"single": score.single, "multiple": score.multiple, "judge": score.judge},
        marks=[],
        responses={},
        answers_hash="0" * 64,
        answered=0,
        time_used_ms=score.time_used_s * 1000,
        graded_at=now,
    )
    session.add(result)
    session.flush()
    return result


def ranked_round(
    session: Session,
    vault: Vault,
    now: datetime,
    scores: Sequence[Score],
    round_rules: RoundRules | None = None,
    code: str = "11",
) -> Round:
    """A closed round in which entrant n of the event has the n-th score; names are 职工0, 职工1, …"""
    competition = session.query(Competition).one_or_none() or factories.make_competition(session, now)
    event = factories.make_event(session, competition, code=code, name=f"赛项{code}")
    factories.make_bank(session, event, now)
    row = factories.make_round(session, event, now, rules=round_rules or rules())
    factories.freeze_round(session, vault, row, now)
    for number, score in enumerate(scores):
        add_result(session, row, factories.make_entry(session, vault, event, number), score, now)
    row.state, row.closed_at = "closed", now
    session.flush()
    return row


def entry_named(session: Session, round_row: Round, number: int) -> Entry:
    """The entry of entrant n of the round's event."""
    entries = session.query(Entry).join(Event).filter(Event.id == round_row.event_id).order_by(Entry.ticket)
    return entries.all()[number]
