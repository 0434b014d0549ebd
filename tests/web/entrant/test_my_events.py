"""My events, and what each says can be done now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from flask import Flask

from examapp.domain.rules import TimingRules
from tests.web.browsing import Visitor
from tests.web.conftest import Clock
from tests.web.entrant.seats import ALL_TYPES, Phone, Room, make_room, sign_in, sit


def test_an_open_round_tells_its_paper_window_and_length_before_the_start(
    visitor: Visitor, room: Room
) -> None:
    words = sign_in(visitor, room.person).words()
    assert "焊接 · 初赛 可以开始" in words
    assert "2026-09-07 09:00 至 2026-09-07 18:00 （北京时间）" in words
    assert "8 题，满分 100 分" in words
    assert "多选题 2 × 20 分" in words
    assert "请在 2026-09-07 17:00 前开始，才有完整的 60 分钟" in words
    assert "开始答题（60 分钟）" in words


def test_a_late_start_is_told_how_little_is_left(visitor: Visitor, room: Room, clock: Clock) -> None:
    clock.advance(hours=7, minutes=25)
    words = sign_in(visitor, room.person).words()
    assert "现在开始只剩 35 分钟 可用，不再是完整的 60 分钟" in words
    assert "开始答题（35 分钟）" in words


def test_where_the_window_cuts_nothing_that_is_said(visitor: Visitor, app: Flask, now: datetime) -> None:
    room = make_room(app, now, replace(ALL_TYPES, timing=TimingRules(window_policy="full_time")))
    words = sign_in(visitor, room.person).words()
    assert "只要在开放时间内开始，都有完整的 60 分钟" in words


def test_nothing_can_be_started_before_the_window_or_after_it(
    visitor: Visitor, room: Room, clock: Clock
) -> None:
    clock.advance(hours=-2)
    page = sign_in(visitor, room.person)
    assert "未到时间" in page.words()
    assert [form.action for form in page.forms()] == ["/exam/sign-out"]
    clock.advance(hours=99)
    page = visitor.open("/exam/")
    assert "已结束，未参加" in page.words()
    assert [form.action for form in page.forms()] == ["/exam/sign-out"]


def test_starting_too_late_is_refused_with_a_sentence(visitor: Visitor, room: Room, clock: Clock) -> None:
    page = sign_in(visitor, room.person)
    clock.advance(hours=8)
    page = visitor.submit(page.form("/start"))
    assert page.status == 409
    assert "已经结束" in page.words()


def test_two_taps_on_start_end_in_one_attempt(visitor: Visitor, room: Room) -> None:
    form = sign_in(visitor, room.person).form("/start")
    first = visitor.submit(form).path
    assert visitor.submit(form).path == first
    assert room.attempt().number == 1


def test_a_running_attempt_offers_to_go_on(visitor: Visitor, room: Room, clock: Clock) -> None:
    path = sit(visitor, room).path
    clock.advance(minutes=20)
    page = visitor.open("/exam/")
    assert "还剩 40 分钟" in page.words()
    assert path in page.links()


def test_a_closed_attempt_leads_to_receipt_and_later_to_the_result(
    phone: Phone, visitor: Visitor, room: Room, now: datetime
) -> None:
    phone.post("submit")
    page = visitor.open("/exam/")
    assert "已交卷" in page.words()
    assert f"{phone.path}/receipt" in page.links()
    assert f"{phone.path}/result" not in page.links()
    room.release_scores(now + timedelta(days=1))
    assert f"{phone.path}/result" in visitor.open("/exam/").links()


def test_rounds_of_nobody_cannot_be_started(visitor: Visitor, room: Room) -> None:
    form = sign_in(visitor, room.person).form("/start")
    for round_id in (room.round_id + 1, 0, 10**18):
        assert visitor.submit(replace(form, action=f"/exam/rounds/{round_id}/start")).status == 404


def test_at_the_opening_each_button_waits_its_own_little_while(
    visitor: Visitor, other_visitor: Visitor, room: Room, clock: Clock
) -> None:
    clock.advance(hours=-1)  # the opening
    waits = []
    for each, person in ((visitor, room.person), (other_visitor, room.other)):
        (form,) = [f for f in sign_in(each, person).all("form") if f.get("data-release-ms")]
        waits.append(int(form.get("data-release-ms", "")))
    assert len(set(waits)) == 2
    assert all(0 < wait < 30_000 for wait in waits)
    clock.advance(seconds=30)
    (form,) = [f for f in visitor.open("/exam/").all("form") if f.get("data-release-ms")]
    assert form.get("data-release-ms") == "0"
