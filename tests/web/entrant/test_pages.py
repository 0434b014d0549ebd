"""Every page of an entrant, in both languages: valid HTML, one title and heading, labels, unique ids."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from tests.web.browsing import Page, Visitor
from tests.web.entrant.seats import Phone, Room, sit


def _walk(visitor: Visitor, room: Room, now: datetime) -> list[Page]:
    """A visit from signing in to the result, without scripts."""
    pages = [visitor.open("/exam/sign-in"), visitor.submit("sign-in"), sit(visitor, room)]
    phone = Phone(visitor)
    pages.append(visitor.submit("/form", {"q1": "B"}, press="save"))
    pages.append(visitor.submit("/form", press="submit"))
    pages.append(visitor.submit("/form", press="confirm"))
    pages += [visitor.open(path) for path in ("/exam/", "/exam/consent", f"{phone.path}/result")]
    room.release_scores(now)
    return [*pages, visitor.open(f"{phone.path}/result"), visitor.open("/exam/attempts/424242")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_are_sound(visitor: Visitor, room: Room, now: datetime, language: str) -> None:
    visitor.open(f"/language/{language}")
    for page in _walk(visitor, room, now):
        assert page.problems() == [], page.path
        assert (page.tree.get("lang") or "")[:2] == language


def test_pages_hold_no_inline_script_or_style(visitor: Visitor, room: Room, now: datetime) -> None:
    for page in _walk(visitor, room, now):
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page.text)
        assert all(script.get("src") for script in page.all("script"))
        assert "'unsafe-inline'" not in page.response.headers["Content-Security-Policy"]
