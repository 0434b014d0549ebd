"""Open a round: freeze bank, rules and roster, and commit to the secret that papers are drawn with."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from examapp.domain.blueprint import BankTooSmall, InvalidBlueprint, blueprint_problems, shortages
from examapp.domain.errors import ExamError
from examapp.domain.questions import sha256_of
from examapp.domain.randomness import SECRET_BYTES, commitment
from examapp.domain.rules import RoundRules, rules_to_json
from examapp.services.audit_log import record
from examapp.services.check_round import current_bank
from examapp.services.edit_blueprint import round_rules
from examapp.services.find_round import RoundNotDraft, find_round, lock_round, subject_of
from examapp.services.freeze_bank import freeze_bank
from examapp.services.import_roster import roster_hash
from examapp.services.seal_keys import make_seal_key
from examapp.services.watch_round import count_eligible
from examapp.storage.contest import Round
from examapp.storage.vault import Vault


class NobodyMaySit(ExamError):
    """“{round}”没有可以参加的人：首轮请先导入参赛名册，后续轮次请先公布上一轮的晋级名单。"""

    code = "nobody_may_sit"


class WindowPast(ExamError):
    """“{round}”的时间窗口已经过去，请先修改开始和结束时间。"""

    code = "window_past"


def open_round(
    session: Session, vault: Vault, *, round_id: int, actor: str, now: datetime, public_number: str = ""
) -> str:
    """Open the round and return its commitment, which is to be published before anybody starts.

    Raises RoundNotDraft, WindowPast, NobodyMaySit, InvalidBlueprint, BankTooSmall.
    """
    round_row = lock_round(session, round_id)
    rules = _check(session, round_row, now)
    secret = secrets.token_bytes(SECRET_BYTES)
    round_row.bank_hash = freeze_bank(session, round_id=round_row.id)
    round_row.rules_hash = sha256_of(rules_to_json(rules))
    round_row.roster_hash = roster_hash(session, round_row.event_id)
    round_row.commitment = commitment(
        secret, round_row.bank_hash, round_row.rules_hash, round_row.roster_hash
    )
    round_row.sealed_secret = vault.encrypt(secret)
    round_row.public_number = public_number.strip()
    round_row.state, round_row.opened_at = "open", now
    session.flush()
    make_seal_key(session, vault, now)
    _record(session, round_row, actor, now)
    return round_row.commitment


def reasons_not_to_open(session: Session, *, round_id: int, now: datetime) -> tuple[ExamError, ...]:
    """Return what besides its bank and blueprint keeps a round from being opened now."""
    return tuple(_reasons(session, find_round(session, round_id), now))


def _reasons(session: Session, round_row: Round, now: datetime) -> Iterator[ExamError]:
    if round_row.state != "draft":
        yield RoundNotDraft(round=round_row.name)
    if round_row.closes_at <= now:
        yield WindowPast(round=round_row.name)
    if not count_eligible(session, round_row):
        yield NobodyMaySit(round=round_row.name)


def _check(session: Session, round_row: Round, now: datetime) -> RoundRules:
    for reason in _reasons(session, round_row, now):
        raise reason
    rules = round_rules(session, round_row)
    if problems := blueprint_problems(rules.blueprint):
        raise InvalidBlueprint(problems)
    if found := shortages(rules.blueprint, current_bank(session, round_row.event_id)):
        raise BankTooSmall(found)
    return rules


def _record(session: Session, round_row: Round, actor: str, now: datetime) -> None:
    after = {
        "state": round_row.state,
        "commitment": round_row.commitment,
        "bank_hash": round_row.bank_hash,
        "rules_hash": round_row.rules_hash,
        "roster_hash": round_row.roster_hash,
        "public_number": round_row.public_number,
    }
    record(
        session,
        now=now,
        actor=actor,
        action="round.open",
        subject=subject_of(round_row),
        before={"state": "draft"},
        after=after,
    )
