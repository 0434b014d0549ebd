"""Staff sign in with a password; what is wrong is said without saying which half."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from examapp.services.collaborators import Collaborators
from examapp.services.create_staff import create_staff
from tests.web.browsing import Page, Visitor
from tests.web.conftest import Clock

PASSWORD = "correct horse"
WRONG = "登录信息不正确"


@pytest.fixture
def auditor(app: Flask, now: datetime) -> str:
    """The user name of an auditor with the password above."""
    collaborators: Collaborators = app.extensions["examapp"]
    with collaborators.database.transaction() as session:
        create_staff(
            session, username="jian", name="监督员", role="auditor", password=PASSWORD, actor="cli", now=now
        )
    return "jian"


def sign_in(visitor: Visitor, username: str, password: str, path: str = "/staff/sign-in") -> Page:
    """The page after trying to sign in."""
    visitor.open(path)
    return visitor.submit("sign-in", {"username": username, "password": password})


def test_everyone_is_led_to_the_page_of_their_role(visitor: Visitor, auditor: str) -> None:
    assert sign_in(visitor, auditor, PASSWORD).path == "/audit/"
    assert visitor.submit("/sign-out").path == "/"
    assert visitor.open("/audit/").path.startswith("/staff/sign-in")


def test_who_signed_in_is_recorded(visitor: Visitor, auditor: str) -> None:
    sign_in(visitor, auditor, PASSWORD)
    words = visitor.open("/audit/log?action=staff.sign_in").words()
    assert "共 1 条" in words
    assert "staff:jian" in words


def test_the_page_that_was_asked_for_comes_after_signing_in(visitor: Visitor, auditor: str) -> None:
    page = visitor.open("/audit/log?action=round.open")
    assert sign_in(visitor, auditor, PASSWORD, page.path).path == "/audit/log?action=round.open"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_signing_in_never_leads_away(visitor: Visitor, auditor: str, target: str) -> None:
    assert sign_in(visitor, auditor, PASSWORD, f"/staff/sign-in?next={target}").path == "/audit/"


@pytest.mark.parametrize(
    ("username", "password"), [("jian", "wrong"), ("nobody", PASSWORD), ("jian'--", "x"), ("监督", "密码")]
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(
    visitor: Visitor, auditor: str, username: str, password: str
) -> None:
    page = sign_in(visitor, username, password)
    assert page.status == 401
    assert WRONG in page.words()
    assert page.form("sign-in").fields["password"] == ""


def test_five_failures_lock_the_account_for_a_while(visitor: Visitor, auditor: str, clock: Clock) -> None:
    for _ in range(5):
        assert WRONG in sign_in(visitor, auditor, "wrong").words()
    page = sign_in(visitor, auditor, PASSWORD)
    assert page.status == 401
    assert "已暂时锁定" in page.words()
    clock.advance(minutes=16)
    assert sign_in(visitor, auditor, PASSWORD).path == "/audit/"


def test_an_empty_form_names_its_fields(visitor: Visitor, auditor: str) -> None:
    page = sign_in(visitor, "", "")
    assert "请填写用户名" in page.words()
    assert "请填写密码" in page.words()


def test_text_that_no_database_keeps_is_refused(visitor: Visitor, auditor: str) -> None:
    assert sign_in(visitor, "jian\0", PASSWORD).status == 400
    assert visitor.open("/?next=%00").status == 400
