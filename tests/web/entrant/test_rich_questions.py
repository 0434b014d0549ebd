"""A question with tables, formulas, pictures and English on an entrant's page, with JavaScript off."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from examapp.domain.questions import Question
from examapp.domain.rules import Blueprint, RoundRules, Section
from examapp.services.collaborators import Collaborators
from examapp.services.import_bank import import_bank
from tests import factories
from tests.services.rich_questions import PICTURES, RICH
from tests.web.browsing import Page, Visitor
from tests.web.entrant.seats import Person, Phone, Room, sign_in, sit
from tests.web.entrant.test_afterwards import end
from tests.web.entrant.training import answer, begin

NOT_PHRASING = {"p", "div", "table", "ul", "ol", "fieldset", "h2"}


def rich_room(app: Flask, now: datetime, *questions: Question) -> Room:
    """A round whose only questions are rich ones: the one above, or those given."""
    bank = questions or (RICH,)
    using: Collaborators = app.extensions["examapp"]
    with using.database.transaction() as session:
        event = factories.make_event(session, factories.make_competition(session, now))
        import_bank(session, event_id=event.id, questions=bank, actor="lin", now=now, pictures=PICTURES)
        rules = RoundRules(Blueprint((Section("single", len(bank), 1_000),)))
        row = factories.make_round(session, event, now, rules=rules)
        # A secret of its own: what a process keeps of a round is not another test's.
        factories.freeze_round(session, using.vault, row, now, secrets.token_bytes(32))
        entries = [factories.make_entry(session, using.vault, event, number) for number in (1, 2)]
        for entry in entries:
            factories.give_consent(session, entry, now)
        people = [Person(each.entrant_id, each.ticket, using.vault.pin(each.ticket, 1)) for each in entries]
        return Room(app, row.id, *people)


@pytest.fixture
def page(app: Flask, now: datetime, visitor: Visitor) -> Page:
    return sit(visitor, rich_room(app, now))


def in_english(app: Flask, now: datetime, visitor: Visitor, question: Question = RICH) -> Page:
    """The sitting of someone who reads English."""
    room = rich_room(app, now, question)
    visitor.open("/language/en")
    return sit(visitor, room)


def words(element: Element) -> str:
    """The text in an element."""
    return " ".join("".join(element.itertext()).split())


def test_legend_and_labels_hold_phrasing_only_and_the_table_stands_below(page: Page) -> None:
    for holder in (*page.all("legend"), *page.all("label")):
        assert not {each.tag for each in holder.iter()} & NOT_PHRASING
    (fieldset,) = page.all("fieldset")
    assert [child.tag for child in fieldset][:3] == ["legend", "p", "div"]
    assert len(page.all("table")) == 1
    assert page.text.count('class="formula"') == 3


def test_every_picture_of_the_question_can_be_fetched_and_has_its_size(page: Page, visitor: Visitor) -> None:
    (fieldset,) = page.all("fieldset")
    pictures = list(fieldset.iter("img"))
    assert len(pictures) == 3
    for picture in pictures:
        assert visitor.client.get(picture.get("src", "")).status_code == 200
        assert picture.get("width", "").isdigit()
        assert picture.get("alt")
        assert picture.get("loading") is None


def test_no_picture_of_the_explanation_is_named(page: Page) -> None:
    assert "解析" not in page.text
    assert ".jpg" not in page.text


def test_a_reader_of_chinese_sees_chinese_only(page: Page) -> None:
    assert "By " not in page.text
    assert "gets hot" not in page.text


def test_a_reader_of_english_sees_english_with_the_chinese_that_counts_below(
    app: Flask, now: datetime, visitor: Visitor
) -> None:
    page = in_english(app, now, visitor)
    (legend,) = page.all("legend")
    text = words(legend)
    assert "the Chinese text prevails" in text
    assert text.index("what is not right?") < text.index("正确的是")
    assert [span.get("lang") for span in legend.iter("span") if span.get("lang")] == ["en", "zh-CN"]
    options = [words(label) for label in page.all("label")]
    assert any("gets hot" in option and "变热" in option for option in options)
    assert len(page.all("table")) == 2


def test_a_question_without_english_is_shown_in_chinese_to_everybody(
    app: Flask, now: datetime, visitor: Visitor
) -> None:
    page = in_english(app, now, visitor, replace(RICH, translations=()))
    assert "prevails" not in page.text
    assert "正确的是" in page.text


def lettered(page: Page) -> list[str]:
    """The options with their letters."""
    return [words(label) for label in page.all("label") if list(label.iter("b"))]


def test_two_languages_show_one_paper(app: Flask, now: datetime, visitor: Visitor) -> None:
    room = rich_room(app, now)
    chinese, english = sit(visitor, room), Visitor(app)
    before = room.attempt().paper_hash
    english.open("/language/en")
    sign_in(english, room.person)
    page = english.open(chinese.path)
    assert room.attempt().paper_hash == before
    for first, second in zip(lettered(chinese), lettered(page), strict=True):
        assert first[0] == second[0]
        assert first[1:] in second


def test_practice_shows_the_same_and_then_the_explanation_with_its_picture(
    app: Flask, now: datetime, visitor: Visitor
) -> None:
    room = rich_room(app, now)
    sign_in(visitor, room.person)
    begin(visitor, room, by="random")
    page = answer(visitor, "A")
    assert len(page.all("table")) == 1
    assert page.text.count('class="formula"') == 3
    pictures = [picture.get("src", "") for picture in page.all("img")]
    assert len(pictures) == 4
    assert all(visitor.client.get(address).status_code == 200 for address in pictures)


def test_the_review_of_the_own_paper_shows_the_same(app: Flask, now: datetime, visitor: Visitor) -> None:
    room = rich_room(app, now)
    sit(visitor, room)
    phone = Phone(visitor)
    phone.post("submit")
    end(room, now)
    page = visitor.open(f"{phone.path}/review")
    assert len(page.all("table")) == 1
    assert page.text.count('class="formula"') == 3
    assert len(page.all("img")) >= 3
