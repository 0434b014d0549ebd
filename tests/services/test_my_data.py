"""What is stored about a person, masked for the screen, and what they ask about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.data_requests import LONGEST_REQUEST, MOST_OPEN_REQUESTS
from examapp.services.answer_data_request import answer_data_request
from examapp.services.find_round import ReasonNeeded
from examapp.services.request_data_change import (
    RequestDecided,
    RequestEmpty,
    RequestNotFound,
    RequestTooLong,
    TooManyRequests,
    request_data_change,
    withdraw_data_request,
)
from examapp.services.show_data_requests import count_open_requests, list_data_requests
from examapp.services.show_my_data import MyData, show_my_data
from examapp.storage.audit import AuditEntry
from examapp.storage.people import Entrant
from examapp.storage.vault import Vault
from tests.services.cast import OpenRound, another_entry, open_round


@pytest.fixture
def me(session: Session, vault: Vault, now: datetime) -> OpenRound:
    """An entrant who accepted the notice."""
    return open_round(session, vault, now)


def _ask(session: Session, me: OpenRound, now: datetime, **changes: Any) -> int:
    values: dict[str, Any] = {"kind": "correct", "field": "name", "text": "应为王健", "now": now, **changes}
    return request_data_change(session, entrant_id=me.entrant_id, **values)


def _mine(session: Session, vault: Vault, me: OpenRound) -> MyData:
    return show_my_data(session, vault, entrant_id=me.entrant_id)


def test_id_and_mobile_are_shown_only_in_part(session: Session, vault: Vault, me: OpenRound) -> None:
    entrant = session.get_one(Entrant, me.entrant_id)
    entrant.id_number_encrypted = vault.encrypt_text("220102199001011234")
    entrant.mobile_encrypted = vault.encrypt_text("13812345678")
    found = _mine(session, vault, me)
    assert (found.id_number, found.mobile) == ("220*************34", "138****5678")
    assert "0102199" not in str(found)
    assert "12345678" not in str(found)


def test_entries_consents_and_counts_are_told(
    session: Session, vault: Vault, me: OpenRound, now: datetime
) -> None:
    found = _mine(session, vault, me)
    assert [entry.ticket for entry in found.entries] == [me.ticket]
    assert [(consent.version, consent.given_at) for consent in found.consents] == [("1", now)]
    assert (found.attempts, found.appeals) == (0, 0)


def test_a_request_is_seen_by_both_sides(
    session: Session, vault: Vault, me: OpenRound, now: datetime
) -> None:
    _ask(session, me, now)
    (mine,) = _mine(session, vault, me).requests
    (row,) = list_data_requests(session, page=1).rows
    assert (mine.kind, mine.field, mine.text, mine.state) == ("correct", "name", "应为王健", "open")
    assert (row.entrant_id, row.text) == (me.entrant_id, "应为王健")


@pytest.mark.parametrize("changes", [{}, {"kind": "delete", "field": None, "text": ""}])
def test_two_taps_make_one_request(
    session: Session, me: OpenRound, now: datetime, changes: dict[str, Any]
) -> None:
    assert _ask(session, me, now, **changes) == _ask(session, me, now, **changes)
    assert count_open_requests(session) == 1


def test_a_correction_says_what_is_right(session: Session, me: OpenRound, now: datetime) -> None:
    with pytest.raises(RequestEmpty):
        _ask(session, me, now, text=" ")
    with pytest.raises(RequestTooLong):
        _ask(session, me, now, text="字" * (LONGEST_REQUEST + 1))


def test_only_so_many_requests_wait_at_once(session: Session, me: OpenRound, now: datetime) -> None:
    for number in range(MOST_OPEN_REQUESTS):
        _ask(session, me, now, text=f"{number}")
    with pytest.raises(TooManyRequests):
        _ask(session, me, now, text="再来")


def test_an_answer_reaches_who_asked_and_stands(
    session: Session, vault: Vault, me: OpenRound, now: datetime
) -> None:
    request_id = _ask(session, me, now)
    answer = {"request_id": request_id, "answer": "已改", "actor": "chief", "now": now}
    for _ in range(2):
        answer_data_request(session, decision="done", **answer)  # type: ignore[arg-type]
    (mine,) = _mine(session, vault, me).requests
    assert (mine.state, mine.answer) == ("done", "已改")
    with pytest.raises(RequestDecided):
        answer_data_request(session, decision="declined", **answer)  # type: ignore[arg-type]
    with pytest.raises(RequestDecided):
        withdraw_data_request(session, entrant_id=me.entrant_id, request_id=request_id, now=now)


def test_an_answer_says_something(session: Session, me: OpenRound, now: datetime) -> None:
    with pytest.raises(ReasonNeeded):
        answer_data_request(
            session, request_id=_ask(session, me, now), decision="done", answer="", actor="chief", now=now
        )


def test_only_ones_own_request_is_withdrawn(
    session: Session, vault: Vault, me: OpenRound, now: datetime
) -> None:
    request_id = _ask(session, me, now)
    other = another_entry(session, vault, me, now)
    with pytest.raises(RequestNotFound):
        withdraw_data_request(session, entrant_id=other.entrant_id, request_id=request_id, now=now)
    withdraw_data_request(session, entrant_id=me.entrant_id, request_id=request_id, now=now)
    assert _mine(session, vault, me).requests[0].state == "withdrawn"


def test_the_log_tells_of_a_request_without_its_text(session: Session, me: OpenRound, now: datetime) -> None:
    _ask(session, me, now)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "data_request.submit")).one()
    assert entry.after == {"kind": "correct", "field": "name", "state": "open"}
    assert "王健" not in f"{entry.subject}{entry.after}{entry.reason}"
