"""Checking a rehearsal finds every acknowledged answer that the record lacks, and every wrong result."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from examapp.domain.rehearsal import Findings, Rehearsal, SittingLog
from examapp.services.check_rehearsal import check_rehearsal
from examapp.services.prepare_rehearsal import prepare_rehearsal
from examapp.storage.attempts import JournalRow
from examapp.storage.results import Result
from examapp.storage.vault import Vault
from tests.services.rehearsing import sit


@pytest.fixture
def rehearsal(session: Session, vault: Vault, now: datetime) -> Rehearsal:
    """Two events with two entrants each."""
    return prepare_rehearsal(session, vault, entrants=4, events=2, actor="cli", now=now)


@pytest.fixture
def logs(session: Session, vault: Vault, rehearsal: Rehearsal, now: datetime) -> list[SittingLog]:
    """What the phones of all four were promised."""
    return [sit(session, vault, entrant, now) for entrant in rehearsal.entrants]


def check(
    session: Session, vault: Vault, rehearsal: Rehearsal, logs: list[SittingLog], now: datetime
) -> Findings:
    """Check as the command does."""
    return check_rehearsal(session, vault, rehearsal=rehearsal, logs=logs, actor="cli", now=now)


def test_a_record_that_holds_everything_is_in_order(
    session: Session, vault: Vault, rehearsal: Rehearsal, logs: list[SittingLog], now: datetime
) -> None:
    findings = check(session, vault, rehearsal, logs, now)
    assert findings.acknowledged == sum(len(log.entries) for log in logs) > 4 * 80
    assert (findings.lost, findings.wrong, findings.results, findings.ranked) == (0, 0, 4, 4)
    assert findings.repeatable
    assert findings.finals_bytes > 0


def test_a_missing_row_is_a_lost_answer(
    session: Session, vault: Vault, rehearsal: Rehearsal, logs: list[SittingLog], now: datetime
) -> None:
    gone = (JournalRow.attempt_id == logs[0].attempt_id) & (JournalRow.sitting == 1) & (JournalRow.seq == 1)
    session.execute(delete(JournalRow).where(gone))
    findings = check(session, vault, rehearsal, logs, now)
    assert (findings.lost, len(findings.examples)) == (1, 1)


@pytest.mark.parametrize(
    "changed", [{"item": 79}, {"response": '["Z"]'}, {"status": "late"}, {"kind": "flag"}], ids=str
)
def test_a_row_that_says_something_else_is_a_lost_answer(
    session: Session,
    vault: Vault,
    rehearsal: Rehearsal,
    logs: list[SittingLog],
    now: datetime,
    changed: dict[str, object],
) -> None:
    row = (JournalRow.attempt_id == logs[0].attempt_id) & (JournalRow.sitting == 1) & (JournalRow.seq == 1)
    session.execute(update(JournalRow).where(row).values(**changed))
    assert check(session, vault, rehearsal, logs, now).lost == 1


@pytest.mark.parametrize(
    "changed", [{"total": 1}, {"responses": {"1": ["A"]}}, {"answered": 3}, {"is_current": False}], ids=str
)
def test_a_result_that_differs_from_the_phones_own_count_is_wrong(
    session: Session,
    vault: Vault,
    rehearsal: Rehearsal,
    logs: list[SittingLog],
    now: datetime,
    changed: dict[str, object],
) -> None:
    session.execute(update(Result).where(Result.attempt_id == logs[1].attempt_id).values(**changed))
    assert check(session, vault, rehearsal, logs, now).wrong == 1


def test_options_shown_in_another_order_than_they_were_graded_in_are_noticed(
    session: Session, vault: Vault, rehearsal: Rehearsal, logs: list[SittingLog], now: datetime
) -> None:
    shown = [replace(item, options=tuple(reversed(item.options))) for item in logs[0].items]
    findings = check(session, vault, rehearsal, [replace(logs[0], items=tuple(shown)), *logs[1:]], now)
    assert findings.wrong == 1


def test_an_unfinished_attempt_must_still_hold_what_was_acknowledged(
    session: Session, vault: Vault, rehearsal: Rehearsal, logs: list[SittingLog], now: datetime
) -> None:
    unfinished = replace(logs[0], finished=False)
    findings = check(session, vault, rehearsal, [unfinished, *logs[1:]], now)
    assert (findings.lost, findings.results) == (0, 3)
