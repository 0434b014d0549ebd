"""A round with the types that take more than a tap, and the answers to them as a page shows it."""

from __future__ import annotations

import secrets
from datetime import datetime
from string import ascii_uppercase

from flask import Flask
from sqlalchemy import select

from examapp.domain.paper import PaperItem, paper_from_json
from examapp.domain.questions import Question
from examapp.domain.rules import PartialCredit
from examapp.services.collaborators import Collaborators
from examapp.services.import_bank import import_bank
from examapp.storage.attempts import Attempt
from tests import factories
from tests.services.mixed_questions import MIXED, rules_with
from tests.web.entrant.seats import Person, Room


def mixed_room(app: Flask, now: datetime, *questions: Question, scheme: PartialCredit = "per_option") -> Room:
    """A round whose paper has one question of each type: those of MIXED, some put in place of their namesakes."""
    bank = {question.qid: question for question in (*MIXED, *questions)}
    using: Collaborators = app.extensions["examapp"]
    with using.database.transaction() as session:
        event = factories.make_event(session, factories.make_competition(session, now))
        import_bank(session, event_id=event.id, questions=list(bank.values()), actor="lin", now=now)
        row = factories.make_round(session, event, now, rules=rules_with(scheme))
        factories.freeze_round(session, using.vault, row, now, secrets.token_bytes(32))
        entries = [factories.make_entry(session, using.vault, event, number) for number in (1, 2)]
        for entry in entries:
            factories.give_consent(session, entry, now)
        people = [Person(each.entrant_id, each.ticket, using.vault.pin(each.ticket, 1)) for each in entries]
        return Room(app, row.id, *people)


def right_responses(room: Room) -> dict[int, list[str]]:
    """What answers every question of the only attempt's paper right, as it goes over the wire."""
    with room.collaborators.database.reading() as session:
        paper = session.scalars(select(Attempt.paper)).one()
    items = paper_from_json(paper).items
    return {number: _right(item) for number, item in enumerate(items, start=1)}


def _right(item: PaperItem) -> list[str]:
    order = item.option_order
    if item.qid == "matching":
        return [ascii_uppercase[order.index(option)] for option in "BAC"]
    if item.qid == "ordering":
        return [str("CADB".index(option) + 1) for option in order]
    if item.qid == "cloze":
        return [_letter(order, "1.A"), "良好", "5 mm"]
    if item.qid == "scenario":
        both = sorted(_letter(order, "2.A", 2) + _letter(order, "2.C", 2))
        return [_letter(order, "1.B"), "".join(both), "F", "100", "五", "5.05"]
    return ["电弧", "氩"] if item.qid == "blank" else ["5"]


def _letter(order: tuple[str, ...], option: str, part: int = 1) -> str:
    own = [each for each in order if each.startswith(f"{part}.")]
    return ascii_uppercase[own.index(option)]
