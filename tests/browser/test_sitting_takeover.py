"""One attempt, the newest phone: both sides are told."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import IPHONE, NewPhone
from tests.browser.phone_sitting import choose, go_on, ready, saved, start
from tests.web.entrant.seats import Room

pytestmark = pytest.mark.browser
TOOK_OVER = "已从另一台设备或页面接管"


@pytest.mark.parametrize("device", [{}, IPHONE], ids=["android", "iphone"])
def test_both_phones_are_told_of_a_takeover(
    new_phone: NewPhone, room: Room, device: dict[str, object]
) -> None:
    first = start(new_phone(), room.person)
    choose(first, 1, "B")
    saved(first)
    second = go_on(new_phone(**device), room.person)
    expect(second.locator("#notice")).to_contain_text(TOOK_OVER)
    choose(first, 1, "C")
    expect(first.get_by_role("heading", name="已在别处打开")).to_be_visible()
    assert room.counted() == {1: ["B"]}


def test_a_reload_and_a_return_on_the_same_phone_take_nothing_over(new_phone: NewPhone, room: Room) -> None:
    page = start(new_phone(), room.person)
    page.reload()
    ready(page)
    expect(page.locator("#notice")).to_be_hidden()
    page.goto("/exam/")
    page.get_by_role("link", name="继续答题").click()
    ready(page)
    expect(page.locator("#notice")).to_be_hidden()


def test_a_second_page_on_the_same_phone_stops_the_first_at_once(new_phone: NewPhone, room: Room) -> None:
    phone = new_phone()
    first = start(phone, room.person)
    second = phone.new_page()
    second.goto(first.url)
    ready(second)
    expect(first.get_by_role("heading", name="已在别处打开")).to_be_visible()
