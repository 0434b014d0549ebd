"""JavaScript off: one long form, saved ten questions at a time."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from examapp.domain.rules import Blueprint, RoundRules, Section
from tests.browser.conftest import IPHONE, NewPhone
from tests.browser.phone_sitting import sign_in
from tests.web.conftest import Clock
from tests.web.entrant.seats import Room, make_room

pytestmark = pytest.mark.browser
TWENTY_FIVE = RoundRules(Blueprint((Section("single", 25, 400),)))


def _start(new_phone: NewPhone, room: Room, **device: object) -> Page:
    page = sign_in(new_phone(java_script_enabled=False, **device), room.person)
    page.get_by_role("button", name="开始答题").click()
    return page


def test_without_scripts_the_page_is_one_form_that_sits_and_submits(new_phone: NewPhone, room: Room) -> None:
    page = _start(new_phone, room)
    _tap(page, 1, "B")
    _tap(page, 4, "A", "C")
    _tap(page, 6, "F")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    _tap(page, 1, "")
    _tap(page, 4, "C")
    page.get_by_role("button", name="交卷").click()
    expect(page.get_by_text("还有 6 题没有作答")).to_be_visible()
    page.get_by_role("button", name="确认交卷").click()
    expect(page.get_by_role("heading", name="交卷回执")).to_be_visible()
    assert room.counted() == {4: ["A"], 6: ["F"]}


def _tap(page: Page, item: int, *values: str) -> None:
    for value in values:
        page.locator(f"#q{item} label:has(input[value='{value}'])").click()


@pytest.mark.parametrize("device", [{}, IPHONE], ids=["android", "iphone"])
def test_ten_questions_at_a_time_are_saved_and_the_next_ten_come_with_the_time_left(
    new_phone: NewPhone, app: Flask, now: datetime, clock: Clock, device: dict[str, object]
) -> None:
    room = make_room(app, now, rules=TWENTY_FIVE, per_type=30)
    page = _start(new_phone, room, **device)
    _tap(page, 3, "B")
    clock.advance(minutes=10)
    page.get_by_role("button", name="保存，继续第 11 题").click()
    expect(page.locator("#go-on")).to_have_text("已保存，从第 11 题继续。打开本页时还剩 50 分钟。")
    expect(page.locator("#go-on")).to_be_in_viewport()
    expect(page.locator("#q11 legend")).to_be_in_viewport()
    assert room.counted() == {3: ["B"]}
    _tap(page, 14, "C")
    page.get_by_role("button", name="保存，继续第 21 题").click()
    expect(page.locator("#q21 legend")).to_be_in_viewport()
    expect(page.locator("form p.quiet")).to_have_text([re.compile("50 分钟")] * 3)
    _tap(page, 25, "D")
    page.get_by_role("button", name="交卷").click()
    expect(page.get_by_text("还有 22 题没有作答")).to_be_visible()
    page.get_by_role("button", name="确认交卷").click()
    assert room.counted() == {3: ["B"], 14: ["C"], 25: ["D"]}
