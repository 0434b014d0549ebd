"""No page shuts anybody out: axe-core (WCAG 2.2 A and AA) finds nothing on what entrants and staff see."""

from __future__ import annotations

from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPhone
from tests.browser.phone_sitting import ready
from tests.web.entrant.seats import make_room
from tests.web.staff_cast import make_contest

pytestmark = pytest.mark.browser
NOT_PAGES = (".xlsx", ".csv", ".json", ".pdf", "/export", "/download", "format=", "/edit")


def violations(page: Page) -> list[str]:
    """What axe-core finds on the page as it stands, each with the element it is about."""
    found = Axe().run(page).response["violations"]
    return [f"{page.url} {each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_entrants_way_is_open_to_everybody(
    new_phone: NewPhone, app: Flask, now: datetime, language: str, scheme: str
) -> None:
    room = make_room(app, now)
    page = new_phone(color_scheme=scheme).new_page()
    page.goto(f"/language/{language}?next=/exam/")
    found = violations(page)
    page.locator("#ticket").fill(room.person.ticket)
    page.locator("#pin").fill(room.person.pin)
    page.locator("main form button").click()
    page.wait_for_url("**/exam/")
    found += violations(page)
    page.locator("main form button").click()
    ready(page)
    found += violations(page)
    page.locator("#large").click()
    for _step in range(3):
        page.locator("#larger").click()
    found += violations(page)
    page.go_back()
    expect(page.locator("#reading")).to_be_hidden()
    page.go_back()
    expect(page.locator("#back")).to_be_visible()
    found += violations(page)
    page.locator("#back [data-close]").click()
    for opener in ("#open-card", "#card-submit"):
        page.locator(opener).click()
        found += violations(page)
    page.locator("#submit-now").click()
    page.wait_for_url("**/receipt")
    assert found + violations(page) == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_practice_is_open_to_everybody(
    new_phone: NewPhone, app: Flask, now: datetime, language: str, scheme: str
) -> None:
    room = make_room(app, now)
    practice = f"/exam/events/{room.event_id}/practice"
    page = new_phone(color_scheme=scheme).new_page()
    page.goto(f"/language/{language}?next=/exam/")
    page.locator("#ticket").fill(room.person.ticket)
    page.locator("#pin").fill(room.person.pin)
    page.locator("main form button").click()
    page.wait_for_url("**/exam/")
    page.goto("/exam/device")
    page.locator("#verdict").wait_for()
    page.locator("#text-size").click()
    found = violations(page)
    for qtype in ("multiple", "blank"):
        page.goto(f"{practice}/question?by=type&value={qtype}")
        found += violations(page)
        page.locator("button[value=show]").click()
        page.wait_for_url("**/feedback?*")
        found += violations(page)
    page.goto(f"{practice}/question?by=topic&value=nothing")
    found += violations(page)
    page.goto(practice)
    page.locator("form[action$='/mocks'] button").click()
    page.locator("html.js fieldset.here").wait_for()
    found += violations(page)
    page.locator("#finish").click()
    page.wait_for_url("**confirm=1")
    found += violations(page)
    page.locator("button[value=confirm]").click()
    page.wait_for_url("**/review")
    found += violations(page)
    for path in (practice, f"{practice}/wrong", f"{practice}/progress"):
        page.goto(path)
        found += violations(page)
    assert found == []


def staff_pages(page: Page) -> set[str]:
    """The addresses of staff's pages that this one links to, without their questions and places."""
    links = page.locator("a[href^='/']").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    paths = {
        link.split("?")[0].split("#")[0] for link in links if not any(part in link for part in NOT_PAGES)
    }
    return {path for path in paths if path.startswith(("/organize", "/coordinate", "/audit", "/lists"))}


def test_every_page_an_organizer_can_reach_is_open_to_everybody(
    new_phone: NewPhone, app: Flask, now: datetime, address: str
) -> None:
    cookie = make_contest(app, now).visitor("organizer").client.get_cookie("examapp")
    assert cookie is not None
    desk = new_phone(viewport={"width": 1280, "height": 800}, is_mobile=False)
    desk.add_cookies([{"name": "examapp", "value": cookie.value, "url": address}])
    page = desk.new_page()
    waiting, seen, found = ["/organize/", "/coordinate/", "/audit/", "/"], set[str](), list[str]()
    while waiting:
        path = waiting.pop()
        response = page.goto(path)
        assert response is not None
        assert response.ok, path
        found += violations(page)
        seen.add(path)
        waiting += sorted(staff_pages(page) - seen - set(waiting))
    assert found == []
    assert len(seen) > 20
