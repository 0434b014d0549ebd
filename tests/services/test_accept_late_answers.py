"""Late answers count when an organizer accepts them, with a reason, as a new version of the result."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.services.accept_late_answers import (
    LateAnswers,
    NothingLate,
    accept_late_answers,
    late_answers,
)
from examapp.services.close_attempt import submit_attempt
from examapp.services.find_round import ReasonNeeded
from examapp.services.own_attempts import AttemptNotFound
from examapp.services.save_answers import save_answers
from examapp.storage.attempts import Attempt
from examapp.storage.audit import AuditEntry
from examapp.storage.results import Result
from examapp.storage.vault import Vault
from tests.services.cast import Seated, answer, seat

REASON = "考点断网，校验码与登记一致"


@pytest.fixture
def seated(session: Session, vault: Vault, now: datetime) -> Seated:
    """Someone who answered item 1 in time, handed in, and whose item 2 came an hour later."""
    seated = seat(session, vault, now)
    mine = {**seated.mine, "token": seated.sitting.token}
    save_answers(session, vault, **mine, entries=[answer(1, 1)], now=now)
    submit_attempt(session, vault, **mine, now=now + timedelta(minutes=5))
    _send(session, vault, seated, now, 2)
    return seated


def _send(session: Session, vault: Vault, seated: Seated, now: datetime, seq: int) -> None:
    late = now + timedelta(hours=2)
    mine = {**seated.mine, "token": seated.sitting.token}
    save_answers(session, vault, **mine, entries=[answer(seq, seq, ("B",))], now=late)


def _which(seated: Seated) -> dict[str, int]:
    return {"event_id": seated.round.event_id, "entry_id": seated.round.entry_id, "round_number": 1}


def _accept(
    session: Session, vault: Vault, seated: Seated, now: datetime, reason: str = REASON
) -> LateAnswers:
    return accept_late_answers(session, vault, **_which(seated), reason=reason, actor="chief", now=now)


def _results(session: Session) -> list[Result]:
    return list(session.scalars(select(Result).order_by(Result.version)))


def test_what_would_change_is_told_before_and_nothing_changes_by_it(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    found = late_answers(session, vault, **_which(seated), now=now)
    assert found is not None
    assert found.items == (2,)
    assert [result.total for result in _results(session)] == [found.total_before]


def test_an_accepted_answer_counts_in_a_new_version_and_the_old_one_stays(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    told = late_answers(session, vault, **_which(seated), now=now)
    assert _accept(session, vault, seated, now + timedelta(days=1)) == told
    first, second = _results(session)
    assert (first.version, first.is_current, first.responses) == (1, False, {"1": ["A"]})
    assert (second.version, second.is_current, second.responses) == (2, True, {"1": ["A"], "2": ["B"]})
    assert (second.reason, second.total) == (REASON, told.total_after if told else None)
    assert second.time_used_ms == first.time_used_ms == 5 * 60_000


def test_the_act_is_in_the_log_with_totals_and_items(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    change = _accept(session, vault, seated, now)
    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "attempt.accept_late"))
    assert entry.before == {"total": change.total_before}
    assert entry.after == {"total": change.total_after, "items": [2]}
    assert (entry.actor, entry.reason) == ("chief", REASON)


def test_accepting_twice_is_refused_until_something_else_comes(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    _accept(session, vault, seated, now)
    with pytest.raises(NothingLate):
        _accept(session, vault, seated, now)
    assert late_answers(session, vault, **_which(seated), now=now) is None
    _send(session, vault, seated, now, 3)
    assert _accept(session, vault, seated, now).items == (3,)
    assert [result.is_current for result in _results(session)] == [False, False, True]


def test_a_reason_is_needed(session: Session, vault: Vault, now: datetime, seated: Seated) -> None:
    with pytest.raises(ReasonNeeded):
        _accept(session, vault, seated, now, " ")
    assert len(_results(session)) == 1


def test_a_running_attempt_and_one_without_late_answers_have_nothing_to_accept(
    session: Session, vault: Vault, now: datetime
) -> None:
    seated = seat(session, vault, now)
    assert late_answers(session, vault, **_which(seated), now=now) is None
    with pytest.raises(NothingLate):
        _accept(session, vault, seated, now)
    submit_attempt(session, vault, **seated.mine, token=seated.sitting.token, now=now)
    with pytest.raises(NothingLate):
        _accept(session, vault, seated, now)


def test_an_attempt_that_there_is_not_is_not_found(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    with pytest.raises(AttemptNotFound):
        accept_late_answers(
            session,
            vault,
            **{**_which(seated), "event_id": seated.round.event_id + 1},
            reason=REASON,
            actor="chief",
            now=now,
        )
    assert session.scalars(select(Attempt)).one().state == "closed"
