"""Signing in with ticket and PIN, the notice, and where they lead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from examapp.services.pin_slips import reset_pin
from examapp.storage.contest import Competition
from tests.web.browsing import Visitor
from tests.web.conftest import Clock
from tests.web.entrant.seats import Phone, Room, sign_in, sit


def test_ticket_and_pin_lead_to_my_events(visitor: Visitor, room: Room) -> None:
    assert sign_in(visitor, room.person).path == "/exam/"


def test_spaces_and_full_width_digits_are_understood(visitor: Visitor, room: Room) -> None:
    wide = room.person.ticket.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    visitor.open("/exam/sign-in")
    page = visitor.submit(
        "sign-in", {"ticket": f" {wide} ", "pin": f"{room.person.pin[:3]} {room.person.pin[3:]}"}
    )
    assert page.path == "/exam/"


def test_a_refusal_keeps_the_ticket_and_says_what_to_check(visitor: Visitor, room: Room) -> None:
    visitor.open("/exam/sign-in")
    page = visitor.submit("sign-in", {"ticket": room.person.ticket, "pin": "000000"})
    assert page.status == 401
    assert "准考证号或密码不正确" in page.words()
    assert page.form("sign-in").fields["ticket"] == room.person.ticket
    assert page.form("sign-in").fields["pin"] == ""


def test_five_wrong_pins_lock_the_ticket_for_a_quarter_of_an_hour(
    visitor: Visitor, room: Room, clock: Clock
) -> None:
    visitor.open("/exam/sign-in")
    for _ in range(5):
        visitor.submit("sign-in", {"ticket": room.person.ticket, "pin": "x"})
    page = visitor.submit("sign-in", {"ticket": room.person.ticket, "pin": room.person.pin})
    assert "已暂时锁定。请在 15 分钟后再试" in page.words()
    clock.advance(minutes=15)
    assert sign_in(visitor, room.person).path == "/exam/"


def test_empty_fields_are_named(visitor: Visitor, room: Room) -> None:
    visitor.open("/exam/sign-in")
    words = visitor.submit("sign-in").words()
    assert "请填写准考证号。" in words
    assert "请填写密码。" in words


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/exam/consent", "/exam/consent"),
        ("https://evil.example/", "/exam/"),
        ("//evil.example/", "/exam/"),
        ("/\\evil.example/", "/exam/"),
    ],
)
def test_signing_in_leads_only_to_pages_of_this_server(
    visitor: Visitor, room: Room, wanted: str, led_to: str
) -> None:
    visitor.open(f"/exam/sign-in?next={wanted}")
    page = visitor.submit("sign-in", {"ticket": room.person.ticket, "pin": room.person.pin})
    assert page.path == led_to


def test_who_is_not_signed_in_is_led_to_sign_in_and_back(visitor: Visitor, room: Room) -> None:
    assert visitor.open("/exam/consent").path == "/exam/sign-in?next=/exam/consent"
    page = visitor.submit("sign-in", {"ticket": room.person.ticket, "pin": room.person.pin})
    assert page.path == "/exam/consent"


def test_signing_out_ends_the_session(visitor: Visitor, room: Room) -> None:
    sign_in(visitor, room.person)
    assert visitor.submit("sign-out").path == "/exam/sign-in"
    assert visitor.open("/exam/").path.startswith("/exam/sign-in")


def test_resetting_a_pin_ends_what_was_signed_in_with_the_old_one(
    visitor: Visitor, other_visitor: Visitor, room: Room
) -> None:
    stranger, owner = visitor, other_visitor
    sit(stranger, room)
    phone = Phone(stranger)
    pin = _reset_pin(room)
    assert stranger.open("/exam/").path.startswith("/exam/sign-in")
    assert stranger.open(phone.path).path.startswith("/exam/sign-in")
    sign_in(owner, replace(room.person, pin=pin))
    owner.open(phone.path)
    assert phone.save(1, 1, ["B"]).json["reason"] == "taken_over"
    assert Phone(owner).save(1, 1, ["A"]).status_code == 200
    assert room.counted() == {1: ["A"]}


def test_a_cookie_without_a_mark_signs_nobody_in(visitor: Visitor, room: Room) -> None:
    with visitor.client.session_transaction() as cookie:
        cookie["_user_id"] = f"entrant:{room.person.entrant_id}"
    assert visitor.open("/exam/").path.startswith("/exam/sign-in")


def test_a_changed_notice_is_shown_and_accepted_before_anything_else(visitor: Visitor, room: Room) -> None:
    _change_notice(room, "2")
    page = sign_in(visitor, room.person)
    assert page.path.startswith("/exam/consent")
    assert "新的须知" in page.words()
    assert visitor.submit("consent").path == "/exam/"
    assert "您已经确认过" in visitor.open("/exam/consent").words()


def test_a_notice_that_changed_while_it_was_read_is_shown_anew(visitor: Visitor, room: Room) -> None:
    _change_notice(room, "2")
    sign_in(visitor, room.person)
    form = visitor.page.forms()[-1]
    _change_notice(room, "3")
    page = visitor.submit(form)
    assert "考试须知已经更新" in page.words()
    assert page.form("/consent").fields["version"] == "3"


def test_nobody_starts_without_accepting_the_notice(visitor: Visitor, room: Room) -> None:
    page = sign_in(visitor, room.person)
    form = page.form("/start")
    _change_notice(room, "2")
    page = visitor.submit(form)
    assert page.path == "/exam/consent"
    assert "请先阅读并确认" in page.words()


def _change_notice(room: Room, version: str) -> None:
    with room.collaborators.database.transaction() as session:
        (competition,) = session.query(Competition).all()
        competition.notice_version = version
        competition.notice_text = "新的须知"


def _reset_pin(room: Room) -> str:
    with room.collaborators.database.transaction() as session:
        return reset_pin(
            session,
            room.collaborators.vault,
            ticket=room.person.ticket,
            actor="zhang",
            now=room.collaborators.clock(),
        )
