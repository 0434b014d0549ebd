"""A whole sitting by posting forms, as a browser with JavaScript off does it."""

from __future__ import annotations

import pytest

from tests.web.browsing import Visitor
from tests.web.conftest import Clock
from tests.web.entrant.seats import Phone, Room, attempt_path, sign_in, sit

ANSWERS = {
    "q1": "B",
    "q2": "A",
    "q3": "D",
    "q4": ["A", "C"],
    "q6": "F",
    "q7": ["氩气", "弧光"],
    "q8": "5.0",
}
RESPONSES = {
    1: ["B"],
    2: ["A"],
    3: ["D"],
    4: ["A", "C"],
    6: ["F"],
    7: ["氩气", "弧光"],
    8: ["5.0"],
}


def test_answers_saved_stand_in_the_form_again(visitor: Visitor, room: Room) -> None:
    sit(visitor, room)
    page = visitor.submit("/form", ANSWERS, press="save")
    assert "已保存" in page.words()
    fields = page.form("/form").fields
    assert {name: fields.getlist(name) for name in ANSWERS} == {
        name: [value] if isinstance(value, str) else value for name, value in ANSWERS.items()
    }
    assert fields.getlist("q5") == []


def test_handing_in_asks_once_more_naming_what_is_unanswered(visitor: Visitor, room: Room) -> None:
    sit(visitor, room)
    page = visitor.submit("/form", ANSWERS, press="submit")
    assert "还有 1 题没有作答：5" in page.words()
    assert room.attempt().state == "open"
    page = visitor.submit("/form", press="confirm")
    assert page.path.endswith("/receipt")
    assert "7 / 8 题" in page.words()
    assert room.attempt().receipt in page.words()


def test_what_counts_is_what_was_posted(visitor: Visitor, room: Room) -> None:
    sit(visitor, room)
    visitor.submit("/form", ANSWERS, press="submit")
    visitor.submit("/form", press="confirm")
    assert room.counted() == RESPONSES


def test_a_choice_can_be_changed_and_cleared(visitor: Visitor, room: Room) -> None:
    sit(visitor, room)
    visitor.submit("/form", ANSWERS, press="save")
    visitor.submit("/form", {"q1": "C", "q2": "", "q4": [], "q7": ["", ""]}, press="save")
    assert room.counted() == {1: ["C"], 3: ["D"], 6: ["F"], 8: ["5.0"]}
    assert visitor.page.form("/form").fields.getlist("q4") == []


def test_saving_twice_stores_nothing_twice(visitor: Visitor, room: Room) -> None:
    sit(visitor, room)
    visitor.submit("/form", ANSWERS, press="save")
    visitor.submit("/form", press="save")
    assert len(room.journal()) == len(RESPONSES)


def test_a_form_of_a_page_that_was_taken_over_does_not_count(
    visitor: Visitor, other_visitor: Visitor, room: Room
) -> None:
    first = sit(visitor, room)
    sign_in(other_visitor, room.person)
    other_visitor.open(attempt_path(first))
    page = visitor.submit("/form", ANSWERS, press="save")
    assert page.status == 409
    assert attempt_path(first) in page.links()
    assert {row.status for row in room.journal()} == {"superseded"}


def test_a_form_posted_after_the_deadline_is_kept_and_does_not_count(
    visitor: Visitor, room: Room, clock: Clock
) -> None:
    sit(visitor, room)
    clock.advance(hours=1, seconds=11)
    page = visitor.submit("/form", ANSWERS, press="save")
    assert page.path.endswith("/receipt")
    assert "来得太晚" in page.words()
    assert "0 / 8 题" in page.words()
    assert {row.status for row in room.journal()} == {"late"}


@pytest.mark.parametrize("items", ["", "0", "-1", "501", "8.5", "八", "9" * 5000])
def test_a_page_that_did_not_arrive_whole_clears_nothing(visitor: Visitor, room: Room, items: str) -> None:
    sit(visitor, room)
    visitor.submit("/form", ANSWERS, press="save")
    page = visitor.submit("/form", {"items": items}, press="save")
    assert page.status == 400
    assert room.counted() == RESPONSES


def test_a_form_without_its_token_changes_nothing(visitor: Visitor, room: Room) -> None:
    sit(visitor, room)
    page = visitor.submit("/form", {"csrf_token": "", "q1": "B"}, press="save")
    assert page.status == 400
    assert room.journal() == []


def test_answers_sent_by_the_script_are_ticked_in_the_form(phone: Phone, visitor: Visitor) -> None:
    for seq, (item, response) in enumerate(
        [(1, "B"), (2, ["C"]), (4, "AC"), (6, True), (7, ["氩气", ""]), (8, "5")], start=1
    ):
        assert phone.save(seq, item, response).status_code == 200
    fields = visitor.open(phone.path).form("/form").fields
    assert [fields.getlist(f"q{n}") for n in range(1, 9)] == [
        ["B"],
        ["C"],
        [],
        ["A", "C"],
        [],
        ["T"],
        ["氩气", ""],
        ["5"],
    ]


@pytest.mark.parametrize("place", ["9", "0", "-1", "x", "٣", "9" * 5000])
def test_a_place_that_there_is_not_to_go_on_from_saves_all_the_same(
    visitor: Visitor, room: Room, place: str
) -> None:
    form = sit(visitor, room).form("/form")
    fields = {**form.fields.to_dict(), "q1": "B", "action": f"save-{place}"}
    assert visitor.client.post(form.action, data=fields).status_code == 303
    assert room.counted() == {1: ["B"]}
