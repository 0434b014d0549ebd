"""Detect that somebody else changed a round's settings while a form with them was open."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.questions import sha256_of
from examapp.domain.rules import Blueprint, RoundRules
from examapp.services.edit_blueprint import round_rules, rules_and_blueprint
from examapp.services.find_round import lock_round


class ChangedMeanwhile(ExamError):
    """您打开本页之后，有人修改过这些设置，所以没有保存。您填写的内容还在：请先核对现在的设置，仍要以您填写的为准，就再保存一次。"""

    code = "changed_meanwhile"


def settings_stamp(name: str, opens_at: datetime, closes_at: datetime, rules: RoundRules) -> str:
    """Return a value that differs when name, window, timing or advancement do."""
    content = rules_and_blueprint(rules)[0]
    return sha256_of([name, opens_at.isoformat(), closes_at.isoformat(), content])


def blueprint_stamp(blueprint: Blueprint) -> str:
    """Return a value that differs when the blueprint does."""
    return sha256_of(asdict(blueprint))


def check_settings_unchanged(session: Session, *, round_id: int, stamp: str) -> None:
    """Raise ChangedMeanwhile unless the stamp is that of the settings now; an empty stamp asks for nothing."""
    row = lock_round(session, round_id)
    current = settings_stamp(row.name, row.opens_at, row.closes_at, round_rules(session, row))
    if stamp and stamp != current:
        raise ChangedMeanwhile


def check_blueprint_unchanged(session: Session, *, round_id: int, stamp: str) -> None:
    """Raise ChangedMeanwhile unless the stamp is that of the blueprint now; an empty one asks for nothing."""
    row = lock_round(session, round_id)
    if stamp and stamp != blueprint_stamp(round_rules(session, row).blueprint):
        raise ChangedMeanwhile
