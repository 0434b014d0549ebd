"""The protocol by which a phone saves answers and hands in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from examapp.web.entrant.wire import LARGEST_BODY
from tests.web.browsing import Visitor
from tests.web.conftest import Clock
from tests.web.entrant.seats import Phone, Room, attempt_path, sign_in, sit

HOUR_MS = 3_600_000


def test_a_save_says_through_which_entry_and_how_long_is_left(phone: Phone, room: Room, clock: Clock) -> None:
    clock.advance(minutes=1)
    answer = phone.post(
        "answers",
        entries=[
            {"seq": 1, "item": 4, "response": ["A"], "elapsed_ms": 50_000},
            {"seq": 2, "item": 4, "response": ["A", "C"], "elapsed_ms": 51_000},
            {"seq": 3, "item": 2, "flag": True, "elapsed_ms": 52_000},
        ],
    )
    assert answer.status_code == 200
    assert answer.json == {"saved_through": 3, "remaining_ms": HOUR_MS - 60_000}
    assert [(row.kind, row.item, row.elapsed_ms) for row in room.journal()] == [
        ("answer", 4, 50_000),
        ("answer", 4, 51_000),
        ("flag", 2, 52_000),
    ]
    assert room.counted() == {4: ["A", "C"]}


def test_sending_again_is_acknowledged_and_stored_once(phone: Phone, room: Room) -> None:
    assert phone.save(1, 1, ["B"]).json == phone.save(1, 1, ["B"]).json
    assert len(room.journal()) == 1


def test_another_answer_under_a_number_already_used_is_never_called_saved(phone: Phone, room: Room) -> None:
    phone.save(1, 1, ["A"])
    fresh = {"seq": 2, "item": 2, "response": ["C"], "elapsed_ms": 0}
    taken = {"seq": 1, "item": 1, "response": ["B"], "elapsed_ms": 0}
    for what in ("answers", "submit"):
        refused = phone.post(what, entries=[fresh, taken])
        assert (refused.status_code, refused.json) == (409, {"reason": "taken_over"})
    assert room.counted() == {1: ["A"]}
    assert phone.save(2, 2, ["C"]).status_code == 200


def test_asking_for_the_time_sends_no_entries(phone: Phone) -> None:
    assert phone.post("answers", entries=[]).json == {"saved_through": 0, "remaining_ms": HOUR_MS}


def test_whatever_an_input_can_hold_is_saved(phone: Phone) -> None:
    responses: list[object] = [["A", "C"], "AC", None, True, "", ["氩气", ""]]
    for seq, response in enumerate(responses, start=1):
        assert (phone.save(seq, 1, response).json or {})["saved_through"] == seq


def test_after_the_deadline_and_its_grace_answers_are_kept_but_refused(
    phone: Phone, room: Room, clock: Clock
) -> None:
    clock.advance(hours=1, seconds=10)
    assert phone.save(1, 1, ["B"]).status_code == 200
    clock.advance(seconds=1)
    answer = phone.save(2, 1, ["C"])
    assert (answer.status_code, answer.json) == (409, {"reason": "closed", "remaining_ms": 0})
    assert [row.status for row in room.journal()] == ["saved", "late"]


def test_a_phone_that_was_taken_over_is_told_so_and_overwrites_nothing(
    phone: Phone, room: Room, other_visitor: Visitor
) -> None:
    sign_in(other_visitor, room.person)
    other_visitor.open(phone.path)
    newer = Phone(other_visitor)
    assert newer.save(1, 1, ["B"]).status_code == 200
    answer = phone.save(1, 1, ["C"])
    assert (answer.status_code, answer.json) == (409, {"reason": "taken_over", "remaining_ms": HOUR_MS})
    assert room.counted() == {1: ["B"]}


@pytest.mark.parametrize("what", ["answers", "submit"])
def test_who_is_no_longer_signed_in_is_asked_to_and_changes_nothing(
    phone: Phone, room: Room, visitor: Visitor, what: str
) -> None:
    visitor.client.delete_cookie("examapp")
    answer = phone.post(what, entries=[{"seq": 1, "item": 1, "response": ["B"], "elapsed_ms": 1}])
    assert (answer.status_code, answer.json) == (401, {"reason": "sign_in"})
    assert room.journal() == []


def test_signing_in_again_without_leaving_the_page_lets_the_queue_go_on(
    phone: Phone, room: Room, visitor: Visitor
) -> None:
    visitor.client.delete_cookie("examapp")
    again = visitor.client.post("/exam/renew", json={"ticket": room.person.ticket, "pin": room.person.pin})
    assert (again.status_code, again.json) == (200, {"ok": True})
    assert phone.save(1, 1, ["B"]).status_code == 200


def test_a_wrong_pin_over_the_page_is_told_and_counted(room: Room, visitor: Visitor) -> None:
    for _ in range(5):
        answer = visitor.client.post("/exam/renew", json={"ticket": room.person.ticket, "pin": "x"})
        assert answer.status_code == 401
        assert answer.json is not None
        assert answer.json["reason"] == "wrong"
        assert "不正确" in answer.json["message"]
    right = {"ticket": room.person.ticket, "pin": room.person.pin}
    locked = visitor.client.post("/exam/renew", json=right)
    assert (locked.status_code, (locked.json or {})["reason"]) == (401, "locked")


def test_nobody_saves_or_submits_for_somebody_else(
    phone: Phone, room: Room, other_visitor: Visitor, visitor: Visitor
) -> None:
    sign_in(other_visitor, room.other)
    phone.client = other_visitor.client
    entries = [{"seq": 1, "item": 1, "response": ["B"], "elapsed_ms": 1}]
    for what in ("answers", "submit"):
        theirs = phone.post(what, entries=entries)
        assert (theirs.status_code, theirs.json) == (404, {"reason": "unknown"})
        phone.path, kept = "/exam/attempts/424242", phone.path
        nobodys = phone.post(what, entries=entries)
        assert (nobodys.status_code, nobodys.json) == (theirs.status_code, theirs.json)
        phone.path = kept
    assert room.journal() == []
    assert room.attempt().state == "open"


def test_a_made_up_token_saves_nothing(phone: Phone, room: Room) -> None:
    for phone.token in ("", "1.", "1." + "0" * 32, "2", "x" * 10_000, "1.é"):
        assert phone.save(1, 1, ["B"]).status_code == 404
        assert phone.post("submit").status_code == 404
    assert room.journal() == []


GOOD = {"seq": 1, "item": 1, "response": ["B"], "elapsed_ms": 1}
HOSTILE: list[Any] = [
    None,
    [],
    "x",
    5,
    {},
    {"session": 1, "entries": []},
    {"session": "x", "entries": {}},
    {"session": "x", "entries": [1]},
    *(
        {"entries": [{**GOOD, **change}]}
        for change in (
            {"seq": "1"},
            {"seq": 1.5},
            {"seq": True},
            {"seq": None},
            {"seq": 0},
            {"seq": -1},
            {"seq": 10**30},
            {"item": 0},
            {"item": 501},
            {"item": 10**30},
            {"elapsed_ms": -1},
            {"elapsed_ms": "1"},
            {"elapsed_ms": 10**15},
            {"response": {"a": 1}},
            {"response": [["A"]]},
            {"response": ["x" * 5000]},
            {"response": ["x"] * 3000},
            {"response": 5},
            {"flag": True},
            {"flag": 1},
        )
    ),
    {"entries": [{"seq": 1, "item": 1, "elapsed_ms": 1}]},
    {"entries": [{**GOOD, "seq": n} for n in range(1, 502)]},
]


@pytest.mark.parametrize("what", ["answers", "submit"])
def test_a_malformed_body_is_refused_whole(phone: Phone, room: Room, what: str) -> None:
    for body in HOSTILE:
        sent = {"session": phone.token, **body} if isinstance(body, dict) and body else body
        answer = phone.client.post(f"{phone.path}/{what}", json=sent)
        assert answer.status_code == 400, body
        assert (answer.json or {})["error"] == "malformed"
    assert room.journal() == []
    assert room.attempt().state == "open"


def test_bytes_that_are_no_json_are_refused(phone: Phone) -> None:
    deep = (b"[" * 50_000, b'{"a":' * 40_000)
    for raw in (b"", b"{", b"\xff\xfe", b'{"session": "\xff"}', b'"\\ud800"', b"NaN", *deep):
        for path in (f"{phone.path}/answers", f"{phone.path}/submit", "/exam/renew"):
            answer = phone.client.post(path, data=raw, content_type="application/json")
            assert answer.status_code == 400, raw[:40]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_what_a_form_of_another_site_can_send_signs_nobody_in(
    visitor: Visitor, room: Room, kind: str
) -> None:
    body = json.dumps({"ticket": room.person.ticket, "pin": room.person.pin})
    answer = visitor.client.post("/exam/renew", data=body, content_type=kind)
    assert answer.status_code == 400
    assert visitor.open("/exam/").path.startswith("/exam/sign-in")


def test_a_body_larger_than_any_phone_sends_is_refused(phone: Phone, room: Room) -> None:
    body = json.dumps({"session": phone.token, "entries": [GOOD], "x": "x" * LARGEST_BODY})
    answer = phone.client.post(f"{phone.path}/answers", data=body, content_type="application/json")
    assert answer.status_code == 413
    assert room.journal() == []


def test_submitting_saves_what_is_unsent_and_leads_to_the_receipt(
    phone: Phone, room: Room, visitor: Visitor
) -> None:
    answer = phone.post("submit", entries=[GOOD], last_seq=1)
    assert (answer.status_code, answer.json) == (200, {"receipt_url": f"{phone.path}/receipt"})
    assert room.counted() == {1: ["B"]}
    assert room.attempt().closed_by == "entrant"
    assert "1 / 8 题" in visitor.open(f"{phone.path}/receipt").words()


def test_submitting_again_gives_the_same_receipt(phone: Phone, room: Room) -> None:
    first = phone.post("submit").json
    number = room.attempt().receipt
    assert phone.post("submit", entries=[GOOD]).json == first
    assert room.attempt().receipt == number


def test_an_older_phone_cannot_hand_in(phone: Phone, room: Room, visitor: Visitor) -> None:
    visitor.open(phone.path)
    answer = phone.post("submit")
    assert (answer.status_code, (answer.json or {})["reason"]) == (409, "taken_over")
    assert room.attempt().state == "open"


def test_saving_after_handing_in_is_refused_and_kept_as_late(phone: Phone, room: Room) -> None:
    phone.post("submit")
    assert phone.save(1, 1, ["B"]).json == {"reason": "closed", "remaining_ms": 0}
    assert [row.status for row in room.journal()] == ["late"]


def test_other_methods_are_not_for_these_addresses(phone: Phone, room: Room) -> None:
    assert phone.client.get(f"{phone.path}/answers").status_code == 405
    assert phone.client.put(f"{phone.path}/submit").status_code == 405


def test_the_sitting_tells_the_script_what_is_saved_and_since_when(
    visitor: Visitor, room: Room, clock: Clock
) -> None:
    page = sit(visitor, room)
    phone = Phone(visitor)
    phone.save(1, 4, ["A"], elapsed_ms=7_000)
    phone.save(2, 5, None, elapsed_ms=8_000)
    clock.advance(seconds=90)
    (form,) = [e for e in visitor.open(attempt_path(page)).all("form") if e.get("id") == "sitting"]
    assert json.loads(form.get("data-elapsed", "")) == {"4": 7_000, "5": 8_000}
    assert form.get("data-now") == "90000"
    assert form.get("data-remaining") == str(HOUR_MS - 90_000)
    assert form.get("data-session") != phone.token


def test_leaving_the_page_is_kept_beside_the_answers_and_counts_for_nothing(room: Room, phone: Phone) -> None:
    answer = phone.post("answers", entries=[{"seq": 1, "away_ms": 5300, "elapsed_ms": 81234}])
    assert answer.get_json()["saved_through"] == 1
    (row,) = room.journal()
    assert (row.kind, row.item, row.response, row.elapsed_ms) == ("away", 0, "5300", 81234)
    assert room.counted() == {}


@pytest.mark.parametrize(
    "entry",
    [
        {"seq": 1, "item": 3, "away_ms": 5300, "elapsed_ms": 1},
        {"seq": 1, "away_ms": -1, "elapsed_ms": 1},
        {"seq": 1, "away_ms": "long", "elapsed_ms": 1},
        {"seq": 1, "item": 1, "flag": True, "away_ms": 1, "elapsed_ms": 1},
    ],
)
def test_leaving_the_page_in_a_wrong_form_is_refused(
    room: Room, phone: Phone, entry: dict[str, object]
) -> None:
    assert phone.post("answers", entries=[entry]).status_code == 400
    assert room.journal() == []
