"""What a thumb does on the entrant's pages."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.web.entrant.seats import Person

# Lets a test move the page's monotonic clock on.
SKIPPING = """
    window.skippedMs = 0;
    performance.now = (now => () => now() + window.skippedMs)(performance.now.bind(performance));
"""
# Whatever waits for a quarter of a minute or longer waits a fiftieth of it.
IMPATIENT = """
    window.setTimeout = (wait => (does, ms) => wait(does, ms < 15000 ? ms : ms / 50))(window.setTimeout);
"""


def skip(page: Page, seconds: float) -> None:
    """Time goes by on the page's clock, but not on the server's; the page needs SKIPPING."""
    page.evaluate("ms => { window.skippedMs += ms; }", seconds * 1000)


def sign_in(phone: BrowserContext, person: Person) -> Page:
    """My events, on that phone."""
    page = phone.new_page()
    page.goto("/exam/")
    page.get_by_label("准考证号").fill(person.ticket)
    page.get_by_label("密码").fill(person.pin)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="我的赛项")).to_be_visible()
    return page


def start(phone: BrowserContext, person: Person) -> Page:
    """The sitting just started."""
    page = sign_in(phone, person)
    page.get_by_role("button", name="开始答题").click()
    ready(page)
    return page


def go_on(phone: BrowserContext, person: Person) -> Page:
    """The sitting taken up again, on this phone."""
    page = sign_in(phone, person)
    page.get_by_role("link", name="继续答题").click()
    ready(page)
    return page


def ready(page: Page) -> None:
    """Wait until the script has taken the page over."""
    expect(page.locator("html.js fieldset.here")).to_be_visible()


def go_to(page: Page, item: int) -> None:
    """Open a question from the answer card."""
    page.locator("#open-card").click()
    page.locator(f"#numbers [data-item='{item}']").click()
    expect(page.locator("fieldset.here")).to_have_attribute("data-item", str(item))


def choose(page: Page, item: int, *letters: str) -> None:
    """Go to a question and tap its options."""
    go_to(page, item)
    for letter in letters:
        page.locator(f"fieldset.here label:has(input[value='{letter}'])").click()


def enlarge(page: Page, steps: int = 2) -> None:
    """Choose a larger text, so many steps above what it is now."""
    page.locator("#large").click()
    for _step in range(steps):
        page.locator("#larger").click()
    page.locator("#reading [data-close]").click()


def saved(page: Page) -> None:
    """Wait until nothing is unsaved."""
    expect(page.locator("#saved")).to_have_text("已保存")


def hide(page: Page) -> None:
    """Another application comes before the page."""
    _show(page, hidden=True)


def come_back(page: Page) -> None:
    """The page is before one's eyes again."""
    _show(page, hidden=False)


def _show(page: Page, hidden: bool) -> None:
    page.evaluate(
        """hidden => {
            Object.defineProperty(document, 'hidden', {configurable: true, get: () => hidden});
            document.dispatchEvent(new Event('visibilitychange'));
        }""",
        hidden,
    )


def swipe(page: Page, start: tuple[int, int], end: tuple[int, int]) -> None:
    """A finger moves over the glass."""
    finger = page.context.new_cdp_session(page)
    for kind, place in (("touchStart", start), ("touchMove", end)):
        points = [{"x": place[0], "y": place[1]}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    finger.detach()


def submit(page: Page) -> None:
    """Hand in from the answer card, and wait for the receipt."""
    page.locator("#open-card").click()
    page.locator("#card-submit").click()
    page.locator("#submit-now").click()
    expect(page.get_by_role("heading", name="交卷回执")).to_be_visible()
