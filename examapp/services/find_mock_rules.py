"""Find the rules that practice follows: those of the event's newest round."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.rules import PRESETS, RoundRules
from examapp.services.prepared_rounds import round_rules
from examapp.storage.contest import BlueprintVersion, Round


def mock_rules(session: Session, event_id: int) -> RoundRules:
    """Return the rules of the newest round that has a blueprint, those of the short preset where none has."""
    newest = (
        select(Round)
        .join(BlueprintVersion, BlueprintVersion.round_id == Round.id)
        .where(Round.event_id == event_id)
        .order_by(Round.number.desc())
        .limit(1)
    )
    row = session.scalars(newest).first()
    return (round_rules(session, row) if row else None) or PRESETS["short"]
