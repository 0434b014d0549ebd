"""Add a round to an event: the first, or the next one, fed by the one before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.blueprint import InvalidBlueprint, blueprint_problems
from examapp.domain.errors import ExamError
from examapp.domain.rules import RoundRules, rules_to_json
from examapp.domain.rules_check import rules_problems
from examapp.services.audit_log import record
from examapp.services.edit_blueprint import InvalidRules, check_window, rules_and_blueprint
from examapp.services.find_round import subject_of
from examapp.services.qualify_for_next_round import qualify_if_published
from examapp.storage.contest import BlueprintVersion, Event, Round


class RoundNameTaken(ExamError):
    """本赛项已经有名为“{round}”的轮次。请换一个名称，或者直接设置那一轮。"""

    code = "round_name_taken"


def create_round(
    session: Session,
    *,
    event_id: int,
    name: str,
    opens_at: datetime,
    closes_at: datetime,
    rules: RoundRules,
    actor: str,
    now: datetime,
) -> int:
    """Add a round in draft after the event's last one and return its id.

    Who advanced in a published list of the round before may sit it at once. Raises InvalidWindow,
    InvalidBlueprint, InvalidRules, RoundNameTaken.
    """
    check_window(opens_at, closes_at)
    if problems := blueprint_problems(rules.blueprint):
        raise InvalidBlueprint(problems)
    if problems := rules_problems(rules):
        raise InvalidRules(problems)
    content, blueprint = rules_and_blueprint(rules)
    round_row = Round(
        event_id=event_id,
        number=_next_number(session, event_id, name.strip()),
        name=name.strip(),
        opens_at=opens_at,
        closes_at=closes_at,
        rules=content,
    )
    session.add(round_row)
    session.flush()
    session.add(
        BlueprintVersion(round_id=round_row.id, version=1, content=blueprint, created_at=now, actor=actor)
    )
    session.flush()
    _record(session, round_row, rules, actor, now)
    qualify_if_published(session, round_row=round_row, actor=actor, now=now)
    return round_row.id


def _next_number(session: Session, event_id: int, name: str) -> int:
    """Return the number of a round to be added, so that tapping twice does not add two."""
    session.execute(select(Event.id).where(Event.id == event_id).with_for_update(key_share=True))
    rounds = session.execute(select(Round.name, Round.number).where(Round.event_id == event_id)).all()
    if name in (taken for taken, _number in rounds):
        raise RoundNameTaken(round=name)
    return max((number for _name, number in rounds), default=0) + 1


def _record(session: Session, round_row: Round, rules: RoundRules, actor: str, now: datetime) -> None:
    after = {
        "name": round_row.name,
        "opens_at": round_row.opens_at.isoformat(),
        "closes_at": round_row.closes_at.isoformat(),
        "rules": rules_to_json(rules),
    }
    record(session, now=now, actor=actor, action="round.create", subject=subject_of(round_row), after=after)
