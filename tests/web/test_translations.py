"""The English catalogue: complete, faithful in its parameters, and enough for whole pages."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from flask import Flask

from examapp.services.collaborators import Collaborators
from examapp.services.upload_bank import keep_upload
from examapp.storage.base import Base
from examapp.storage.database import Database
from tests.web.browsing import Page, Visitor
from tests.web.entrant.seats import make_room, sit
from tests.web.staff_cast import Contest, make_contest
from tests.web.test_access import address, routes

PROJECT = Path(__file__).parents[2]
CATALOGUE = PROJECT / "examapp/translations/en/LC_MESSAGES/messages.po"
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
PARAMETERS = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
# What an English sentence quotes because it has to be typed into a file as it is.
TYPED_AS_IT_IS = ("“按序”", "“任意”")

ENGLISH = {"Accept-Language": "en"}
# Files whose problems name columns, question types, places and counts.
FAULTY_FILES = {
    "twice.gift": b"::a::One?{=x ~y}\n\n::a::Two?{=x ~z}\n\n::c::One?{=x ~y}\n\n::d::Why?{}\n",
    "no-type.csv": b"question,A,B,answer\n" + b"x" * 4001 + b"?,yes,no,A\nTwo?,yes,no,AB\nTwo?,yes,no,B\n",
    "no-answer.csv": b"type,question\nsingle,One?\n",
}


@pytest.fixture
def messages() -> list[Message]:
    """The entries of the catalogue."""
    with CATALOGUE.open("rb") as file:
        return [message for message in read_po(file) if message.id]


@pytest.fixture
def database(sqlite: Database) -> Database:
    """One database is enough: it knows no language."""
    return sqlite


@pytest.fixture
def contest(app: Flask, now: datetime) -> Contest:
    """A contest, all of whose names and questions are Chinese."""
    return make_contest(app, now)


def data_of(database: Database) -> list[str]:
    """Every Chinese text that is stored, the longest first."""
    with database.engine.connect() as connection:
        rows = [row for table in Base.metadata.sorted_tables for row in connection.execute(table.select())]
    texts = {text for row in rows for value in row for text in _texts(value) if CHINESE.search(text)}
    return sorted(texts, key=len, reverse=True)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        # Stored sentences hold what looks alike: {text}.
        with suppress(json.JSONDecodeError):
            value = json.loads(value) if value.startswith(("[", "{")) else value
    if isinstance(value, dict):
        value = [each for name, each in value.items() if name != "template"]
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _without(text: str, known: Iterable[str]) -> str:
    for each in known:
        text = text.replace(each, "")
    return text


def _shown(page: Page) -> Iterator[str]:
    for element in page.tree.iter():
        if element.tag not in ("script", "style") and element.get("lang") != "zh-CN":
            yield from filter(None, (element.text, element.tail, *element.attrib.values()))


def test_the_catalogue_has_every_sentence_of_the_code_and_no_other() -> None:
    found = subprocess.run(
        ["sh", "tools/messages.sh", "--check"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, f"run `make messages` and translate what is empty\n{found.stderr}"


def test_every_sentence_is_translated(messages: list[Message]) -> None:
    assert [message.id for message in messages if not message.string or message.fuzzy] == []


def test_a_translation_has_the_parameters_of_its_sentence(messages: list[Message]) -> None:
    wrong = [
        m.id for m in messages if set(PARAMETERS.findall(m.id)) != set(PARAMETERS.findall(str(m.string)))
    ]
    assert wrong == []


def test_no_chinese_is_left_in_english(messages: list[Message]) -> None:
    assert [m.string for m in messages if CHINESE.search(_without(str(m.string), TYPED_AS_IT_IS))] == []


def _left(page: Page, data: Iterable[str]) -> set[str]:
    return {text.strip() for text in _shown(page) if CHINESE.search(_without(text, data))}


@pytest.mark.parametrize("who", ["stranger", "entrant", "organizer"])
def test_a_page_in_english_is_chinese_only_in_names_and_questions(
    contest: Contest, database: Database, who: str
) -> None:
    client = contest.app.test_client()
    contest.sign_in(client, who)
    data, left = ["中文", *data_of(database)], {}
    for method, rule in routes(contest.app):
        path = address(contest, rule, code="en")
        response = client.get(path, headers=ENGLISH) if method == "GET" else None
        if response is not None and response.mimetype == "text/html":
            left[rule.endpoint] = _left(Page(response, path), data)
    assert {endpoint: texts for endpoint, texts in left.items() if texts} == {}


def test_a_page_keeps_nothing_of_the_language_of_its_first_reader(contest: Contest) -> None:
    client, path = contest.app.test_client(), f"/coordinate/events/{contest.own}/questions/new"
    contest.sign_in(client, "own")
    assert "公开保密" in Page(client.get(path), path).words()
    assert "PublicSecret" in Page(client.get(path, headers=ENGLISH), path).words()


def test_a_test_is_sat_in_english(app: Flask, now: datetime, database: Database, visitor: Visitor) -> None:
    room = make_room(app, now)
    visitor.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    sit(visitor, room)
    data = ["中文", *data_of(database)]
    assert "Hand in" in visitor.page.words()
    assert _left(visitor.page, data) == set()
    assert _left(visitor.open("/exam/"), data) == set()


def test_the_report_on_a_file_is_english_to_its_last_parameter(
    contest: Contest, database: Database, now: datetime
) -> None:
    collaborators: Collaborators = contest.app.extensions["examapp"]
    client = contest.app.test_client()
    contest.sign_in(client, "organizer")
    for name, data in FAULTY_FILES.items():
        with collaborators.database.transaction() as session:
            upload = keep_upload(
                session, event_id=contest.own, filename=name, data=data, actor="organizer", now=now
            )
        path = f"/coordinate/events/{contest.own}/bank/uploads/{upload}"
        page = Page(client.get(path, headers=ENGLISH), path)
        assert _left(page, ["中文", *data_of(database)]) == set()
        assert page.words().count("Error") + page.words().count("Warning") > 2
