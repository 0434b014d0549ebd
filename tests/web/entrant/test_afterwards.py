"""After the sitting, with JavaScript off: the receipt to keep, the own paper, exits, appeals, places, data."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import unquote

from flask import Flask

from examapp.services.close_attempt import receipt_of
from examapp.services.close_round import close_round
from examapp.services.collaborators import Collaborators
from examapp.services.publish_finals_list import publish_finals_list
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Round
from examapp.web.receipt_code import check_address
from tests.web.browsing import Page, Visitor
from tests.web.conftest import Clock
from tests.web.entrant.seats import Phone, Room
from tests.web.receipts import receipt_address


def end(room: Room, now: datetime, *, publish: bool = False) -> None:
    """The round is closed, its scores are released, and its list is published if wanted."""
    room.release_scores(now)
    with room.collaborators.database.transaction() as session:
        vault, act = room.collaborators.vault, {"round_id": room.round_id, "actor": "chief", "now": now}
        close_round(session, vault, reason="结束", force=True, **act)  # type: ignore[arg-type]
        if publish:
            publish_finals_list(session, vault, **act)  # type: ignore[arg-type]


def _image(page: Page) -> str:
    (image,) = page.all("img")
    assert image.get("alt")
    return image.get("src", "")


def test_the_receipt_holds_a_code_drawn_in_the_page_itself(phone: Phone, visitor: Visitor) -> None:
    phone.post("submit")
    source = _image(visitor.open(f"{phone.path}/receipt"))
    assert unquote(source).startswith('data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"')


def test_the_receipt_is_a_picture_to_download(phone: Phone, visitor: Visitor, room: Room) -> None:
    phone.post("submit")
    response = visitor.client.get(f"{phone.path}/receipt.svg")
    picture = response.get_data(as_text=True)
    number = room.attempt().receipt or ""
    assert response.mimetype == "image/svg+xml"
    assert f"receipt-{number}.svg" in response.headers["Content-Disposition"]
    for part in (number, room.person.ticket, "2026-09-07 10:00:00", "0 / 8 题"):
        assert part in picture


def test_the_address_in_the_code_says_that_the_receipt_is_genuine(
    phone: Phone, visitor: Visitor, room: Room, app: Flask
) -> None:
    phone.save(1, 1, ["B"])
    phone.post("submit")
    words = Visitor(app).open(receipt_address(app, room)).words()
    assert "指纹与系统记录一致" in words
    assert "1 / 8 题" in words
    assert room.attempt().paper_hash[:12] in words
    assert room.attempt().paper_hash[:13] not in words
    assert "职工1" not in words


def test_a_changed_code_is_found_out(phone: Phone, room: Room, app: Flask) -> None:
    phone.post("submit")
    changed = receipt_address(app, room)[:-1] + "_"
    assert "与系统记录不一致" in Visitor(app).open(changed).words()


def test_exits_are_told_without_blame(phone: Phone, visitor: Visitor, clock: Clock) -> None:
    phone.post("answers", entries=[{"seq": 1, "away_ms": 65_000, "elapsed_ms": 120_000}])
    phone.post("submit")
    words = visitor.open(f"{phone.path}/exits").words()
    assert "共 1 次，合计 1 分 5 秒" in words
    assert "2 分钟" in words
    assert "不扣分" in words


def test_an_appeal_is_filed_and_withdrawn(phone: Phone, visitor: Visitor) -> None:
    phone.post("submit")
    visitor.open(f"{phone.path}/appeals")
    page = visitor.submit("/appeals", {"kind": "incident", "text": "中途断电"})
    assert "申诉已提交" in page.words()
    assert "中途断电" in page.words()
    assert "待答复" in page.words()
    assert "已撤回" in visitor.submit("/withdraw").words()


def test_an_appeal_that_is_refused_keeps_what_was_typed(
    phone: Phone, visitor: Visitor, room: Room, now: datetime
) -> None:
    phone.post("submit")
    end(room, now)
    visitor.open(f"{phone.path}/appeals?item=99")
    page = visitor.submit("/appeals", {"text": "答案有误"})
    assert page.status == 409
    assert "1 到 8" in page.words()
    assert page.form("/appeals").fields["text"] == "答案有误"
    assert page.form("/appeals").fields["item"] == "99"


def test_before_the_release_only_an_incident_can_be_chosen(phone: Phone, visitor: Visitor) -> None:
    phone.post("submit")
    page = visitor.open(f"{phone.path}/appeals")
    kinds = [e.get("value") for e in page.all("input") if e.get("name") == "kind"]
    assert kinds == ["incident"]


def test_when_all_windows_are_over_there_is_no_form(phone: Phone, visitor: Visitor, clock: Clock) -> None:
    phone.post("submit")
    clock.advance(hours=3)
    page = visitor.open(f"{phone.path}/appeals")
    assert "现在没有可以提出的申诉" in page.words()
    assert 'name="kind"' not in page.text


def test_the_own_paper_is_shown_after_release_and_leads_to_an_appeal(
    phone: Phone, visitor: Visitor, room: Room, now: datetime
) -> None:
    phone.save(1, 7, ["氩气", "弧光"])
    phone.post("submit")
    assert visitor.open(f"{phone.path}/review").status == 409
    end(room, now)
    page = visitor.open(f"{phone.path}/result")
    assert f"{phone.path}/review" in page.links()
    page = visitor.open(f"{phone.path}/review")
    assert "氩气" in page.words()
    assert "解析" not in page.words()
    assert f"{phone.path}/appeals?item=7" in page.links()


def test_the_rank_is_shown_once_the_list_is_out(
    phone: Phone, visitor: Visitor, room: Room, now: datetime
) -> None:
    phone.save(1, 8, ["5.0"])
    phone.post("submit")
    end(room, now)
    assert "名单公布后显示" in visitor.open(f"{phone.path}/result").words()
    with room.collaborators.database.transaction() as session:
        publish_finals_list(session, room.collaborators.vault, round_id=room.round_id, actor="chief", now=now)
    assert "第 1 名" in visitor.open(f"{phone.path}/result").words()


def test_a_place_is_confirmed_then_declined_after_being_asked_twice(
    phone: Phone, visitor: Visitor, room: Room, now: datetime
) -> None:
    for seq, item in enumerate(range(1, 4), start=1):
        phone.save(seq, item, ["A", "B", "C", "D"][:1])
    phone.post("submit")
    _lower_the_bar(room)
    end(room, now, publish=True)
    assert f"/exam/rounds/{room.round_id}/place" in visitor.open("/exam/").links()
    visitor.open(f"/exam/rounds/{room.round_id}/place")
    assert "已记下：您确认参加" in visitor.submit("/place", press="confirm").words()
    page = visitor.open(f"/exam/rounds/{room.round_id}/place?decline=1")
    assert "确定放弃吗" in page.words()
    assert "已放弃" in visitor.submit("/place", press="decline").words()
    assert visitor.page.forms()[1:] == []


def _lower_the_bar(room: Room) -> None:
    """Let everybody advance who handed anything in."""
    with room.collaborators.database.transaction() as session:
        row = session.get_one(Round, room.round_id)
        advancement = {**row.rules["advancement"], "minimum_score": 0}
        row.rules = {**row.rules, "advancement": advancement}


def test_own_data_are_shown_in_part_and_a_correction_is_asked_for(
    phone: Phone, visitor: Visitor, room: Room
) -> None:
    page = visitor.open("/exam/me")
    assert "138****0001" in page.words()
    assert "13800000001" not in page.text
    assert room.person.ticket in page.words()
    correct = next(form for form in page.forms() if form.fields.get("kind") == "correct")
    page = visitor.submit(correct, {"field": "employer", "text": "单位已改名"})
    assert "单位已改名" in page.words()
    assert "待答复" in page.words()
    assert "已撤回" in visitor.submit("/withdraw").words()


def test_deletion_is_asked_for_without_a_word(phone: Phone, visitor: Visitor) -> None:
    page = visitor.open("/exam/me")
    delete = next(form for form in page.forms() if form.fields.get("kind") == "delete")
    assert "删除信息" in visitor.submit(delete).words()


def test_the_code_of_a_receipt_leads_to_the_public_address_whatever_name_the_server_was_asked_by(
    phone: Phone, room: Room, app: Flask
) -> None:
    phone.post("submit")
    using: Collaborators = app.extensions["examapp"]
    settings = replace(using.settings, public_address="https://exam.example.org")
    app.extensions["examapp"] = replace(using, settings=settings)
    with using.database.reading() as session, app.test_request_context(base_url="http://inner:8000"):
        receipt = receipt_of(session, session.get_one(Attempt, room.attempt().id))
        assert check_address(receipt).startswith(f"https://exam.example.org/receipts/{receipt.number}?")
