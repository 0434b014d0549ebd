"""What the staff's script does for their forms, in Chromium."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import datetime

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Error, Route, expect

from examapp.storage.contest import RoundExtension
from tests.browser.conftest import NewPhone
from tests.web.staff_acts import count, show
from tests.web.staff_cast import Contest, make_contest

CLICK_TWICE = """() => {
    const button = document.querySelector("form[action$=extend] button");
    button.click();
    setTimeout(() => button.click(), 100);
}"""


@pytest.fixture
def contest(app: Flask, now: datetime) -> Contest:
    """A contest, with the round of the other event open."""
    contest = make_contest(app, now)
    coordinator = contest.visitor("other")
    show(coordinator, f"/coordinate/events/{contest.other}/rounds/1")
    coordinator.submit("/open", {"open-confirmed": "y"})
    return contest


@pytest.fixture
def desktop(contest: Contest, new_phone: NewPhone, address: str) -> BrowserContext:
    """The other coordinator's browser, signed in."""
    desktop = new_phone(viewport={"width": 1280, "height": 800}, is_mobile=False, has_touch=False)
    client = contest.app.test_client()
    contest.sign_in(client, "other")
    cookie = client.get_cookie("examapp")
    assert cookie is not None
    desktop.add_cookies([{"name": "examapp", "value": cookie.value, "url": address}])
    return desktop


def test_a_second_click_while_the_answer_is_awaited_sends_nothing(
    contest: Contest, desktop: BrowserContext
) -> None:
    page, sent = desktop.new_page(), []
    page.goto(f"/coordinate/events/{contest.other}/rounds/1")
    page.fill("[name=extend-minutes]", "5")
    page.fill("[name=extend-reason]", "断网")
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.route("**/extend", _answer_late)
    page.evaluate(CLICK_TWICE)
    expect(page.get_by_text("已加时 5 分钟")).to_be_visible()
    assert (len(sent), count(contest, RoundExtension)) == (1, 1)


def test_what_cannot_be_undone_is_asked_about_first(contest: Contest, desktop: BrowserContext) -> None:
    page, asked = desktop.new_page(), []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.goto(f"/coordinate/events/{contest.other}/rounds/1")
    page.fill("[name=close-reason]", "按期结束")
    page.get_by_role("button", name="结束本轮").click()
    assert "不能重新开放" in asked[0]
    page.reload()
    expect(page.get_by_text("进行中")).to_be_visible()


def _answer_late(route: Route) -> None:
    time.sleep(0.5)
    with suppress(Error):  # a request that another one replaced is gone
        route.continue_()
