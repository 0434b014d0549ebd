"""The answers that no network takes, in a file that only the server can open."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from examapp.services.seal_keys import make_seal_key, private_seal_key
from examapp.storage.seal import unseal
from tests.browser.conftest import IPHONE, NewPhone
from tests.browser.phone_sitting import choose, go_to, ready, saved, sign_in, start
from tests.browser.test_accessibility import violations
from tests.web.conftest import Clock
from tests.web.entrant.seats import Room

pytestmark = pytest.mark.browser
CODE = re.compile(r"^[0-9A-F]{4} [0-9A-F]{4} [0-9A-F]{4}$")


@pytest.fixture(autouse=True)
def seal_key(room: Room, now: datetime) -> None:
    """A key pair, as opening a round makes it."""
    with room.collaborators.database.transaction() as session:
        make_seal_key(session, room.collaborators.vault, now)


def start_near_the_end(
    new_phone: NewPhone, room: Room, clock: Clock, seconds_left: int, **device: object
) -> Page:
    """A sitting with an answer saved, and so much time left."""
    page = start(new_phone(**device), room.person)
    choose(page, 1, "B")
    saved(page)
    clock.advance(seconds=3600 - seconds_left)
    page.reload()
    ready(page)
    return page


def opened(room: Room, text: str) -> dict[str, object]:
    """What the server reads in a file."""
    with room.collaborators.database.reading() as session:
        key = private_seal_key(session, room.collaborators.vault)
    assert key is not None
    found: dict[str, object] = json.loads(unseal(text, key))
    return found


@pytest.mark.parametrize("device", [{}, IPHONE], ids=["android", "iphone"])
def test_in_the_last_minute_without_network_the_answers_go_into_a_file(
    new_phone: NewPhone, room: Room, clock: Clock, device: dict[str, object]
) -> None:
    page = start_near_the_end(new_phone, room, clock, seconds_left=50, **device)
    page.context.set_offline(True)
    choose(page, 2, "C")
    go_to(page, 7)
    page.get_by_label("第 1 空").fill("氩气")
    page.locator("#offline-seal").click()
    page.locator("#seal-make").click()
    expect(page.locator("#seal-code")).to_have_text(CODE)
    assert violations(page) == []

    text = page.locator("#seal-text").input_value()
    code = hashlib.sha256(text.encode()).hexdigest()[:12].upper()
    assert page.locator("#seal-code").text_content() == " ".join((code[:4], code[4:8], code[8:]))
    with page.expect_download() as download:
        page.locator("#seal-file").click()
    assert download.value.suggested_filename == f"examapp-1-{code}.json"
    assert download.value.path().read_text(encoding="utf-8") == text

    content = opened(room, text)
    assert content["session"] == page.locator("#sitting").get_attribute("data-session")
    entries = content["entries"]
    assert isinstance(entries, list)
    assert [(entry["item"], entry["response"]) for entry in entries] == [(2, ["C"]), (7, ["氩气", ""])]


def test_the_file_is_offered_once_the_time_is_up_and_can_be_sent_in_later(
    new_phone: NewPhone, room: Room, clock: Clock
) -> None:
    page = start_near_the_end(new_phone, room, clock, seconds_left=15)
    page.context.set_offline(True)
    choose(page, 2, "C")
    expect(page.get_by_role("heading", name="时间到，正在交卷")).to_be_visible()
    page.locator("#seal-make").click()
    expect(page.locator("#seal-code")).to_have_text(CODE)
    text = page.locator("#seal-text").input_value()

    # The phone stays offline: a closing one would send its answers as soon as nothing holds them back.
    clock.advance(hours=1)
    later = sign_in(new_phone(), room.person)
    later.goto("/exam/attempts/1/sealed")
    later.locator("textarea").fill(text)
    later.locator("main form button").click()
    expect(later.locator(".flash")).to_be_visible()
    assert (2, "late") in [(row.item, row.status) for row in room.journal()]
    assert room.counted() == {1: ["B"]}


def test_one_more_answer_asks_for_a_new_file_and_the_network_makes_it_needless(
    new_phone: NewPhone, room: Room, clock: Clock
) -> None:
    page = start_near_the_end(new_phone, room, clock, seconds_left=55)
    page.context.set_offline(True)
    choose(page, 2, "C")
    page.locator("#offline-seal").click()
    page.locator("#seal-make").click()
    expect(page.locator("#seal-code")).to_have_text(CODE)
    page.locator("#ending-close").click()
    choose(page, 3, "D")
    page.locator("#offline-seal").click()
    expect(page.locator("#seal-made")).to_be_hidden()
    expect(page.locator("#seal-make")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#seal")).to_be_hidden()


def test_without_cryptography_it_is_said_plainly(new_phone: NewPhone, room: Room, clock: Clock) -> None:
    phone = new_phone()
    phone.add_init_script("Object.defineProperty(window, 'crypto', {value: {}});")
    page = start(phone, room.person)
    clock.advance(seconds=3550)
    page.reload()
    ready(page)
    phone.set_offline(True)
    choose(page, 2, "C")
    page.locator("#offline-seal").click()
    expect(page.locator("#seal-none")).to_contain_text("这里不能生成作答文件。请保持本页打开")
    expect(page.locator("#seal-make")).to_be_hidden()


def test_no_file_is_offered_while_there_is_time_or_nothing_is_unsent(
    new_phone: NewPhone, room: Room, clock: Clock
) -> None:
    phone = new_phone()
    page = start(phone, room.person)
    phone.set_offline(True)
    choose(page, 2, "C")
    expect(page.locator("#offline")).to_be_visible()
    expect(page.locator("#offline-seal")).to_be_hidden()
    phone.set_offline(False)
    saved(page)
    phone.set_offline(True)
    page.locator("#open-card").click()
    page.locator("#card-submit").click()
    page.locator("#submit-now").click()
    expect(page.locator("#ending-saved")).to_contain_text("答案都在服务器上")
    expect(page.locator("#seal")).to_be_hidden()
