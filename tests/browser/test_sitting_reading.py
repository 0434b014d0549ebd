"""Reading and tapping: text sizes, swiping, pictures, the keyboard of the phone, copying, no mouse at all."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import IPHONE, NewPhone
from tests.browser.phone_sitting import enlarge, go_to, ready, saved, sign_in, start, swipe
from tests.browser.test_accessibility import violations
from tests.web.entrant.seats import Room

pytestmark = pytest.mark.browser
NARROW = {"viewport": {"width": 320, "height": 640}}
PANELS = (("#open-card", "#card"), ("#large", "#reading"))
# How large each piece of text that can be seen is drawn.
TEXT_SIZES = """() => Array.from(document.querySelectorAll('body *'))
    .filter(e => e.getClientRects().length && !e.closest('.sr')
        && Array.from(e.childNodes).some(n => n.nodeType === 3 && n.textContent.trim()))
    .map(e => parseFloat(getComputedStyle(e).fontSize))"""
WIDER_THAN_THEIR_BOX = """() => Array.from(document.querySelectorAll('button, .o, .time, #saved, legend'))
    .filter(e => e.getClientRects().length && e.scrollWidth > e.clientWidth + 1 && !e.closest('.sr'))
    .map(e => e.outerHTML.slice(0, 120))"""


def overlaps(page: Page) -> bool:
    """Whether the bar below covers the end of the page even when scrolled down."""
    covered: bool = page.evaluate(
        """() => {
            window.scrollTo(0, document.documentElement.scrollHeight);
            const end = document.getElementById('clear').getBoundingClientRect().bottom;
            return end > document.getElementById('below').getBoundingClientRect().top;
        }"""
    )
    return covered


@pytest.mark.parametrize(("steps", "root"), [(1, 20), (2, 24), (3, 30)])
def test_large_text_is_large_everywhere_and_kept_on_the_phone(
    new_phone: NewPhone, room: Room, steps: int, root: int
) -> None:
    page = start(new_phone(**NARROW), room.person)
    enlarge(page, steps)
    page.reload()
    ready(page)
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == root
    for opener, panel in PANELS:
        assert min(page.evaluate(TEXT_SIZES)) >= 18
        page.locator(opener).click()
        expect(page.locator(panel)).to_be_visible()
        assert min(page.evaluate(TEXT_SIZES)) >= 18
        page.keyboard.press("Escape")


@pytest.mark.parametrize("device", [NARROW, IPHONE], ids=["narrow", "iphone"])
def test_text_at_twice_its_size_breaks_nothing(
    new_phone: NewPhone, room: Room, device: dict[str, object]
) -> None:
    page = start(new_phone(**device), room.person)
    # What the text zoom of Android and of WeChat does: every size doubles, no width does.
    page.evaluate(
        "() => { document.documentElement.style.fontSize = '34px'; window.dispatchEvent(new Event('resize')); }"
    )
    for item in range(1, 9):
        go_to(page, item)
        assert page.evaluate("document.documentElement.scrollWidth") == page.evaluate("innerWidth")
        assert page.evaluate(WIDER_THAN_THEIR_BOX) == []
        assert not overlaps(page)
    for opener, panel in PANELS:
        page.locator(opener).click()
        assert page.locator(panel).evaluate("e => e.scrollWidth <= e.clientWidth")
        assert page.evaluate(WIDER_THAN_THEIR_BOX) == []
        page.keyboard.press("Escape")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_off_on_a_narrow_phone_with_the_largest_text(
    new_phone: NewPhone, room: Room, language: str
) -> None:
    page = start(new_phone(**NARROW), room.person)
    page.goto(f"/language/{language}?next={urlsplit(page.url).path}")
    ready(page)
    enlarge(page, 3)
    for opener, panel in (*PANELS, ("#next", "#submit")):
        if panel == "#submit":
            go_to(page, 8)
        page.locator(opener).click()
        expect(page.locator(panel)).to_be_visible()
        assert page.locator(panel).evaluate("e => e.scrollWidth <= e.clientWidth")
        assert page.evaluate(WIDER_THAN_THEIR_BOX) == []
        page.keyboard.press("Escape")


def test_swiping_goes_from_question_to_question(new_phone: NewPhone, room: Room) -> None:
    page = start(new_phone(), room.person)
    swipe(page, (300, 200), (100, 210))
    expect(page.locator("fieldset.here")).to_have_attribute("data-item", "2")
    swipe(page, (100, 200), (300, 190))
    expect(page.locator("fieldset.here")).to_have_attribute("data-item", "1")
    swipe(page, (100, 200), (300, 190))
    expect(page.locator("fieldset.here")).to_have_attribute("data-item", "1")
    assert page.locator("input:checked").count() == 0


def test_what_is_no_clear_swipe_turns_no_page(new_phone: NewPhone, room: Room) -> None:
    page = start(new_phone(), room.person)
    go_to(page, 7)
    field = page.get_by_label("第 1 空").bounding_box()
    assert field is not None
    on_field = int(field["y"] + field["height"] / 2)
    for begin, end in (
        ((300, 150), (200, 300)),  # mostly downward
        ((200, 150), (160, 150)),  # too short
        ((300, on_field), (100, on_field)),  # in a field
        ((355, 150), (100, 150)),  # from the edge, which is the browser's own
    ):
        swipe(page, begin, end)
        expect(page.locator("fieldset.here")).to_have_attribute("data-item", "7")


def with_picture(page: Page) -> None:
    """The first question shows a picture from now on."""

    def answer(route: Route) -> None:
        response = route.fetch()
        image = '<img src="/static/icon.svg" width="64" height="64" alt="接线图">'
        route.fulfill(response=response, body=response.text().replace("</legend>", f"{image}</legend>", 1))

    page.route("**/exam/attempts/*", answer)


@pytest.mark.parametrize("device", [{}, IPHONE], ids=["android", "iphone"])
def test_a_picture_opens_large_and_closes_by_button_escape_and_back(
    new_phone: NewPhone, room: Room, device: dict[str, object]
) -> None:
    phone = new_phone(**device)
    page = start(phone, room.person)
    with_picture(page)
    page.reload()
    ready(page)
    picture = page.locator("fieldset.here img")
    picture.click()
    expect(page.locator("#picture-large")).to_have_attribute("alt", "接线图")
    before = page.locator("#picture-large").evaluate("e => e.clientWidth")
    page.locator("#picture-zoom").click()
    expect(page.locator("#picture-zoom")).to_have_attribute("aria-pressed", "true")
    assert page.locator("#picture-large").evaluate("e => e.clientWidth") > before
    assert violations(page) == []
    page.locator("#picture [data-close]").click()
    expect(page.locator("#picture")).to_be_hidden()
    picture.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#picture")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#picture")).to_be_hidden()
    picture.click()
    page.go_back()
    expect(page.locator("#picture")).to_be_hidden()


def in_view(page: Page, label: str) -> bool:
    """Whether all of a field can be seen between the bars."""
    seen: bool = page.get_by_label(label).evaluate(
        """field => {
            const view = window.visualViewport, box = field.getBoundingClientRect();
            const bar = document.getElementById('below'), fixed = getComputedStyle(bar).position === 'fixed';
            const end = Math.min(view.height, fixed ? bar.getBoundingClientRect().top : view.height);
            return box.top >= 0 && box.bottom <= end;
        }"""
    )
    return seen


def wait_until_in_view(page: Page, label: str) -> None:
    """The page may take a moment to scroll."""
    for _try in range(100):
        if in_view(page, label):
            return
        page.wait_for_timeout(100)
    raise AssertionError(label)


@pytest.mark.parametrize("steps", [0, 3])
def test_a_keyboard_that_shrinks_the_page_hides_no_field(new_phone: NewPhone, room: Room, steps: int) -> None:
    page = start(new_phone(), room.person)
    enlarge(page, steps)
    go_to(page, 7)
    page.get_by_label("第 2 空").tap()
    page.set_viewport_size({"width": 360, "height": 300})
    wait_until_in_view(page, "第 2 空")


def test_a_keyboard_laid_over_the_page_hides_no_field(new_phone: NewPhone, room: Room) -> None:
    phone = new_phone(**IPHONE)
    phone.add_init_script(
        """const view = new EventTarget();
        Object.assign(view, {height: 664, offsetTop: 0, scale: 1});
        Object.defineProperty(window, 'visualViewport', {value: view});"""
    )
    page = start(phone, room.person)
    enlarge(page, 3)
    go_to(page, 7)
    page.get_by_label("第 2 空").tap()
    page.evaluate("() => { visualViewport.height = 300; visualViewport.dispatchEvent(new Event('resize')); }")
    wait_until_in_view(page, "第 2 空")


def test_copying_is_discouraged_until_somebody_needs_it(new_phone: NewPhone, room: Room) -> None:
    page = start(new_phone(), room.person)
    long_press = "e => e.dispatchEvent(new MouseEvent('contextmenu', {bubbles: true, cancelable: true}))"
    legend = page.locator("fieldset.here legend")
    assert legend.evaluate("e => getComputedStyle(e).userSelect") == "none"
    assert not legend.evaluate(long_press)
    page.locator("#large").click()
    page.locator("label:has(#selectable)").click()
    page.keyboard.press("Escape")
    page.reload()
    ready(page)
    assert legend.evaluate("e => getComputedStyle(e).userSelect") != "none"
    assert legend.evaluate(long_press)


def test_the_watermark_names_the_entrant_and_gives_nothing_to_a_screen_reader(
    new_phone: NewPhone, room: Room
) -> None:
    page = start(new_phone(), room.person)
    mark = page.locator(".watermark")
    expect(mark).to_have_attribute("aria-hidden", "true")
    shown = mark.get_attribute("data-mark") or ""
    assert f"职工1 {room.person.ticket[-4:]}" in shown
    assert room.person.ticket not in shown


def test_a_whole_test_is_sat_by_keyboard_alone(new_phone: NewPhone, room: Room) -> None:
    page = sign_in(new_phone(is_mobile=False, has_touch=False), room.person)
    page.get_by_role("button", name="开始答题").press("Enter")
    ready(page)
    page.locator("#q1 input").first.focus()
    page.keyboard.press("ArrowDown")
    page.locator("#next").press("Enter")
    expect(page.locator("#q2 legend")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    saved(page)
    assert room.counted() == {1: ["B"], 2: ["A"]}
    page.locator("#open-card").press("Enter")
    expect(page.locator("#card-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#open-card")).to_be_focused()


def test_a_screen_reader_hears_number_type_options_state_and_time(new_phone: NewPhone, room: Room) -> None:
    page = start(new_phone(), room.person)
    question = page.get_by_role("group", name="1/8 · 单选题 · 10 分")
    expect(question.get_by_role("radio")).to_have_count(4)
    expect(question.get_by_role("radio").first).to_have_accessible_name("A 选项C3".replace(" ", ""))
    expect(page.get_by_role("timer")).to_contain_text("剩余时间")
    page.locator("#q1 label:has(input[value='B'])").click()
    expect(page.locator("#say")).to_have_text("已保存")
    page.locator("#open-card").click()
    expect(page.get_by_role("button", name="第 1 题 已答")).to_be_visible()
