"""Nothing that an entrant can fetch before release holds a key or hints at one."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from tests.web.browsing import Visitor
from tests.web.entrant.seats import Phone, Room
from tests.web.entrant.training import practice_path

# What the bank of `seats.make_room` holds beside stems and options.
SECRETS = [
    r"(single|multiple|judge)-\d{3}",
    "blank-1",
    "numeric-1",
    "解析",
    "弧光",
    "4\\.9",
    "5\\.1",
    "topic",
    "difficulty",
    "explanation",
    "工艺",
    "qid",
    "revision",
    "pool",
    "answer_key",
    "correct",
]

# Practice tells keys of public questions, but to nobody whose own attempt runs.
PRACTICE = (
    "",
    "/question?by=random",
    "/question?by=wrong",
    "/wrong",
    "/progress.svg",
)


def test_no_response_before_release_holds_anything_of_a_key(
    phone: Phone, visitor: Visitor, room: Room
) -> None:
    bodies = [
        visitor.open(phone.path).text,
        phone_answer(phone, visitor),
        visitor.open("/exam/").text,
        visitor.open("/exam/consent").text,
    ]
    bodies += [visitor.open(practice_path(room) + rest).text for rest in PRACTICE]
    newest = Phone(open_again(visitor, phone.path))
    bodies.append(newest.post("submit").get_data(as_text=True))
    afterwards = ("receipt", "result", "review", "appeals", "exits")
    bodies += [visitor.open(f"{phone.path}/{rest}").text for rest in afterwards]
    bodies.append(phone.client.get(f"{phone.path}/receipt.svg").get_data(as_text=True))
    for body in bodies:
        for secret in SECRETS:
            assert not re.search(secret, body), (secret, body)


def test_options_carry_the_letters_shown_and_nothing_else(phone: Phone, visitor: Visitor) -> None:
    page = visitor.open(phone.path)
    for element in page.all("input"):
        if element.get("type") in ("radio", "checkbox") and element.get("name"):
            assert set(element.keys()) <= {"type", "name", "value"}
            assert element.get("value") in ("A", "B", "C", "D", "T", "F", "")


def test_every_page_of_an_entrant_is_kept_out_of_caches(phone: Phone, client: FlaskClient) -> None:
    for path in (phone.path, "/exam/", f"{phone.path}/receipt"):
        assert phone.client.get(path).headers["Cache-Control"] == "no-store"


def open_again(visitor: Visitor, path: str) -> Visitor:
    """The visitor with the attempt in front of them."""
    visitor.open(path)
    return visitor


def phone_answer(phone: Phone, visitor: Visitor) -> str:
    """The body of a save."""
    return Phone(open_again(visitor, phone.path)).save(1, 1, ["B"]).get_data(as_text=True)
