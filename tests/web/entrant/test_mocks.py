"""Mock exams without scripts: started, saved, handed in or ended by their deadline, and read afterwards."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.browsing import Page, Visitor
from tests.web.conftest import Clock
from tests.web.entrant.seats import Room, sign_in, sit
from tests.web.entrant.training import enter, practice_path


def start(visitor: Visitor, room: Room) -> Page:
    """The mock exam just started."""
    enter(visitor, room)
    return visitor.submit("/mocks")


def test_a_mock_exam_is_sat_and_graded_at_once(visitor: Visitor, room: Room) -> None:
    page = start(visitor, room)
    assert page.text.count("<fieldset") == 8
    assert "打开本页时还剩 60 分钟" in page.words()
    page = visitor.submit(page.form("/mocks/"), {"q7": ["氩气", "电弧"], "q8": "9"}, press="save")
    assert "已保存" in page.words()
    page = visitor.submit(page.form("/mocks/"), press="submit")
    assert "还有 6 题没有作答" in page.words()
    words = visitor.submit("/mocks/", press="confirm").words()
    assert "总分10 / 100" in words
    assert "答了 2 / 8 题" in words
    assert "第 7 题 ✓ 答对了" in words
    assert "您的作答9 正确答案4.9~5.1" in words
    assert "练错题（1 题）" in visitor.open(practice_path(room)).words()


def test_only_what_was_not_right_can_be_shown(visitor: Visitor, room: Room) -> None:
    page = start(visitor, room)
    visitor.submit(page.form("/mocks/"), {"q8": "5"}, press="submit")
    visitor.submit("/mocks/", press="confirm")
    words = visitor.open(next(link for link in visitor.page.links() if "only=wrong" in link)).words()
    assert "第 7 题" in words
    assert "第 8 题" not in words


def test_starting_again_goes_on_with_the_one_that_runs(visitor: Visitor, room: Room) -> None:
    path = start(visitor, room).path
    assert "继续模拟考试" in visitor.open(practice_path(room)).words()
    assert visitor.submit("/mocks").path == path


def test_at_the_deadline_what_was_saved_is_graded(visitor: Visitor, room: Room, clock: Clock) -> None:
    page = start(visitor, room)
    visitor.submit(page.form("/mocks/"), {"q8": "5"}, press="save")
    clock.advance(minutes=61)
    assert "时间已到" in visitor.open(practice_path(room)).words()
    page = visitor.open(page.path)
    assert page.path.endswith("/review")
    assert "答了 1 / 8 题" in page.words()


def test_a_page_that_did_not_arrive_whole_clears_nothing(visitor: Visitor, room: Room) -> None:
    page = start(visitor, room)
    token = page.form("/mocks/").fields["csrf_token"]
    answered = visitor.client.post(page.path, data={"action": "save", "csrf_token": token, "q1": "A"})
    assert answered.status_code == 400


def test_the_script_is_told_whether_it_goes_on(visitor: Visitor, room: Room, clock: Clock) -> None:
    page = start(visitor, room)
    data = {**page.form("/mocks/").fields.to_dict(), "action": "keep", "q8": "5"}
    assert visitor.client.post(page.path, data=data).get_json() == {"open": True}
    clock.advance(minutes=61)
    assert visitor.client.post(page.path, data=data).get_json() == {"open": False}


def test_a_running_mock_exam_tells_no_key(visitor: Visitor, room: Room) -> None:
    page = start(visitor, room)
    review = visitor.open(f"{page.path}/review")
    assert review.path == page.path
    for secret in ("解析", "正确答案", "4.9", "弧光", "qid", "blank-1"):
        assert secret not in page.text


def test_nobody_else_reads_or_hands_in_a_mock_exam(
    visitor: Visitor, other_visitor: Visitor, room: Room
) -> None:
    path = start(visitor, room).path
    sign_in(other_visitor, room.other)
    token = other_visitor.page.form("/sign-out").fields["csrf_token"]
    for address in (path, f"{path}/review"):
        assert other_visitor.client.get(address).status_code == 404
    data = {"action": "confirm", "csrf_token": token}
    assert other_visitor.client.post(path, data=data).status_code == 404
    assert visitor.open(path).path == path


def test_it_stops_while_the_real_attempt_runs(
    visitor: Visitor, other_visitor: Visitor, room: Room, client: FlaskClient
) -> None:
    page = start(visitor, room)
    sit(other_visitor, room)
    assert visitor.submit(page.form("/mocks/"), {"q8": "5"}, press="save").status == 409
    for address in (page.path, f"{page.path}/review"):
        assert "正在答题，交卷后再练" in visitor.open(address).words()
