"""The start button at a mass start: released person by person, and by itself at the opening."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.conftest import NewPhone
from tests.web.conftest import Clock
from tests.web.entrant.seats import Room, make_room

pytestmark = pytest.mark.browser


@pytest.fixture
def room(app: Flask, now: datetime) -> Room:
    """An open round."""
    return make_room(app, now)


def test_who_waits_sees_how_long_and_may_start_without_reloading(
    new_phone: NewPhone, room: Room, clock: Clock
) -> None:
    clock.advance(hours=-1, seconds=-5)
    page = new_phone().new_page()
    page.goto("/exam/")
    page.get_by_label("准考证号").fill(room.person.ticket)
    page.get_by_label("密码").fill(room.person.pin)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_text("可以开始，到时本页自动刷新")).to_be_visible()
    clock.advance(seconds=35)
    expect(page.get_by_role("button", name="开始答题（60 分钟）")).to_be_enabled(timeout=60_000)
