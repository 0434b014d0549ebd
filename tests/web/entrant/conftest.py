"""An open round with people in front of it."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from tests.web.browsing import Visitor
from tests.web.entrant.seats import Phone, Room, make_room, sit


@pytest.fixture
def room(app: Flask, now: datetime) -> Room:
    """A round with every question type."""
    return make_room(app, now)


@pytest.fixture
def other_visitor(app: Flask) -> Visitor:
    """Somebody else's browser."""
    return Visitor(app)


@pytest.fixture
def phone(visitor: Visitor, room: Room) -> Phone:
    """The phone of someone who has just started; `visitor` is its browser."""
    sit(visitor, room)
    return Phone(visitor)
