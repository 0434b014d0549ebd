"""What everybody may read: events, commitments and notices, and nothing about anybody else."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from examapp.storage.contest import Competition, Round
from tests.web.browsing import Visitor
from tests.web.conftest import Clock
from tests.web.staff_acts import collaborators, show
from tests.web.staff_cast import Contest


def test_a_server_without_a_contest_has_a_first_page(visitor: Visitor, app: Flask) -> None:
    assert "参赛职工进入" in show(visitor, "/").words()


def test_every_event_is_listed_with_its_state_and_window(contest: Contest, visitor: Visitor) -> None:
    words = show(visitor, "/").words()
    assert "共 2 个赛项" in words
    assert "焊接 初赛 已结束 2026-09-07 09:00 至 2026-09-07 18:00" in words
    assert "快递员 初赛 筹备中" in words
    assert f"/lists/{contest.list_id}" in visitor.page.links()


def test_published_lists_stand_before_the_events(contest: Contest, visitor: Visitor) -> None:
    words = show(visitor, "/").words()
    assert words.index("焊接 初赛名单公示 第 1 版") < words.index("共 2 个赛项")


@pytest.mark.parametrize(("hours", "state"), [(-2, "未开始"), (0, "进行中"), (9, "已结束")])
def test_an_open_round_is_running_inside_its_window_only(
    contest: Contest, visitor: Visitor, clock: Clock, hours: int, state: str
) -> None:
    with collaborators(contest).database.transaction() as session:
        session.get_one(Round, contest.first_round).state = "open"
    clock.advance(hours=hours)
    assert f"焊接 初赛 {state}" in show(visitor, "/").words()


def test_the_commitment_stays_published(contest: Contest, visitor: Visitor) -> None:
    with collaborators(contest).database.reading() as session:
        commitment = session.get_one(Round, contest.first_round).commitment
    assert len(commitment) == 64
    assert commitment in show(visitor, "/").words()


def test_a_notice_names_people_without_their_numbers(contest: Contest, visitor: Visitor) -> None:
    page = show(visitor, f"/lists/{contest.list_id}")
    for shown in ("职工1", "示例单位0", "代表队0", "如何提出异议", "第 1 版"):
        assert shown in page.words()
    for hidden in ("1380000", "040100000001"):
        assert hidden not in page.text


def test_search_engines_are_asked_to_leave_notices_alone(contest: Contest, visitor: Visitor) -> None:
    page = show(visitor, f"/lists/{contest.list_id}")
    assert "noindex" in page.response.headers["X-Robots-Tag"]
    assert [each.get("content") for each in page.all("meta") if each.get("name") == "robots"]


def test_a_rehearsal_shows_nowhere(contest: Contest, visitor: Visitor) -> None:
    with collaborators(contest).database.transaction() as session:
        session.query(Competition).update({Competition.is_rehearsal: True})
    assert "焊接" not in show(visitor, "/").words()
    assert visitor.open(f"/lists/{contest.list_id}").status == 404


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_watchers_are_told_that_the_server_lives(client: FlaskClient, path: str) -> None:
    assert client.get(path).get_json() == {"status": "ok"}


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_changing_the_language_never_leads_away(client: FlaskClient, target: str) -> None:
    assert client.get("/language/en", query_string={"next": target}).location == "/"


def test_an_unknown_language_is_not_found(client: FlaskClient) -> None:
    assert client.get("/language/xx").status_code == 404
