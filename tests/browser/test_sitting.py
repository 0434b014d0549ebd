"""A worker's sitting on a phone: bad signal, reloads, a second phone, and the end of the time."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from examapp.storage.results import Result
from tests.browser.conftest import NewPhone
from tests.browser.phone_sitting import choose, enlarge, go_on, go_to, ready, saved, start, submit
from tests.web.conftest import Clock
from tests.web.entrant.seats import Room

pytestmark = pytest.mark.browser


def _result(room: Room) -> Result:
    with room.collaborators.database.reading() as session:
        result = session.scalars(select(Result)).one()
        assert result.responses is not None  # loaded while the session is open
        return result


def test_answers_given_through_everything_that_goes_wrong_are_the_answers_that_count(
    new_phone: NewPhone, room: Room
) -> None:
    phone = new_phone()
    page = start(phone, room.person)
    choose(page, 1, "A")
    choose(page, 4, "A", "B", "C")
    choose(page, 4, "B")
    saved(page)

    phone.set_offline(True)
    choose(page, 1, "C")
    choose(page, 2, "B")
    go_to(page, 7)
    page.get_by_label("第 1 空").fill("氩气")
    page.get_by_label("第 2 空").fill("弧光")
    choose(page, 6, "T")
    page.locator("#flag").click()
    expect(page.locator("#saved")).to_contain_text("未保存")
    expect(page.locator("#offline")).to_be_visible()
    phone.set_offline(False)
    saved(page)
    expect(page.locator("#offline")).to_be_hidden()

    page.reload()
    ready(page)
    expect(page.locator("fieldset.here")).to_have_attribute("data-item", "6")
    expect(page.locator("#flag")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#answered")).to_have_text("5/8")

    second = go_on(new_phone(), room.person)
    expect(second.locator("#answered")).to_have_text("5/8")
    choose(second, 3, "D")
    saved(second)
    choose(page, 3, "A")
    expect(page.get_by_role("heading", name="已在别处打开")).to_be_visible()

    go_to(second, 8)
    second.get_by_label("答案").fill("5")
    second.locator("#next").click()
    expect(second.locator("#submit-empty")).to_have_text("还有 1 题没有作答：第 5 题。")
    second.locator("#submit-review").click()
    expect(second.locator("fieldset.here")).to_have_attribute("data-item", "5")
    submit(second)

    result = _result(room)
    assert result.responses == {
        "1": ["C"],
        "2": ["B"],
        "3": ["D"],
        "4": ["A", "C"],
        "6": ["T"],
        "7": ["氩气", "弧光"],
        "8": ["5"],
    }
    assert result.answered == 7


def test_what_was_unsent_when_the_page_went_away_is_shown_and_sent_by_the_next_page(
    new_phone: NewPhone, room: Room
) -> None:
    phone = new_phone()
    page = start(phone, room.person)
    path = page.url
    choose(page, 1, "A")
    saved(page)
    phone.set_offline(True)
    choose(page, 1, "B")
    choose(page, 2, "C")
    expect(page.locator("#saved")).to_have_text("未保存（2）")
    page.close(run_before_unload=False)
    assert room.counted() == {1: ["A"]}

    phone.set_offline(False)
    page = phone.new_page()
    page.goto(path)
    ready(page)
    expect(page.locator("#notice")).to_contain_text("上次没送出的 2 项作答已恢复")
    expect(page.locator("#q1 input[value='B']")).to_be_checked()
    saved(page)
    assert room.counted() == {1: ["B"], 2: ["C"]}
    assert page.evaluate("Object.keys(localStorage).filter(k => k.indexOf('examapp.answers') === 0)") == []


def test_an_older_answer_left_on_a_phone_never_replaces_a_newer_one(
    new_phone: NewPhone, room: Room, clock: Clock
) -> None:
    phone = new_phone()
    page = start(phone, room.person)
    phone.set_offline(True)
    choose(page, 1, "A")
    choose(page, 2, "A")
    clock.advance(minutes=5)
    second = go_on(new_phone(), room.person)
    choose(second, 1, "D")
    saved(second)
    clock.advance(minutes=1)
    phone.set_offline(False)
    expect(page.get_by_role("heading", name="已在别处打开")).to_be_visible()
    page.get_by_role("button", name="在此继续").click()
    ready(page)
    expect(page.locator("#q1 input[value='D']")).to_be_checked()
    expect(page.locator("#q2 input[value='A']")).to_be_checked()
    saved(page)
    assert room.counted() == {1: ["D"], 2: ["A"]}


def test_the_deadline_passes_while_the_phone_is_away(new_phone: NewPhone, room: Room, clock: Clock) -> None:
    phone = new_phone()
    page = start(phone, room.person)
    choose(page, 1, "B")
    saved(page)
    phone.set_offline(True)
    choose(page, 2, "B")
    clock.advance(hours=2)
    phone.set_offline(False)
    expect(page.get_by_role("heading", name="答题已结束")).to_be_visible()
    page.get_by_role("link", name="查看回执").click()
    expect(page.get_by_text("答题时间已到，系统已自动交卷")).to_be_visible()
    assert _result(room).responses == {"1": ["B"]}
    assert [(row.item, row.status) for row in room.journal()] == [(1, "saved"), (2, "late")]


def test_at_zero_the_page_hands_in_what_is_there(new_phone: NewPhone, room: Room, clock: Clock) -> None:
    phone = new_phone()
    page = start(phone, room.person)
    clock.advance(minutes=59, seconds=50)
    page.reload()
    ready(page)
    choose(page, 1, "B")
    clock.advance(seconds=10)
    expect(page.get_by_role("heading", name="交卷回执")).to_be_visible()
    assert _result(room).responses == {"1": ["B"]}


def test_time_granted_meanwhile_is_asked_for_before_handing_in(
    new_phone: NewPhone, room: Room, clock: Clock
) -> None:
    phone = new_phone()
    page = start(phone, room.person)
    clock.advance(minutes=59, seconds=50)
    page.reload()
    ready(page)
    clock.advance(minutes=-10)
    expect(page.locator("#notice")).to_have_text("组委会延长了时间，现在还剩 11 分钟。")
    choose(page, 1, "B")
    saved(page)
    assert room.attempt().state == "open"


def test_a_session_that_ended_is_renewed_over_the_page(new_phone: NewPhone, room: Room) -> None:
    phone = new_phone()
    page = start(phone, room.person)
    phone.clear_cookies()
    choose(page, 1, "B")
    expect(page.get_by_role("heading", name="请再登录一次")).to_be_visible()
    page.get_by_label("密码").fill("000000")
    page.get_by_role("button", name="登录并继续").click()
    expect(page.locator("#renew-error")).to_contain_text("不正确")
    page.get_by_label("密码").fill(room.person.pin)
    page.get_by_role("button", name="登录并继续").click()
    expect(page.locator("#renew")).to_be_hidden()
    saved(page)
    assert room.counted() == {1: ["B"]}


def test_handing_in_without_network_waits_and_loses_nothing(new_phone: NewPhone, room: Room) -> None:
    phone = new_phone()
    page = start(phone, room.person)
    phone.set_offline(True)
    choose(page, 2, "B")
    page.locator("#open-card").click()
    page.locator("#card-submit").click()
    page.locator("#submit-now").click()
    expect(page.get_by_role("heading", name="正在交卷")).to_be_visible()
    expect(page.locator("#ending-saved")).to_have_text("未保存（1）")
    phone.set_offline(False)
    expect(page.get_by_role("heading", name="交卷回执")).to_be_visible()
    assert _result(room).responses == {"2": ["B"]}


def test_a_phone_without_storage_still_saves(new_phone: NewPhone, room: Room) -> None:
    phone = new_phone()
    phone.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get: function () { throw new Error('refused'); }});"
    )
    page = start(phone, room.person)
    choose(page, 1, "B")
    saved(page)
    submit(page)
    assert _result(room).responses == {"1": ["B"]}


def test_choices_can_be_cleared_and_large_text_is_kept(new_phone: NewPhone, room: Room) -> None:
    phone = new_phone()
    page = start(phone, room.person)
    choose(page, 1, "B")
    page.locator("#clear").click()
    enlarge(page)
    saved(page)
    page.reload()
    ready(page)
    expect(page.locator("html.large")).to_be_visible()
    assert room.counted() == {}
    assert [json.loads(row.response) for row in room.journal()] == [["B"], None]


@pytest.mark.parametrize("large", [False, True])
def test_nothing_scrolls_sideways_on_a_narrow_phone(new_phone: NewPhone, room: Room, large: bool) -> None:
    page = start(new_phone(viewport={"width": 320, "height": 640}), room.person)
    if large:
        enlarge(page, steps=3)
    for item in range(1, 9):
        go_to(page, item)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.locator("#open-card").click()
    assert page.evaluate("document.getElementById('card').scrollWidth") <= 320


def test_every_target_is_large_enough_for_a_thumb(new_phone: NewPhone, room: Room) -> None:
    page = start(new_phone(viewport={"width": 320, "height": 640}), room.person)
    for item in range(1, 9):
        go_to(page, item)
        sizes = page.locator("button:visible, label.o:visible, input[type=text]:visible").evaluate_all(
            "found => found.map(e => e.getBoundingClientRect()).map(r => Math.min(r.width, r.height))"
        )
        assert min(sizes) >= 44
