"""Entrants in front of an open round, for tests of what they see."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from examapp.domain.questions import POOL_SECRET, BlankAnswer, NumericAnswer, NumericRange
from examapp.domain.rules import Blueprint, RoundRules, Section
from examapp.services.collaborators import Collaborators
from examapp.storage.attempts import Attempt, JournalRow
from examapp.storage.banks import Bank, BankQuestion, QuestionRevision
from examapp.storage.contest import Round
from examapp.storage.people import Entry
from tests import factories
from tests.web.browsing import Page, Visitor

# Items 1–3 are 单选, 4–5 多选, 6 判断, 7 填空 with two blanks, 8 数值.
ALL_TYPES = RoundRules(
    Blueprint(
        (
            Section("single", 3, 1000),
            Section("multiple", 2, 2000),
            Section("judge", 1, 1000),
            Section("blank", 1, 1000),
            Section("numeric", 1, 1000),
        )
    )
)


@dataclass(frozen=True)
class Person:
    """Someone on the roster with the PIN of their slip."""

    entrant_id: int
    ticket: str
    pin: str


@dataclass(frozen=True)
class Room:
    """An open round, and two people who accepted the notice."""

    app: Flask
    round_id: int
    person: Person
    other: Person

    @property
    def collaborators(self) -> Collaborators:
        """The application's."""
        found: Collaborators = self.app.extensions["examapp"]
        return found

    @property
    def event_id(self) -> int:
        """The event of the round."""
        with self.collaborators.database.reading() as session:
            return session.get_one(Round, self.round_id).event_id

    def revise(self, qid: str, **changes: object) -> None:
        """Change a question of the bank in place, as a revision in force would."""
        with self.collaborators.database.transaction() as session:
            row = session.scalars(
                select(QuestionRevision).join(BankQuestion).where(BankQuestion.qid == qid)
            ).one()
            row.content = {**row.content, **changes}
            row.pool = row.content["pool"]

    def hide_all(self) -> None:
        """Make the whole bank secret."""
        with self.collaborators.database.transaction() as session:
            session.execute(update(QuestionRevision).values(pool=POOL_SECRET))

    def journal(self) -> list[JournalRow]:
        """Everything stored, in the order of sitting and seq."""
        order = (JournalRow.attempt_id, JournalRow.sitting, JournalRow.seq)
        with self.collaborators.database.reading() as session:
            return list(session.scalars(select(JournalRow).order_by(*order)))

    def counted(self) -> dict[int, object]:
        """The responses that count, by item."""
        last = {row.item: json.loads(row.response) for row in self.journal() if _counts(row)}
        return {item: response for item, response in last.items() if response is not None}

    def attempt(self) -> Attempt:
        """The only attempt."""
        with self.collaborators.database.reading() as session:
            return session.scalars(select(Attempt)).one()

    def release_scores(self, now: datetime) -> None:
        """Let everybody see their score."""
        with self.collaborators.database.transaction() as session:
            session.get_one(Round, self.round_id).scores_released_at = now


def _counts(row: JournalRow) -> bool:
    return row.kind == "answer" and row.status == "saved"


def make_room(
    app: Flask,
    now: datetime,
    rules: RoundRules = ALL_TYPES,
    per_type: int = 6,
    closes_in: timedelta = timedelta(hours=8),
) -> Room:
    """A round with every question type, open since an hour."""
    collaborators: Collaborators = app.extensions["examapp"]
    with collaborators.database.transaction() as session:
        event = factories.make_event(session, factories.make_competition(session, now))
        _add_typed_questions(session, factories.make_bank(session, event, now, per_type), now)
        row = factories.make_round(session, event, now, rules=rules, closes_in=closes_in)
        factories.freeze_round(session, collaborators.vault, row, now)
        entries = [factories.make_entry(session, collaborators.vault, event, number) for number in (1, 2)]
        for entry in entries:
            factories.give_consent(session, entry, now)
        person, other = (_person(collaborators, entry) for entry in entries)
        return Room(app, row.id, person, other)


def _add_typed_questions(session: Session, bank: Bank, now: datetime) -> None:
    five = NumericAnswer((NumericRange(Decimal("4.9"), Decimal("5.1")),))
    blanks = BlankAnswer((("氩气",), ("电弧", "弧光")))
    for qid, qtype, answer in (("blank-1", "blank", blanks), ("numeric-1", "numeric", five)):
        choice = factories.make_question(1, "judge")
        question = replace(choice, qid=qid, qtype=qtype, stem=f"{qtype} 题干", answer=answer)
        factories.add_question(session, bank, question, now)


def _person(collaborators: Collaborators, entry: Entry) -> Person:
    pin = collaborators.vault.pin(entry.ticket, entry.pin_version)
    return Person(entry.entrant_id, entry.ticket, pin)


def sign_in(visitor: Visitor, person: Person) -> Page:
    """The page an entrant sees after signing in."""
    visitor.open("/exam/sign-in")
    return visitor.submit("sign-in", {"ticket": person.ticket, "pin": person.pin})


def sit(visitor: Visitor, room: Room, person: Person | None = None) -> Page:
    """The sitting of someone who signed in and started."""
    sign_in(visitor, person or room.person)
    return visitor.submit("/start")


def attempt_path(page: Page) -> str:
    """Where the attempt of a sitting's page lives."""
    found = re.match(r"/exam/attempts/\d+", page.path)
    assert found
    return found.group()


class Phone:
    """What the sitting's script sends, over the cookies of a visitor who has the page open."""

    def __init__(self, visitor: Visitor) -> None:
        self.client = visitor.client
        self.path = attempt_path(visitor.page)
        form = visitor.page.form("/form")
        self.token = form.fields["session"]

    def post(self, what: str, **body: Any) -> TestResponse:
        """Post JSON to `answers` or `submit`."""
        return self.client.post(f"{self.path}/{what}", json={"session": self.token, **body})

    def save(self, seq: int, item: int, response: object, elapsed_ms: int = 1000) -> TestResponse:
        """Save one answer."""
        entry = {"seq": seq, "item": item, "response": response, "elapsed_ms": elapsed_ms}
        return self.post("answers", entries=[entry])
