"""What an entrant takes home: the receipt, and the result once it is released."""

from __future__ import annotations

from datetime import datetime

from tests.web.browsing import Visitor
from tests.web.conftest import Clock
from tests.web.entrant.seats import Phone, Room, sign_in


def test_a_receipt_holds_number_time_count_and_both_hashes(
    phone: Phone, visitor: Visitor, room: Room, clock: Clock
) -> None:
    phone.save(1, 1, ["B"])
    clock.advance(minutes=5)
    phone.post("submit")
    words = visitor.open(f"{phone.path}/receipt").words()
    attempt = room.attempt()
    assert attempt.receipt in words
    assert attempt.paper_hash in words
    assert "2026-09-07 10:05:00" in words
    assert "1 / 8 题" in words
    assert room.person.ticket in words


def test_a_receipt_says_what_came_too_late_to_count(
    phone: Phone, visitor: Visitor, room: Room, clock: Clock
) -> None:
    phone.save(1, 1, ["B"])
    clock.advance(hours=2)
    entry = {"seq": 2, "item": 2, "response": ["A"], "elapsed_ms": 3_599_000}
    assert phone.post("submit", entries=[entry]).status_code == 200
    words = visitor.open(f"{phone.path}/receipt").words()
    assert "有 1 题的作答在截止后才送到" in words
    assert "1 / 8 题" in words
    assert list(room.counted()) == [1]


def test_a_receipt_in_time_speaks_of_nothing_late(phone: Phone, visitor: Visitor) -> None:
    phone.save(1, 1, ["B"])
    phone.post("submit")
    assert "截止后" not in visitor.open(f"{phone.path}/receipt").words()


def test_an_attempt_left_alone_closes_itself_when_its_receipt_is_asked_for(
    phone: Phone, visitor: Visitor, room: Room, clock: Clock
) -> None:
    phone.save(1, 1, ["B"])
    clock.advance(days=2)
    words = visitor.open(f"{phone.path}/receipt").words()
    assert "答题时间已到，系统已自动交卷" in words
    assert "2026-09-07 11:00:00" in words
    assert room.attempt().closed_by == "deadline"


def test_an_attempt_left_alone_leads_to_its_receipt_when_it_is_opened(
    phone: Phone, visitor: Visitor, clock: Clock
) -> None:
    clock.advance(days=2)
    assert visitor.open(phone.path).path == f"{phone.path}/receipt"


def test_a_running_attempt_has_neither_receipt_nor_result(phone: Phone, visitor: Visitor) -> None:
    for page in ("receipt", "receipt.svg", "result", "appeals", "exits"):
        assert visitor.open(f"{phone.path}/{page}").path == phone.path


def test_before_release_the_result_page_says_that_and_no_score(phone: Phone, visitor: Visitor) -> None:
    phone.post("submit")
    words = visitor.open(f"{phone.path}/result").words()
    assert "成绩还没有公布" in words
    assert "总分" not in words


def test_after_release_the_result_page_shows_total_and_sections(
    phone: Phone, visitor: Visitor, room: Room, now: datetime
) -> None:
    phone.save(1, 8, ["5.0"])
    phone.save(2, 7, ["氩气", "弧光"])
    phone.post("submit")
    room.release_scores(now)
    words = visitor.open(f"{phone.path}/result").words()
    assert "总分20 / 100" in words
    assert "填空题110 / 10" in words
    assert "单选题30 / 30" in words


def test_attempts_of_others_look_like_attempts_that_nobody_has(
    phone: Phone, other_visitor: Visitor, room: Room
) -> None:
    sign_in(other_visitor, room.other)
    answers = set()
    for attempt in (phone.path, "/exam/attempts/0", "/exam/attempts/424242", f"/exam/attempts/{2**63}"):
        for rest in ("", "/receipt", "/receipt.svg", "/result", "/review", "/appeals", "/exits"):
            page = other_visitor.open(attempt + rest)
            answers.add((page.status, page.words()))
    assert [status for status, _ in answers] == [404]
    assert room.attempt().sitting == 1
