"""Questions with pictures, tables, formulas and English on a small phone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import NewPhone
from tests.browser.phone_sitting import enlarge, ready
from tests.services.rich_questions import RICH
from tests.web.entrant.seats import Person
from tests.web.entrant.test_rich_questions import rich_room

pytestmark = pytest.mark.browser
ANOTHER = replace(RICH, qid="another", stem="再看图\n![电路](电路.svg)", translations=(), image="")
LOADED = (
    "() => Array.from(document.querySelectorAll('fieldset img')).every(i => i.complete && i.naturalWidth > 0)"
)


def sitting(phone: BrowserContext, person: Person, language: str = "zh") -> Page:
    """The sitting just started, or gone on with, in a language."""
    page = phone.new_page()
    page.goto(f"/language/{language}?next=/exam/")
    page.locator("#ticket").fill(person.ticket)
    page.locator("#pin").fill(person.pin)
    page.locator("main form button").click()
    page.wait_for_url("**/exam/")
    page.locator("main form button, a[href*='/exam/attempts/']").first.click()
    ready(page)
    return page


def test_every_picture_is_on_the_phone_before_its_question_is_opened(
    new_phone: NewPhone, app: Flask, now: datetime
) -> None:
    phone = new_phone()
    page = sitting(phone, rich_room(app, now, RICH, ANOTHER).person)
    page.wait_for_function(LOADED)
    phone.set_offline(True)
    page.locator("#next").click()
    picture = page.locator("fieldset.here img").first
    expect(picture).to_be_visible()
    assert picture.evaluate("picture => picture.naturalWidth") > 0


def test_a_picture_that_did_not_arrive_is_asked_for_again(
    new_phone: NewPhone, app: Flask, now: datetime
) -> None:
    phone, refused = new_phone(), []

    def lose(route: Route) -> None:
        if len(refused) < 2:
            refused.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    phone.route("**/pictures/*", lose)
    page = sitting(phone, rich_room(app, now).person)
    page.wait_for_function(LOADED)
    assert len(refused) == 2


def test_a_webview_without_mathml_shows_the_line_of_text(
    new_phone: NewPhone, app: Flask, now: datetime
) -> None:
    def older(route: Route) -> None:
        style = re.sub(r"math-style: ?compact", "no-such-property:1", route.fetch().text())
        route.fulfill(body=style, content_type="text/css")

    phone, person = new_phone(), rich_room(app, now).person
    new = sitting(phone, person)
    expect(new.locator("legend math").first).to_be_visible()
    expect(new.locator("legend .line")).to_be_hidden()
    old = sitting(new_phone(), person)
    old.context.route("**/question.css*", older)
    old.reload()
    ready(old)
    expect(old.locator("legend .line")).to_have_text("P = U²/R")
    expect(old.locator("legend math").first).to_be_hidden()


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_rich_question_fits_and_shuts_nobody_out(
    new_phone: NewPhone, app: Flask, now: datetime, language: str, scheme: str, width: int
) -> None:
    stem = RICH.stem.replace("功率|", "在额定电压下长时间工作时消耗的功率|")
    stem = stem.replace("U^2}{R}$", r"U^2}{R}=\frac{220\times220}{1000}=48.4$")
    wide = replace(RICH, stem=stem)
    phone = new_phone(color_scheme=scheme, viewport={"width": width, "height": 640})
    page = sitting(phone, rich_room(app, now, wide).person, language)
    page.wait_for_function(LOADED)
    enlarge(page, 3)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(page).response["violations"]
    assert [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found] == []
