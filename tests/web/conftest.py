"""The whole application on both databases, with a clock that tests set, and visitors without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import Settings
from examapp import create_app
from examapp.storage.database import Database
from tests.web.browsing import Visitor
from tests.web.staff_cast import Contest, make_contest


class Clock:
    """The server's clock, as still as the test leaves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        """Let time pass: `clock.advance(minutes=5)`."""
        self.now += timedelta(**span)


@pytest.fixture
def clock(now: datetime) -> Clock:
    """The clock of `app`; it starts at `now`."""
    return Clock(now)


@pytest.fixture
def app(database: Database, clock: Clock, tmp_path: Path) -> Iterator[Flask]:
    """The application on an empty database, with the keys of the `vault` fixture.

    Build rows in `database.transaction()`: an open writing session would make the pages wait.
    """
    settings = Settings(
        instance=tmp_path,
        database_url=database.engine.url.render_as_string(hide_password=False),
        secret_key=bytes(32),
        data_key=bytes(range(32)),
    )
    app = create_app(settings, clock)
    app.testing = True
    yield app
    app.extensions["examapp"].database.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A bare client; forms need the token of their page, for which `visitor` is handier."""
    return app.test_client()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Someone who opens pages and submits their forms with JavaScript off."""
    return Visitor(app)


@pytest.fixture
def contest(app: Flask, now: datetime) -> Contest:
    """A contest in the middle of its life with its staff."""
    return make_contest(app, now)
