"""A closed round whose scores are released, for tests of what comes after."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from examapp.domain.rules import AdvancementRules, RoundRules
from examapp.services.close_attempt import submit_attempt
from examapp.services.close_round import close_round
from examapp.services.publish_finals_list import publish_finals_list
from examapp.services.release_scores import release_scores
from examapp.storage.vault import Vault
from tests import factories
from tests.services.cast import Seated, answer, open_round, seat

RULES = replace(
    RoundRules(factories.SMALL_BLUEPRINT),
    advancement=AdvancementRules(minimum_score=0, floor_minimum_score=0),
)


def handed_in(session: Session, vault: Vault, now: datetime, rules: RoundRules = RULES) -> Seated:
    """An attempt with one answer, handed in half an hour after `now`."""
    seated = seat(session, vault, now, open_round(session, vault, now, rules))
    submit_attempt(
        session,
        vault,
        **seated.mine,
        token=seated.sitting.token,
        entries=[answer(1, 1, ("B",))],
        now=now + timedelta(minutes=30),
    )
    return seated


def end_round(session: Session, vault: Vault, seated: Seated, now: datetime) -> None:
    """Close the round."""
    close_round(
        session, vault, round_id=seated.round.round_id, actor="chief", now=now, reason="结束", force=True
    )


def released(session: Session, vault: Vault, now: datetime, rules: RoundRules = RULES) -> Seated:
    """An attempt handed in, its round closed and its scores released an hour after `now`."""
    seated = handed_in(session, vault, now, rules)
    later = now + timedelta(hours=1)
    end_round(session, vault, seated, later)
    release_scores(session, round_id=seated.round.round_id, actor="chief", now=later)
    return seated


def publish(session: Session, vault: Vault, seated: Seated, now: datetime) -> None:
    """Publish the round's list, by the organizer "chief"."""
    publish_finals_list(session, vault, round_id=seated.round.round_id, actor="chief", now=now, reason="更正")
