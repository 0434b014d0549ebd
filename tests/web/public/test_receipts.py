"""Checking a receipt by its number, for everybody."""

from __future__ import annotations

from tests.web.browsing import Visitor
from tests.web.staff_cast import Contest


def test_a_number_is_typed_and_found(contest: Contest, visitor: Visitor) -> None:
    visitor.open("/receipts")
    page = visitor.submit("/receipts", {"number": contest.receipt.lower()})
    assert page.path == f"/receipts/{contest.receipt}"
    assert "有这张回执" in page.words()
    assert "职工1" not in page.words()


def test_a_number_that_nobody_got_is_said_to_be_none(contest: Contest, visitor: Visitor) -> None:
    page = visitor.open("/receipts/ABCDEFGHJK")
    assert page.status == 404
    assert "没有编号为 ABCDEFGHJK 的回执" in page.words()


def test_guessing_is_stopped_with_the_time_to_wait(contest: Contest, visitor: Visitor) -> None:
    for _ in range(60):
        visitor.client.get("/receipts/ABCDEFGHJK")
    response = visitor.client.get(f"/receipts/{contest.receipt}")
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0


def test_an_endless_number_is_cut(contest: Contest, visitor: Visitor) -> None:
    assert visitor.open(f"/receipts/{'A' * 2000}").status == 404
