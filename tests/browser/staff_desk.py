"""A member of staff at a desk, in Chromium."""

from __future__ import annotations

from playwright.sync_api import BrowserContext

from tests.browser.conftest import NewPhone
from tests.web.staff_cast import Contest


def desk(contest: Contest, new_phone: NewPhone, address: str, who: str) -> BrowserContext:
    """The browser of one of the cast, signed in, with a screen 1280 px wide."""
    desktop = new_phone(viewport={"width": 1280, "height": 900}, is_mobile=False, has_touch=False)
    client = contest.app.test_client()
    contest.sign_in(client, who)
    cookie = client.get_cookie("examapp")
    assert cookie is not None
    desktop.add_cookies([{"name": "examapp", "value": cookie.value, "url": address}])
    return desktop
