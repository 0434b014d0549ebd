"""The pulse of a round: cheap to ask, the same for everybody, and true."""

from __future__ import annotations

from datetime import datetime

from flask.testing import FlaskClient

from examapp.services.extend_round import extend_round
from tests.web.browsing import Visitor
from tests.web.entrant.seats import Phone, Room, sign_in


def test_a_cache_may_answer_for_everybody(visitor: Visitor, room: Room) -> None:
    sign_in(visitor, room.person)
    answer = visitor.client.get(f"/exam/rounds/{room.round_id}/pulse")
    assert answer.get_json() == {"time_version": 0}
    assert answer.headers["Cache-Control"] == "public, max-age=5"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers


def test_it_changes_when_time_is_given(room: Room, phone: Phone, client: FlaskClient, now: datetime) -> None:
    with room.collaborators.database.transaction() as session:
        extend_round(session, round_id=room.round_id, seconds=600, reason="停电", actor="t", now=now)
    assert client.get(f"/exam/rounds/{room.round_id}/pulse").get_json() == {"time_version": 1}


def test_a_round_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    assert client.get("/exam/rounds/99/pulse").status_code == 404
