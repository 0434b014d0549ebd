"""Accounts of the staff."""

from __future__ import annotations

import pytest

from examapp.storage.people import Staff
from tests.web.browsing import Visitor
from tests.web.staff_acts import count, last_act, show
from tests.web.staff_cast import Contest

TYPED = {"username": "xin", "name": "新协调员", "role": "coordinator", "password": "long-enough-1"}


@pytest.fixture
def organizer(contest: Contest) -> Visitor:
    """The organizer in front of a new account."""
    visitor = contest.visitor("organizer")
    show(visitor, "/organize/staff/new")
    return visitor


def test_a_new_coordinator_signs_in_and_sees_the_own_event(contest: Contest, organizer: Visitor) -> None:
    page = organizer.submit("/new", {**TYPED, "events": ["12"]})
    assert "账号“xin”已建立" in page.words()
    assert "12 快递员" in page.words()
    assert last_act(contest)[:2] == ("staff.create", "organizer")
    visitor = contest.visitor("stranger")
    visitor.open("/staff/sign-in")
    page = visitor.submit("sign-in", {"username": "xin", "password": "long-enough-1"})
    assert "快递员" in page.words()
    assert visitor.open(f"/coordinate/events/{contest.own}").status == 403


@pytest.mark.parametrize(
    ("field", "value", "status", "sentence"),
    [
        ("username", "", 400, "请填写用户名"),
        ("username", "有 空格", 409, "不合规"),
        ("username", "organizer", 409, "已被使用"),
        ("password", "short", 409, "密码太短"),
    ],
)
def test_an_account_that_can_not_be_is_refused(
    contest: Contest, organizer: Visitor, field: str, value: str, status: int, sentence: str
) -> None:
    before = count(contest, Staff)
    page = organizer.submit("/new", {**TYPED, field: value})
    assert page.status == status
    assert sentence in page.words()
    assert page.form("/new").fields["name"] == "新协调员"
    assert "long-enough-1" not in page.text
    assert count(contest, Staff) == before


def test_a_language_is_changed_and_kept(organizer: Visitor) -> None:
    assert organizer.open("/language/en?next=/organize/staff").tree.get("lang") == "en"
    assert organizer.open("/organize/").tree.get("lang") == "en"


@pytest.fixture
def coordinator_page(contest: Contest, organizer: Visitor) -> str:
    """Where the own coordinator's account is, shown to the organizer."""
    path = f"/organize/staff/{contest.users['own'].split(':')[1]}"
    show(organizer, path)
    return path


def sign_in(contest: Contest, username: str, password: str) -> int:
    """What signing in is answered."""
    visitor = contest.visitor("stranger")
    visitor.open("/staff/sign-in")
    return visitor.submit("sign-in", {"username": username, "password": password}).status


def test_a_forgotten_password_is_set_anew_and_ends_what_was_signed_in(
    contest: Contest, organizer: Visitor, coordinator_page: str
) -> None:
    coordinator = contest.visitor("own")
    show(coordinator, "/coordinate/")
    page = organizer.submit("/password", {"reset-password": "another-long-1"})
    assert "密码已重设" in page.words()
    assert last_act(contest)[:2] == ("staff.reset", "organizer")
    assert "工作人员登录" in coordinator.open("/coordinate/").words()
    assert sign_in(contest, "own", "another-long-1") == 200


def test_a_closed_account_signs_in_no_more_until_it_is_let_in_again(
    contest: Contest, organizer: Visitor, coordinator_page: str
) -> None:
    organizer.submit("/password", {"reset-password": "another-long-1"})
    show(organizer, coordinator_page)
    assert organizer.submit("/active").status == 400
    assert "已停用" in organizer.submit("/active", {"active-reason": "调离"}).words()
    assert last_act(contest) == ("staff.close", "organizer", "调离")
    assert sign_in(contest, "own", "another-long-1") == 401
    show(organizer, coordinator_page)
    assert "已恢复" in organizer.submit("/active", {"active-reason": "返岗"}).words()
    assert sign_in(contest, "own", "another-long-1") == 200


def test_nobody_closes_the_own_account(contest: Contest, organizer: Visitor) -> None:
    show(organizer, f"/organize/staff/{contest.users['organizer'].split(':')[1]}")
    page = organizer.submit("/active", {"active-reason": "试试"})
    assert page.status == 409
    assert "不能停用自己的账号" in page.words()


def test_who_knows_the_present_password_changes_it_and_stays_signed_in(
    contest: Contest, organizer: Visitor, coordinator_page: str
) -> None:
    organizer.submit("/password", {"reset-password": "another-long-1"})
    own = contest.visitor("stranger")
    own.open("/staff/sign-in")
    own.submit("sign-in", {"username": "own", "password": "another-long-1"})
    show(own, "/staff/password")
    new = {"password": "my-own-secret-9", "again": "my-own-secret-9"}
    assert (
        "两次输入的新密码不同" in own.submit("/staff/password", {**new, "current": "x", "again": "y"}).words()
    )
    assert "现在的密码不对" in own.submit("/staff/password", {**new, "current": "guessed"}).words()
    assert "密码已修改" in own.submit("/staff/password", {**new, "current": "another-long-1"}).words()
    assert last_act(contest)[:2] == ("staff.password", "own")
    show(own, "/coordinate/")
    assert sign_in(contest, "own", "my-own-secret-9") == 200
