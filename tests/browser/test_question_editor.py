"""Writing a question in Chromium: the checks and the phone follow what is typed."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from examapp.web.coordinator.question_editors import EDITORS
from tests.browser.conftest import NewPhone
from tests.browser.test_accessibility import violations
from tests.web.staff_cast import Contest, make_contest

pytestmark = pytest.mark.browser


@pytest.fixture
def contest(app: Flask, now: datetime) -> Contest:
    """A contest with its staff."""
    return make_contest(app, now)


@pytest.fixture
def desk(contest: Contest, new_phone: NewPhone, address: str) -> BrowserContext:
    """The coordinator's browser, signed in."""
    desk = new_phone(viewport={"width": 1280, "height": 900}, is_mobile=False, has_touch=False)
    client = contest.app.test_client()
    contest.sign_in(client, "own")
    cookie = client.get_cookie("examapp")
    assert cookie is not None
    desk.add_cookies([{"name": "examapp", "value": cookie.value, "url": address}])
    return desk


@pytest.fixture
def page(contest: Contest, desk: BrowserContext) -> Page:
    """The form of a new 单选 question."""
    page = desk.new_page()
    page.goto(f"/coordinate/events/{contest.own}/questions/new")
    return page


def fill(page: Page) -> None:
    """Type a whole question."""
    page.get_by_label("题干", exact=True).fill("氩弧焊用什么气体保护？$\\frac{U}{R}$")
    page.locator("#option-A").fill("氩气")
    page.locator("#option-B").fill("氧气")
    page.locator("#key-A").check()


def test_checks_and_phone_follow_what_is_typed(page: Page) -> None:
    page.get_by_label("题干", exact=True).fill("氩弧焊用什么气体保护？")
    expect(page.locator("#problems")).to_contain_text("缺少答案")
    fill(page)
    expect(page.locator("#problems")).to_contain_text("没有发现问题")
    phone = page.frame_locator("#preview")
    expect(phone.locator("fieldset legend")).to_contain_text("氩弧焊用什么气体保护")
    expect(phone.locator("label.o")).to_have_count(2)
    expect(phone.locator("math").first).to_be_visible()
    page.locator("#option-A").fill("")
    expect(page.locator("#problems")).to_contain_text("至少要有两个选项")


def test_leaving_with_unsaved_words_asks_first(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    fill(page)
    page.get_by_role("link", name="不保存，返回").click()
    page.wait_for_url("**/bank")
    assert asked == ["beforeunload"]


def test_what_an_ended_sign_in_took_away_comes_back(
    contest: Contest, desk: BrowserContext, page: Page, address: str
) -> None:
    fill(page)
    for letter in "CDEF":
        if page.locator(f"#option-{letter}").count():
            page.locator(f"#option-{letter}").fill(f"选项{letter}")
    cookies = desk.cookies()
    desk.clear_cookies()
    page.get_by_role("button", name="保存").click()
    page.get_by_text("页面停留太久").wait_for()
    desk.add_cookies(cookies)
    page.goto(f"/coordinate/events/{contest.own}/questions/new")
    page.get_by_role("button", name="恢复").click()
    expect(page.locator("#option-D")).to_have_value("选项D")
    expect(page.locator("#option-F")).to_be_visible()
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已保存为草稿").wait_for()
    page.goto(f"/coordinate/events/{contest.own}/questions/new")
    expect(page.locator("#restore")).to_be_hidden()


def test_saving_asks_nothing_and_the_saved_question_can_be_tried(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    fill(page)
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已保存为草稿").wait_for()
    assert asked == []
    phone = page.frame_locator("iframe.phone")
    phone.locator("label.o").first.click()
    phone.get_by_role("button", name="试答").click()
    expect(phone.get_by_text("答对了")).to_be_visible()


@pytest.mark.parametrize("qtype", EDITORS)
def test_the_form_of_every_type_is_open_to_everybody_and_fits_a_phone(
    contest: Contest, desk: BrowserContext, qtype: str
) -> None:
    page = desk.new_page()
    page.goto(f"/coordinate/events/{contest.own}/questions/new?qtype={qtype}")
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_page_of_a_question_is_open_to_everybody(contest: Contest, desk: BrowserContext) -> None:
    page = desk.new_page()
    path = f"/coordinate/events/{contest.own}/questions/{contest.own_question}"
    for each in (path, f"{path}/edit", f"{path}/phone?q1=A&try=1"):
        page.goto(each)
        assert violations(page) == [], each
