"""Leaving the page: Back asks first, and page exits are recorded and shown, no more."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import IPHONE, NewPhone
from tests.browser.phone_sitting import SKIPPING, choose, come_back, hide, ready, saved, skip, start, submit
from tests.browser.test_sitting_network import NO_STORAGE
from tests.web.conftest import Clock
from tests.web.entrant.seats import Room

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("device", [{}, IPHONE], ids=["android", "iphone"])
def test_back_asks_first_and_leaving_loses_nothing(
    new_phone: NewPhone, room: Room, device: dict[str, object]
) -> None:
    phone = new_phone(**device)
    page = start(phone, room.person)
    choose(page, 2, "B")
    saved(page)
    page.go_back()
    expect(page.get_by_role("heading", name="要离开答题吗？")).to_be_visible()
    expect(page.locator("#back-text")).to_contain_text("答案都已保存")
    page.get_by_role("button", name="留在本页").click()
    expect(page.locator("#back")).to_be_hidden()
    phone.set_offline(True)
    choose(page, 3, "D")
    page.go_back()
    expect(page.locator("#back-text")).to_contain_text("有 1 题还没有送到服务器，会留在本机")
    phone.set_offline(False)
    page.get_by_role("link", name="离开").click()
    page.get_by_role("link", name="继续答题").click()
    ready(page)
    saved(page)
    assert room.counted() == {2: ["B"], 3: ["D"]}


def test_back_closes_an_open_panel_first(new_phone: NewPhone, room: Room) -> None:
    page = start(new_phone(), room.person)
    for opener, panel in (("#open-card", "#card"), ("#large", "#reading")):
        page.locator(opener).click()
        expect(page.locator(panel)).to_be_visible()
        page.go_back()
        expect(page.locator(panel)).to_be_hidden()
    expect(page.locator("#back")).to_be_hidden()
    page.go_back()
    expect(page.locator("#back")).to_be_visible()
    page.go_back()
    expect(page.locator("#back")).to_be_hidden()


def test_back_still_asks_after_a_reload(new_phone: NewPhone, room: Room) -> None:
    page = start(new_phone(), room.person)
    page.reload()
    ready(page)
    page.go_back()
    expect(page.locator("#back")).to_be_visible()


def test_back_cannot_interrupt_the_handing_in(new_phone: NewPhone, room: Room) -> None:
    phone = new_phone()
    page = start(phone, room.person)
    phone.set_offline(True)
    page.locator("#open-card").click()
    page.locator("#card-submit").click()
    page.locator("#submit-now").click()
    page.go_back()
    expect(page.get_by_role("heading", name="正在交卷")).to_be_visible()
    phone.set_offline(False)
    expect(page.get_by_role("heading", name="交卷回执")).to_be_visible()


def test_who_would_lose_something_by_leaving_is_told(new_phone: NewPhone, room: Room) -> None:
    phone = new_phone()
    phone.add_init_script(NO_STORAGE)
    page = start(phone, room.person)
    phone.set_offline(True)
    choose(page, 1, "B")
    page.go_back()
    expect(page.locator("#back-text")).to_contain_text("现在离开会丢失")


@pytest.mark.parametrize("device", [{}, IPHONE], ids=["android", "iphone"])
def test_page_exits_are_recorded_and_shown_quietly(
    new_phone: NewPhone, room: Room, device: dict[str, object]
) -> None:
    phone = new_phone(**device)
    phone.add_init_script(SKIPPING)
    page = start(phone, room.person)
    page.locator("#open-card").click()
    expect(page.locator("#card-away")).to_be_hidden()
    page.locator("#card [data-close]").click()
    skip(page, 10)
    hide(page)
    skip(page, 30)
    come_back(page)
    hide(page)
    skip(page, 14)
    come_back(page)
    saved(page)
    page.locator("#open-card").click()
    expect(page.locator("#card-away")).to_contain_text("离开本页 2 次，共 4")
    page.locator("#card [data-close]").click()
    choose(page, 1, "B")
    saved(page)
    first, second = (row for row in room.journal() if row.kind == "away")
    assert (first.item, second.item) == (0, 0)
    assert 30_000 <= json.loads(first.response) < 90_000
    assert 14_000 <= json.loads(second.response) < 74_000
    assert first.elapsed_ms >= 10_000
    assert second.elapsed_ms >= first.elapsed_ms + 30_000


def test_a_glance_away_is_no_exit(new_phone: NewPhone, room: Room) -> None:
    phone = new_phone()
    phone.add_init_script("performance.now = () => window.still || 1000;")
    page = start(phone, room.person)
    hide(page)
    page.evaluate("() => { window.still = 1900; }")
    come_back(page)
    choose(page, 1, "B")
    saved(page)
    assert [row.kind for row in room.journal()] == ["answer"]


def test_leaving_for_another_page_is_an_exit_and_reloading_is_none(
    new_phone: NewPhone, room: Room, clock: Clock
) -> None:
    page = start(new_phone(), room.person)
    clock.advance(minutes=1)
    page.reload()
    ready(page)
    page.goto("/exam/")
    clock.advance(minutes=2)
    page.get_by_role("link", name="继续答题").click()
    ready(page)
    submit(page)
    (away,) = (row for row in room.journal() if row.kind == "away")
    assert 110_000 <= json.loads(away.response) < 180_000
