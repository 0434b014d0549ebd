"""Matching, ordering, cloze, scenario, fields in the text and units on a phone."""

from __future__ import annotations

from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select
from sqlalchemy.orm import undefer

from examapp.storage.results import Result
from tests.browser.conftest import NewPhone
from tests.browser.phone_sitting import enlarge, go_to, ready, saved, sign_in, start, submit
from tests.browser.test_rich_questions import sitting
from tests.web.entrant.mixed_room import mixed_room, right_responses
from tests.web.entrant.seats import Room

pytestmark = pytest.mark.browser


@pytest.fixture
def mixed(app: Flask, now: datetime) -> Room:
    return mixed_room(app, now)


def fill(page: Page, responses: dict[int, list[str]]) -> None:
    """Answer every question of the page as a thumb does."""
    for item, texts in responses.items():
        if page.locator("html.js").count():
            go_to(page, item)
        for place, text in enumerate(texts, start=1):
            _fill(page, item, place, text)


def _fill(page: Page, item: int, place: int, text: str) -> None:
    question = page.locator(f"#q{item}")
    if item not in (3, 4):
        control = question.locator(f"[name='q{item}']").nth(place - 1)
    else:
        control = question.locator(f"[name='q{item}.{place}']")
    if control.first.evaluate("control => control.type") in ("radio", "checkbox"):
        for letter in text:
            question.locator(f"label:has([name='q{item}.{place}'][value='{letter}'])").click()
    elif control.evaluate("control => control.tagName") == "SELECT":
        control.select_option(value=text)
    else:
        control.fill(text)


def result(room: Room) -> Result:
    """The result of the only attempt."""
    with room.collaborators.database.reading() as session:
        query = select(Result).options(undefer(Result.marks), undefer(Result.responses))
        return session.scalars(query).one()


def assert_all_right(room: Room, responses: dict[int, list[str]]) -> None:
    """The attempt earned full marks with just these answers."""
    found = result(room)
    assert found.responses == {str(item): texts for item, texts in responses.items()}
    assert found.marks == [600] * 6


def test_every_type_is_answered_saved_and_graded_right(new_phone: NewPhone, mixed: Room) -> None:
    page = start(new_phone(), mixed.person)
    responses = right_responses(mixed)
    fill(page, responses)
    saved(page)
    expect(page.locator("#answered")).to_have_text("6/6")
    submit(page)
    assert_all_right(mixed, responses)


def test_what_was_answered_without_a_network_survives_a_reload_and_is_sent(
    new_phone: NewPhone, mixed: Room
) -> None:
    phone = new_phone()
    page = start(phone, mixed.person)
    responses = right_responses(mixed)
    phone.route("**/answers", lambda route: route.abort())
    fill(page, responses)
    expect(page.locator("#saved")).to_have_text("未保存（6）")
    assert mixed.counted() == {}
    phone.unroute("**/answers")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    ready(page)
    saved(page)
    for item in responses:
        go_to(page, item)
    assert page.locator("#q1-1").input_value() == responses[1][0]
    assert page.locator("[name='q3.1']").input_value() == responses[3][0]
    assert mixed.counted() == responses
    submit(page)
    assert_all_right(mixed, responses)


def test_with_javascript_off_every_type_is_answered_and_graded_right(
    new_phone: NewPhone, mixed: Room
) -> None:
    page = sign_in(new_phone(java_script_enabled=False), mixed.person)
    page.get_by_role("button", name="开始答题").click()
    responses = right_responses(mixed)
    fill(page, responses)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    assert mixed.counted() == responses
    page.get_by_role("button", name="交卷").click()
    page.get_by_role("button", name="确认交卷").click()
    expect(page.get_by_role("heading", name="交卷回执")).to_be_visible()
    assert_all_right(mixed, responses)


def test_what_was_chosen_before_the_script_came_is_taken_over(new_phone: NewPhone, mixed: Room) -> None:
    phone = new_phone()
    page = sign_in(phone, mixed.person)
    held: list[Route] = []
    page.route("**/sitting.js*", lambda route: held.append(route))
    page.get_by_role("button", name="开始答题").click(no_wait_after=True)
    page.wait_for_selector("#q1 select")
    responses = right_responses(mixed)
    for item in (1, 3, 4):
        for place, text in enumerate(responses[item], start=1):
            _fill(page, item, place, text)
    held[0].continue_()
    ready(page)
    saved(page)
    assert mixed.counted() == {item: responses[item] for item in (1, 3, 4)}


def test_clearing_a_question_empties_its_lists_and_fields(new_phone: NewPhone, mixed: Room) -> None:
    page = start(new_phone(), mixed.person)
    responses = right_responses(mixed)
    for item in (1, 3, 4):
        go_to(page, item)
        for place, text in enumerate(responses[item], start=1):
            _fill(page, item, place, text)
        page.locator("#clear").click()
    saved(page)
    assert mixed.counted() == {}
    expect(page.locator("#answered")).to_have_text("0/6")


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("steps", [0, 3])
def test_every_type_fits_and_shuts_nobody_out(
    new_phone: NewPhone, mixed: Room, language: str, width: int, steps: int
) -> None:
    page = sitting(new_phone(viewport={"width": width, "height": 640}), mixed.person, language)
    if steps:
        enlarge(page, steps)
    for item in range(1, 7):
        go_to(page, item)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        found = Axe().run(page).response["violations"]
        assert [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found] == []


def test_every_list_and_field_is_tall_enough_for_a_thumb(new_phone: NewPhone, mixed: Room) -> None:
    page = start(new_phone(), mixed.person)
    for item in range(1, 7):
        go_to(page, item)
        controls = page.locator("fieldset.here select, fieldset.here input[type=text]")
        for number in range(controls.count()):
            box = controls.nth(number).bounding_box()
            assert box is not None
            assert box["height"] >= 44
