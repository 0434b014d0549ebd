"""The countdown: through sleep and granted time, and what it says near the end."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from examapp.services.extend_round import extend_round
from tests.browser.conftest import NewPhone
from tests.browser.phone_sitting import IMPATIENT, SKIPPING, come_back, hide, ready, skip, start
from tests.web.conftest import Clock
from tests.web.entrant.seats import Room

pytestmark = pytest.mark.browser


def grant(room: Room, clock: Clock, minutes: int) -> None:
    """Everybody who is sitting gets more time."""
    with room.collaborators.database.transaction() as session:
        extend_round(
            session,
            round_id=room.round_id,
            seconds=60 * minutes,
            reason="停电",
            actor="organizer",
            now=clock.now,
        )


def test_time_granted_while_sitting_is_told_within_half_a_minute(
    new_phone: NewPhone, room: Room, clock: Clock
) -> None:
    phone = new_phone()
    phone.add_init_script(IMPATIENT)
    page = start(phone, room.person)
    grant(room, clock, minutes=15)
    expect(page.locator("#notice")).to_have_text(re.compile("组委会延长了时间，现在还剩 7[56] 分钟。"))
    expect(page.locator("#news")).to_contain_text("组委会延长了时间")
    expect(page.locator("#clock")).to_have_text(re.compile("^1:1[45]:"))


def test_a_phone_asks_for_the_pulse_only_while_it_is_looked_at(new_phone: NewPhone, room: Room) -> None:
    phone = new_phone()
    phone.add_init_script(IMPATIENT)
    page = start(phone, room.person)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    hide(page)
    asked.clear()
    page.wait_for_timeout(2000)
    assert not [url for url in asked if url.endswith("/pulse")]
    with page.expect_request("**/pulse"):
        come_back(page)


def test_after_sleep_the_countdown_is_right_again(new_phone: NewPhone, room: Room, clock: Clock) -> None:
    page = start(new_phone(), room.person)
    hide(page)
    # While a phone sleeps its monotonic clock may stand still: only the server knows how long.
    clock.advance(minutes=20)
    come_back(page)
    expect(page.locator("#clock")).to_have_text(re.compile("^(40:00|39:)"))


def test_a_page_frozen_by_the_browser_is_right_again_when_it_thaws(
    new_phone: NewPhone, room: Room, clock: Clock
) -> None:
    page = start(new_phone(), room.person)
    clock.advance(minutes=20)
    page.evaluate("() => document.dispatchEvent(new Event('resume'))")
    expect(page.locator("#clock")).to_have_text(re.compile("^(40:00|39:)"))


def test_the_time_an_answer_was_given_at_counts_the_sleep_before_it(
    new_phone: NewPhone, room: Room, clock: Clock
) -> None:
    page = start(new_phone(), room.person)
    hide(page)
    clock.advance(minutes=20)
    come_back(page)
    expect(page.locator("#clock")).to_have_text(re.compile("^(40:00|39:)"))
    page.locator("#q1 label:has(input[value='B'])").click()
    expect(page.locator("#saved")).to_have_text("已保存")
    (row,) = (row for row in room.journal() if row.kind == "answer")
    assert row.elapsed_ms >= 20 * 60_000


def test_ten_minutes_and_one_minute_before_the_end_are_told_once_each(
    new_phone: NewPhone, room: Room, clock: Clock
) -> None:
    phone = new_phone()
    phone.add_init_script(SKIPPING)
    page = start(phone, room.person)
    clock.advance(minutes=49, seconds=55)
    page.reload()
    ready(page)
    said = _record_news(page)
    skip(page, 10)
    expect(page.locator("#news")).to_have_text("还剩 10 分钟")
    skip(page, 9 * 60)
    expect(page.locator("#news")).to_have_text("还剩 1 分钟")
    expect(page.locator("#time")).to_have_class("time last")
    assert page.evaluate(said) == ["还剩 10 分钟", "还剩 1 分钟"]
    expect(page.locator("#time")).to_have_attribute("aria-live", "off")


def _record_news(page: Page) -> str:
    page.evaluate(
        """() => {
            window.said = [];
            const news = document.getElementById('news');
            new MutationObserver(() => window.said.push(news.textContent)).observe(news, {childList: true});
        }"""
    )
    return "window.said"
