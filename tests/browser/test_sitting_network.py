"""A bad network, no storage and slow scripts: what is called saved is, and nothing is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import IPHONE, NewPhone
from tests.browser.phone_sitting import (
    SKIPPING,
    choose,
    come_back,
    go_on,
    go_to,
    hide,
    ready,
    saved,
    sign_in,
    skip,
    start,
)
from tests.web.entrant.seats import Room

pytestmark = pytest.mark.browser
NEVER_DONE_TYPING = """
    window.setTimeout = (wait => (does, ms) => ms === 800 ? 1 : wait(does, ms))(window.setTimeout);
"""
NO_STORAGE = (
    "Object.defineProperty(window, 'localStorage', {get: function () { throw new Error('refused'); }});"
)


def lose_first_reply(page: Page, address: str) -> list[str]:
    """The first request to such an address arrives, but its reply doesn't; the list tells of each request."""
    seen: list[str] = []

    def answer(route: Route) -> None:
        seen.append(route.request.url)
        if len(seen) == 1:
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    page.route(address, answer)
    return seen


@pytest.mark.parametrize("device", [{}, IPHONE], ids=["android", "iphone"])
def test_a_start_whose_reply_is_lost_is_one_attempt(
    new_phone: NewPhone, room: Room, device: dict[str, object]
) -> None:
    phone = new_phone(**device)
    page = sign_in(phone, room.person)
    seen = lose_first_reply(page, "**/start")
    page.get_by_role("button", name="开始答题").click()
    page.wait_for_url("chrome-error://**")
    page.close()
    page = go_on_signed_in(phone.new_page())
    choose(page, 1, "B")
    saved(page)
    assert len(seen) == 1
    assert room.attempt().state == "open"
    assert room.counted() == {1: ["B"]}


def go_on_signed_in(page: Page) -> Page:
    """The sitting taken up from my events."""
    page.goto("/exam/")
    page.get_by_role("link", name="继续答题").click()
    ready(page)
    return page


@pytest.mark.parametrize("device", [{}, IPHONE], ids=["android", "iphone"])
def test_an_answer_whose_reply_is_lost_is_sent_again_and_stored_once(
    new_phone: NewPhone, room: Room, device: dict[str, object]
) -> None:
    page = start(new_phone(**device), room.person)
    seen = lose_first_reply(page, "**/answers")
    choose(page, 1, "B")
    saved(page)
    assert len(seen) > 1
    assert [row.response for row in room.journal()] == ['["B"]']


def test_text_still_being_typed_is_not_called_saved(new_phone: NewPhone, room: Room) -> None:
    page = start(new_phone(), room.person)
    go_to(page, 8)
    saved(page)
    said = page.get_by_label("答案").evaluate(
        """input => {
            input.value = '5';
            input.dispatchEvent(new Event('input', {bubbles: true}));
            return document.getElementById('saved').textContent;
        }"""
    )
    assert said == "未保存（1）"
    saved(page)
    assert room.counted() == {8: ["5"]}


def test_unsaved_counts_questions_and_no_page_exits(new_phone: NewPhone, room: Room) -> None:
    phone = new_phone()
    phone.add_init_script(SKIPPING)
    page = start(phone, room.person)
    phone.set_offline(True)
    hide(page)
    skip(page, 30)
    come_back(page)
    choose(page, 1, "B")
    choose(page, 1, "C")
    choose(page, 2, "A")
    expect(page.locator("#saved")).to_have_text("未保存（2）")
    phone.set_offline(False)
    saved(page)
    assert [row.kind for row in room.journal()] == ["away", "answer", "answer", "answer"]


def test_a_phone_that_stores_nothing_says_so_and_goes_on_saying_it(new_phone: NewPhone, room: Room) -> None:
    phone = new_phone()
    phone.add_init_script(NO_STORAGE)
    page = start(phone, room.person)
    for item in (1, 7):
        go_to(page, item)
        expect(page.locator("#memory")).to_contain_text("不要关闭本页")


def test_storage_that_runs_full_is_told_when_it_does(new_phone: NewPhone, room: Room) -> None:
    phone = new_phone()
    page = start(phone, room.person)
    expect(page.locator("#memory")).to_be_hidden()
    page.evaluate("() => { Storage.prototype.setItem = function () { throw new Error('full'); }; }")
    phone.set_offline(True)
    choose(page, 1, "B")
    expect(page.locator("#memory")).to_be_visible()
    phone.set_offline(False)
    saved(page)
    assert room.counted() == {1: ["B"]}


def test_what_was_tapped_before_the_script_came_is_saved_too(new_phone: NewPhone, room: Room) -> None:
    phone = new_phone()
    page = sign_in(phone, room.person)
    held: list[Route] = []
    page.route("**/sitting.js*", lambda route: held.append(route))
    page.get_by_role("button", name="开始答题").click(no_wait_after=True)
    page.locator("#q2 label:has(input[value='C'])").click()
    page.locator("#q7-1").fill("氩气")
    held[0].continue_()
    ready(page)
    saved(page)
    assert room.counted() == {2: ["C"], 7: ["氩气", ""]}


def test_text_not_yet_sent_when_another_phone_takes_over_is_offered_again(
    new_phone: NewPhone, room: Room
) -> None:
    phone = new_phone()
    phone.add_init_script(NEVER_DONE_TYPING)
    page = start(phone, room.person)
    go_on(new_phone(), room.person)
    go_to(page, 8)
    page.get_by_label("答案").press_sequentially("5")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.get_by_role("heading", name="已在别处打开")).to_be_visible()
    page.get_by_role("button", name="在此继续").click()
    ready(page)
    expect(page.get_by_label("答案")).to_have_value("5")
