"""The device check without its script, and the address that measures the network."""

from __future__ import annotations

from datetime import datetime

from flask.testing import FlaskClient

from tests.web.browsing import Visitor
from tests.web.entrant.seats import Room, sign_in


def test_without_scripts_the_page_says_what_to_look_at(visitor: Visitor, room: Room) -> None:
    assert "/exam/device" in sign_in(visitor, room.person).links()
    words = visitor.open("/exam/device").words()
    assert "没有脚本也能答题" in words
    assert "手机时间不影响考试" in words
    assert "请不要用无痕模式答题" in words


def test_the_echo_is_small_uncached_and_tells_the_servers_clock(client: FlaskClient, now: datetime) -> None:
    answer = client.get("/exam/device/echo")
    assert answer.get_json() == {"now_ms": int(now.timestamp() * 1000)}
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(answer.get_data()) < 50
    assert "Set-Cookie" not in answer.headers
