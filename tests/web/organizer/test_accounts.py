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
