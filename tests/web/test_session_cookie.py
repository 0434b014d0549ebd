"""The cookie says who is signed in; signing in and out write it, and no answer that comes back late."""

from __future__ import annotations

import pytest

from tests.web.browsing import Visitor
from tests.web.entrant.conftest import room as room
from tests.web.entrant.seats import Room, sign_in


@pytest.mark.parametrize("path", ["/exam/", "/static/icon.svg", "/", "/healthz"])
def test_no_answer_on_its_way_signs_somebody_in_again_who_has_signed_out(
    visitor: Visitor, room: Room, path: str
) -> None:
    sign_in(visitor, room.person)
    with visitor.client.get(path) as response:
        assert response.status_code == 200
        assert "Set-Cookie" not in response.headers
