"""Filing an appeal: in time, about something there is, once, and with an answer by somebody else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.appeals import LONGEST_APPEAL, MOST_APPEALS
from examapp.domain.errors import ExamError
from examapp.services.answer_appeal import AnswerBySomeoneElse, answer_appeal
from examapp.services.find_round import ReasonNeeded
from examapp.services.my_appeals import my_appeals
from examapp.services.own_attempts import AttemptNotFound
from examapp.services.show_appeals import count_open_appeals, list_appeals
from examapp.services.show_result import StillOpen
from examapp.services.submit_appeal import (
    AppealDecided,
    AppealEmpty,
    AppealNotFound,
    AppealNotYet,
    AppealTooLate,
    AppealTooLong,
    NoSuchItem,
    TooManyAppeals,
    submit_appeal,
    withdraw_appeal,
)
from examapp.storage.afterwards import Appeal
from examapp.storage.audit import AuditEntry
from examapp.storage.vault import Vault
from tests.services.afterwards import handed_in, publish, released
from tests.services.cast import Seated, another_entry, seat

HALF_HOUR = timedelta(minutes=30)


def _file(session: Session, seated: Seated, now: datetime, **changes: Any) -> int:
    values: dict[str, Any] = {**seated.mine, "kind": "incident", "text": "断电", "now": now, **changes}
    return submit_appeal(session, **values)


def _decide(session: Session, now: datetime, **changes: Any) -> None:
    appeal_id = session.scalars(select(Appeal.id)).one()
    values: dict[str, Any] = {"decision": "upheld", "answer": "属实", "actor": "other", "now": now, **changes}
    answer_appeal(session, appeal_id=appeal_id, **values)


def test_an_appeal_is_seen_by_its_author_and_by_staff(session: Session, vault: Vault, now: datetime) -> None:
    seated = handed_in(session, vault, now)
    _file(session, seated, now + HALF_HOUR)
    (mine,) = my_appeals(session, **seated.mine).appeals
    assert (mine.kind, mine.text, mine.state) == ("incident", "断电", "open")
    (row,) = list_appeals(session, page=1).rows
    assert (row.ticket, row.text) == (seated.round.ticket, "断电")


def test_two_taps_file_one_appeal(session: Session, vault: Vault, now: datetime) -> None:
    seated = handed_in(session, vault, now)
    assert _file(session, seated, now + HALF_HOUR) == _file(session, seated, now + HALF_HOUR)
    assert count_open_appeals(session) == 1


def test_an_incident_is_told_within_two_hours(session: Session, vault: Vault, now: datetime) -> None:
    seated = handed_in(session, vault, now)
    with pytest.raises(AppealTooLate):
        _file(session, seated, now + HALF_HOUR + timedelta(hours=2, seconds=1))


@pytest.mark.parametrize("kind", ["score", "question"])
def test_before_the_release_neither_score_nor_question_is_appealed(
    session: Session, vault: Vault, now: datetime, kind: str
) -> None:
    seated = handed_in(session, vault, now)
    with pytest.raises(AppealNotYet):
        _file(session, seated, now + HALF_HOUR, kind=kind, item=1)


def test_after_the_release_a_question_is_appealed_by_its_number(
    session: Session, vault: Vault, now: datetime
) -> None:
    seated = released(session, vault, now)
    _file(session, seated, now + timedelta(hours=2), kind="question", item=8)
    assert my_appeals(session, **seated.mine).appeals[0].item == 8


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"kind": "question", "item": 0}, NoSuchItem),
        ({"kind": "question", "item": 9}, NoSuchItem),
        ({"text": "  \r\n"}, AppealEmpty),
        ({"text": "字" * (LONGEST_APPEAL + 1)}, AppealTooLong),
        ({"attempt_id": 424242}, AttemptNotFound),
        ({"entrant_id": 424242}, AttemptNotFound),
    ],
)
def test_what_makes_no_sense_is_refused(
    session: Session, vault: Vault, now: datetime, changes: dict[str, Any], refusal: type[ExamError]
) -> None:
    seated = released(session, vault, now)
    with pytest.raises(refusal):
        _file(session, seated, now + timedelta(hours=2), **changes)


def test_a_running_attempt_has_no_appeals(session: Session, vault: Vault, now: datetime) -> None:
    seated = seat(session, vault, now)
    with pytest.raises(StillOpen):
        _file(session, seated, now)


def test_an_attempt_has_ten_appeals_at_most(session: Session, vault: Vault, now: datetime) -> None:
    seated = handed_in(session, vault, now)
    for number in range(MOST_APPEALS):
        _file(session, seated, now + HALF_HOUR, text=f"第 {number} 次")
    with pytest.raises(TooManyAppeals):
        _file(session, seated, now + HALF_HOUR, text="再一次")


def test_an_open_appeal_is_withdrawn_once(session: Session, vault: Vault, now: datetime) -> None:
    seated = handed_in(session, vault, now)
    _file(session, seated, now + HALF_HOUR)
    for _ in range(2):
        withdraw_appeal(session, **seated.mine, number=1, now=now + HALF_HOUR)
    assert my_appeals(session, **seated.mine).appeals[0].state == "withdrawn"
    with pytest.raises(AppealDecided):
        _decide(session, now)


def test_nobody_elses_appeal_is_withdrawn(session: Session, vault: Vault, now: datetime) -> None:
    seated = handed_in(session, vault, now)
    _file(session, seated, now + HALF_HOUR)
    other = another_entry(session, vault, seated.round, now)
    with pytest.raises(AttemptNotFound):
        withdraw_appeal(session, entrant_id=other.entrant_id, attempt_id=seated.attempt_id, number=1, now=now)
    with pytest.raises(AppealNotFound):
        withdraw_appeal(session, **seated.mine, number=2, now=now)


def test_an_answer_is_read_by_its_author_and_stands(session: Session, vault: Vault, now: datetime) -> None:
    seated = handed_in(session, vault, now)
    _file(session, seated, now + HALF_HOUR)
    _decide(session, now + timedelta(hours=3))
    (mine,) = my_appeals(session, **seated.mine).appeals
    assert (mine.state, mine.answer) == ("upheld", "属实")
    _decide(session, now + timedelta(hours=4))
    with pytest.raises(AppealDecided):
        _decide(session, now, decision="rejected")
    with pytest.raises(AppealDecided):
        withdraw_appeal(session, **seated.mine, number=1, now=now)


def test_an_answer_needs_a_reason(session: Session, vault: Vault, now: datetime) -> None:
    seated = handed_in(session, vault, now)
    _file(session, seated, now + HALF_HOUR)
    with pytest.raises(ReasonNeeded):
        _decide(session, now, answer=" ")


def test_who_published_the_list_does_not_judge_an_appeal_against_it(
    session: Session, vault: Vault, now: datetime
) -> None:
    seated = released(session, vault, now)
    publish(session, vault, seated, now + timedelta(hours=1))
    _file(session, seated, now + timedelta(hours=2), kind="score")
    with pytest.raises(AnswerBySomeoneElse):
        _decide(session, now, actor="chief")
    _decide(session, now, actor="deputy")


def test_the_log_tells_of_an_appeal_without_its_text(session: Session, vault: Vault, now: datetime) -> None:
    seated = handed_in(session, vault, now)
    _file(session, seated, now + HALF_HOUR, text="张三的电脑坏了")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "appeal.submit")).one()
    assert entry.subject == f"event:11 round:1 ticket:{seated.round.ticket} appeal:1"
    assert "张三" not in str((entry.after, entry.reason))
