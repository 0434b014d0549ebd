"""After the sitting on a phone: one screen to keep, nothing wider than the screen, nobody shut out."""

from __future__ import annotations

import base64
from datetime import datetime
from itertools import product

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from examapp.services.close_round import close_round
from examapp.services.publish_finals_list import publish_finals_list
from examapp.storage.contest import Round
from tests.browser.conftest import NewPhone
from tests.browser.phone_sitting import choose, saved, start, submit
from tests.browser.test_accessibility import violations
from tests.web.entrant.seats import Room, make_room

pytestmark = pytest.mark.browser


def _end(room: Room, now: datetime) -> None:
    """Everybody advances who handed in; keys are shown to everybody."""
    with room.collaborators.database.transaction() as session:
        row = session.get_one(Round, room.round_id)
        row.rules = {
            **row.rules,
            "review": "keys",
            "advancement": {**row.rules["advancement"], "minimum_score": 0},
        }
        row.scores_released_at = now
        session.flush()
        act = {"round_id": row.id, "actor": "chief", "now": now}
        close_round(session, room.collaborators.vault, reason="结束", force=True, **act)  # type: ignore[arg-type]
        publish_finals_list(session, room.collaborators.vault, **act)  # type: ignore[arg-type]


def _handed_in(new_phone: NewPhone, room: Room, **phone: object) -> Page:
    page = start(new_phone(**phone), room.person)
    choose(page, 1, "B")
    saved(page)
    submit(page)
    return page


def _too_wide(page: Page) -> bool:
    wide: bool = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return wide


def test_the_whole_receipt_is_on_one_screen_of_a_small_phone(
    new_phone: NewPhone, app: Flask, now: datetime
) -> None:
    page = _handed_in(new_phone, make_room(app, now), viewport={"width": 360, "height": 640})
    slip = page.locator(".slip").bounding_box()
    assert slip is not None
    assert slip["y"] >= 0
    assert slip["y"] + slip["height"] <= 640


def test_the_receipt_becomes_a_picture_to_press_and_hold(
    new_phone: NewPhone, app: Flask, now: datetime
) -> None:
    page = _handed_in(new_phone, make_room(app, now))
    keep = page.locator("#keep")
    expect(keep).to_have_attribute("download", page.locator("#keep").get_attribute("data-name") or "")
    with page.expect_download() as download:
        keep.click()
    assert download.value.suggested_filename.endswith(".png")
    picture = page.locator("#picture img")
    expect(picture).to_be_visible()
    png = base64.b64decode((picture.get_attribute("src") or "").partition(",")[2])
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 720


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_comes_after_is_open_to_everybody_and_fits_the_screen(
    new_phone: NewPhone, app: Flask, now: datetime, language: str, scheme: str
) -> None:
    room = make_room(app, now)
    narrow = {"viewport": {"width": 320, "height": 640}, "color_scheme": scheme}
    page = _handed_in(new_phone, room, **narrow)
    attempt = page.url.removesuffix("/receipt")
    page.goto(f"{attempt}/appeals")
    page.locator("input[name=kind]").check()
    page.locator("textarea").fill("断电")
    page.locator("form.box button").click()
    _end(room, now)
    page.goto(f"/language/{language}?next=/exam/me")
    page.locator("#correct-text").fill("单位已改名")
    page.locator("form.box button").first.click()
    found = []
    place = f"/exam/rounds/{room.round_id}/place"
    paths = (
        *(f"{attempt}/{rest}" for rest in ("receipt", "result", "review", "appeals", "exits", "sealed")),
        *("/exam/me", "/exam/", "/exam/consent", "/exam/sign-in", place, f"{place}?decline=1"),
        *("/receipts", f"/receipts/{room.attempt().receipt}", "/receipts/ABCDEFGHJK"),
    )
    for size, path in product(("0", "3"), paths):
        page.evaluate("size => localStorage.setItem('examapp.size', size)", size)
        page.goto(path)
        found += violations(page)
        found += [f"{path} is too wide"] if _too_wide(page) else []
    assert found == []
