"""Practice on a phone: a mock exam with its script, large text, and the device check."""

from __future__ import annotations

from datetime import datetime
from itertools import product

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPhone
from tests.browser.phone_sitting import SKIPPING, sign_in, skip
from tests.web.entrant.seats import Room, make_room

pytestmark = pytest.mark.browser


@pytest.fixture
def room(app: Flask, now: datetime) -> Room:
    """An open round with every question type."""
    return make_room(app, now)


def start_mock(new_phone: NewPhone, room: Room, **phone: object) -> Page:
    """A mock exam just started, its script at work."""
    page = sign_in(new_phone(**phone), room.person)
    page.get_by_role("link", name="练习和模拟考试").click()
    page.get_by_role("button", name="开始模拟考试").click()
    return page


def test_a_mock_exam_shows_one_question_and_saves_on_the_way(new_phone: NewPhone, room: Room) -> None:
    page = start_mock(new_phone, room)
    expect(page.locator("fieldset:visible")).to_have_count(1)
    expect(page.locator("#clock")).to_have_text("60:00")
    page.locator("fieldset.here label.o").first.click()
    expect(page.locator("#saved")).to_have_text("已保存")
    for _ in range(6):
        page.locator("#next").click()
    page.get_by_label("第 1 空").fill("氩气")
    page.get_by_label("第 2 空").fill("电弧")
    expect(page.locator("#saved")).to_have_text("未保存")
    expect(page.locator("#saved")).to_have_text("已保存")
    page.reload()
    page.locator("#finish").click()
    expect(page.get_by_text("还有 6 题没有作答")).to_be_visible()
    page.get_by_role("link", name="8", exact=True).click()
    expect(page.locator("fieldset.here")).to_have_attribute("data-item", "8")
    page.get_by_label("答案").fill("5")
    page.locator("#next").click()
    page.get_by_role("button", name="确认交卷").click()
    expect(page.get_by_text("答了 3 / 8 题")).to_be_visible()
    expect(page.get_by_role("heading", name="第 8 题 ✓ 答对了")).to_be_visible()


def test_saving_waits_for_the_network(new_phone: NewPhone, room: Room) -> None:
    page = start_mock(new_phone, room)
    expect(page.locator("html.js fieldset.here")).to_be_visible()
    page.context.set_offline(True)
    page.locator("fieldset.here label.o").first.click()
    page.wait_for_timeout(2500)
    expect(page.locator("#saved")).to_have_text("未保存")
    page.context.set_offline(False)
    expect(page.locator("#saved")).to_have_text("已保存")


def test_when_the_time_is_up_the_mock_exam_hands_itself_in(new_phone: NewPhone, room: Room) -> None:
    phone = new_phone()
    phone.add_init_script(SKIPPING)
    page = start_mock(lambda: phone, room)
    page.locator("fieldset.here label.o").first.click()
    skip(page, 3600)
    expect(page.get_by_role("heading", name="模拟考试结果")).to_be_visible()
    expect(page.get_by_text("答了 1 / 8 题")).to_be_visible()


def test_large_text_is_kept_from_page_to_page_and_nothing_is_wider_than_the_phone(
    new_phone: NewPhone, room: Room
) -> None:
    page = sign_in(new_phone(viewport={"width": 320, "height": 640}), room.person)
    practice = f"/exam/events/{room.event_id}/practice"
    page.goto(practice)
    page.locator("#text-size").click()
    assert page.evaluate("localStorage.getItem('examapp.size')") == "2"
    for size, path in product((2, 3), ("", "/question?by=type&value=multiple", "/wrong", "/progress")):
        page.evaluate("size => localStorage.setItem('examapp.size', size)", size)
        page.goto(practice + path)
        expect(page.locator("html.large")).to_be_visible()
        expect(page.locator("#text-size")).to_have_attribute("aria-pressed", "true")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_the_picture_of_the_progress_loads(new_phone: NewPhone, room: Room) -> None:
    for scheme in ("light", "dark"):
        page = sign_in(new_phone(color_scheme=scheme), room.person)
        page.goto(f"/exam/events/{room.event_id}/practice/progress")
        picture = page.locator("img.chart")
        assert picture.evaluate("image => image.complete && image.naturalWidth") == 320
        assert scheme in picture.evaluate("image => image.currentSrc")


def test_the_device_check_finds_a_good_phone_good(new_phone: NewPhone, room: Room) -> None:
    page = new_phone().new_page()
    page.goto("/exam/device")
    expect(page.locator("[data-check=storage]")).to_contain_text("可以存")
    expect(page.locator("[data-check=network].good, [data-check=network].warn")).to_be_visible()
    # The tests' server lives in another month.
    expect(page.locator("[data-check=clock]")).to_contain_text("手机时间不影响考试")
    expect(page.locator("[data-check=secure]")).to_have_class("outcome good")
    expect(page.locator("#verdict")).to_contain_text("可以答题")


def test_the_device_check_says_what_to_do_about_a_bad_network_and_no_storage(
    new_phone: NewPhone, room: Room
) -> None:
    phone = new_phone()
    phone.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get: function () { throw new Error(); } })"
    )
    page = phone.new_page()
    page.goto("/exam/device")
    expect(page.locator("#verdict")).to_be_visible()
    expect(page.locator("[data-check=storage]")).to_contain_text("最好关掉无痕模式")
    expect(page.locator("#verdict")).to_contain_text("请注意下面标 ! 的地方")
    phone.set_offline(True)
    page.get_by_role("button", name="再检查一遍").click()
    expect(page.locator("[data-check=network]")).to_contain_text("请换个信号好的地方")
    expect(page.locator("#verdict")).to_contain_text("最好换一台手机、浏览器或网络")


@pytest.mark.parametrize(
    ("version", "told"), [(45, "太旧了"), (66, "比较旧"), (120, "够新")], ids=["2015", "2018", "2023"]
)
def test_the_device_check_knows_old_webviews(
    new_phone: NewPhone, room: Room, version: int, told: str
) -> None:
    agent = f"Mozilla/5.0 (Linux; Android 7.0) AppleWebKit/537.36 Chrome/{version}.0.0.0 Mobile MicroMessenger/6.6"
    page = new_phone(user_agent=agent).new_page()
    page.goto("/exam/device")
    expect(page.locator("[data-check=browser]")).to_contain_text(told)
