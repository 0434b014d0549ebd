"""Show a round to staff: its schedule, rules in force, hashes and extensions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.rules import RoundRules
from examapp.services.edit_blueprint import round_rules
from examapp.services.show_contest import Phase, phase_of
from examapp.storage.contest import Round


@dataclass(frozen=True, slots=True)
class ExtensionCard:
    """Time given to everybody who was sitting."""

    granted_at: datetime
    seconds: int
    reason: str
    actor: str


@dataclass(frozen=True, slots=True)
class RoundDetail:
    """Everything staff see of a round besides its counts; hashes are empty in draft."""

    id: int
    event_id: int
    event_code: str
    event_name: str
    number: int
    name: str
    state: str
    phase: Phase
    opens_at: datetime
    closes_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    scores_released_at: datetime | None
    commitment: str
    rules_hash: str
    bank_hash: str
    roster_hash: str
    public_number: str
    rules: RoundRules
    blueprint_version: int
    extensions: tuple[ExtensionCard, ...]


def show_round(session: Session, *, event_id: int, number: int, now: datetime) -> RoundDetail | None:
    """Return the round of that number, None when the event has none."""
    row = session.scalar(select(Round).where(Round.event_id == event_id, Round.number == number))
    return _detail(session, row, now) if row else None


def _detail(session: Session, row: Round, now: datetime) -> RoundDetail:
    rules = round_rules(session, row)
    return RoundDetail(
        id=row.id,
        event_id=row.event_id,
        event_code=row.event.code,
        event_name=row.event.name,
        number=row.number,
        name=row.name,
        state=row.state,
        phase=phase_of(row.state, row.opens_at, row.closes_at, now),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        scores_released_at=row.scores_released_at,
        commitment=row.commitment,
        rules_hash=row.rules_hash,
        bank_hash=row.bank_hash,
        roster_hash=row.roster_hash,
        public_number=row.public_number,
        rules=rules,
        blueprint_version=row.blueprints[-1].version,
        extensions=tuple(
            ExtensionCard(each.granted_at, each.seconds, each.reason, each.actor) for each in row.extensions
        ),
    )
