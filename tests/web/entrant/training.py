"""What a worker does on the pages of practice, without scripts."""

from __future__ import annotations

import re

from tests.web.browsing import Page, Visitor
from tests.web.entrant.seats import Room, sign_in


def practice_path(room: Room) -> str:
    """Where the event of the room is practised."""
    return f"/exam/events/{room.event_id}/practice"


def begin(visitor: Visitor, room: Room, **asked: str) -> Page:
    """The first question of a fresh run, of somebody signed in."""
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return visitor.open(f"{practice_path(room)}/question?{query}")


def enter(visitor: Visitor, room: Room) -> Page:
    """The page of practice, from my events."""
    page = sign_in(visitor, room.person)
    assert practice_path(room) in page.links()
    return visitor.open(practice_path(room))


def letters(page: Page, *texts: str) -> list[str]:
    """The letters of the options whose text begins so."""
    found = []
    for label in page.all("label"):
        words, box = "".join(label.itertext()).strip(), label.find("input")
        if box is not None and re.match(rf"[A-D]?({'|'.join(texts)})", words):
            found.append(box.get("value", ""))
    return found


def answer(visitor: Visitor, given: list[str] | str, press: str = "answer") -> Page:
    """What is shown after an answer to the question of the page; `given` for each of its inputs."""
    form = visitor.page.form("/practice/question")
    (name,) = {each for each in form.names if each.startswith("q")}
    return visitor.submit(form, {name: given}, press=press)
