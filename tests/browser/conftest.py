"""A live server, and Chromium as a phone in front of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from werkzeug.serving import make_server

from config import Settings
from examapp import create_app
from examapp.storage.database import Database
from tests.web.conftest import Clock
from tests.web.entrant.seats import Room, make_room
from tools.browser import ARGUMENTS, CHROMIUM

# A cheap phone: 360 CSS pixels wide.
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}
# As wide and as fine as an iPhone 13, which draws the page with Chromium here all the same.
IPHONE = {
    "viewport": {"width": 390, "height": 664},
    "screen": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "user_agent": (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        "Version/15.0 Mobile/15E148 Safari/604.1"
    ),
}
NewPhone = Callable[..., BrowserContext]
# A busy machine is no defect.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
def clock(now: datetime) -> Clock:
    """The server's clock, as still as the test leaves it."""
    return Clock(now)


@pytest.fixture
def app(sqlite: Database, clock: Clock, tmp_path: Path) -> Iterator[Flask]:
    """The application on SQLite; it serves several phones at once."""
    settings = Settings(
        instance=tmp_path,
        database_url=sqlite.engine.url.render_as_string(hide_password=False),
        secret_key=bytes(32),
        data_key=bytes(range(32)),
    )
    app = create_app(settings, clock)
    yield app
    app.extensions["examapp"].database.dispose()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the application listens: a free port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of this process."""
    if CHROMIUM is None:
        pytest.skip("this machine has no Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def room(app: Flask, now: datetime) -> Room:
    """An open round with every question type."""
    return make_room(app, now)


@pytest.fixture
def new_phone(chromium: Browser, address: str) -> Iterator[NewPhone]:
    """Makes phones, each with its own cookies and storage; what goes wrong in their scripts fails the test."""
    phones: list[BrowserContext] = []
    errors: list[str] = []

    def make(**changes: object) -> BrowserContext:
        phone = chromium.new_context(base_url=address, **{**PHONE, **changes})  # type: ignore[arg-type]
        phone.set_default_timeout(PATIENCE_MS)
        phone.on("weberror", lambda error: errors.append(str(error.error)))
        phones.append(phone)
        return phone

    yield make
    for phone in phones:
        phone.close()
    assert errors == []
