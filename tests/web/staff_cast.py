"""A contest in the middle of its life, and the people who may or may not look at it.

The first event has a first round that is published and a second one in draft; the second event belongs to
another coordinator.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.corrections import Correction
from examapp.domain.rules import AdvancementRules, RoundRules
from examapp.services.close_round import close_round
from examapp.services.collaborators import Collaborators
from examapp.services.discuss_question import comment_on_question
from examapp.services.enter_practice import enter_practice
from examapp.services.keep_pictures import keep_pictures
from examapp.services.open_round import open_round
from examapp.services.propose_correction import propose_correction
from examapp.services.publish_finals_list import publish_finals_list
from examapp.services.request_data_change import request_data_change
from examapp.services.sign_in_entrant import sign_in_mark
from examapp.services.start_attempt import start_attempt
from examapp.services.start_mock import start_mock
from examapp.services.submit_appeal import submit_appeal
from examapp.services.upload_bank import keep_upload
from examapp.storage.afterwards import Appeal
from examapp.storage.attempts import Attempt
from examapp.storage.banks import Bank, BankLayout, BankQuestion
from examapp.storage.contest import Event
from examapp.storage.people import Entry, Staff, StaffAssignment
from examapp.storage.pictures import Picture
from examapp.storage.results import FinalsList
from examapp.storage.vault import Vault
from tests import factories
from tests.pictures.pictures_made_up import photo
from tests.web.browsing import Visitor

GIFT = "::q1::氩弧焊用什么气体保护？{=氩气 ~氧气 ~氮气 ~氢气}\n".encode()
RULES = replace(
    RoundRules(factories.SMALL_BLUEPRINT),
    advancement=AdvancementRules(minimum_score=0, floor_minimum_score=0),
)
ROLES = {"organizer": "organizer", "auditor": "auditor", "own": "coordinator", "other": "coordinator"}


@dataclass(frozen=True)
class Contest:
    """Ids of what there is; `own` belongs to the coordinator "own", `other` to the coordinator "other"."""

    app: Flask
    own: int
    other: int
    own_question: int
    other_question: int
    own_upload: int
    other_upload: int
    thread: int
    other_thread: int
    own_layout: int
    other_layout: int
    entry: int
    other_entry: int
    attempt: int
    mock: int
    first_round: int
    list_id: int
    appeal: int
    data_request: int
    correction: int
    receipt: str
    picture: str
    users: dict[str, str]

    def visitor(self, who: str) -> Visitor:
        """The browser of one of the cast, signed in; "stranger" is not."""
        visitor = Visitor(self.app)
        self.sign_in(visitor.client, who)
        return visitor

    def sign_in(self, client: FlaskClient, who: str) -> None:
        """Give the client the cookie of one of the cast."""
        if who in self.users:
            with client.session_transaction() as cookie:
                cookie["_user_id"] = self.users[who]
                cookie["_fresh"] = True


def make_contest(app: Flask, now: datetime) -> Contest:
    """The contest, committed."""
    collaborators: Collaborators = app.extensions["examapp"]
    with collaborators.database.transaction() as session:
        return _make(session, collaborators.vault, app, now)


def _make(session: Session, vault: Vault, app: Flask, now: datetime) -> Contest:
    competition = factories.make_competition(session, now)
    own = factories.make_event(session, competition)
    other = factories.make_event(session, competition, "12", "快递员")
    for event in (own, other):
        factories.make_bank(session, event, now)
    first = factories.make_round(session, own, now, rules=RULES)
    factories.make_round(session, other, now, rules=RULES)
    entries = [factories.make_entry(session, vault, own, number) for number in (1, 2, 3)]
    other_entry = factories.make_entry(session, vault, other, 4)
    for entry in entries:
        factories.give_consent(session, entry, now)
    open_round(session, vault, round_id=first.id, actor="organizer", now=now)
    for entry in entries[:2]:
        start_attempt(session, vault, entrant_id=entry.entrant_id, round_id=first.id, now=now)
    close_round(session, vault, round_id=first.id, actor="organizer", now=now, reason="结束", force=True)
    publish_finals_list(session, vault, round_id=first.id, actor="organizer", now=now)
    later = timedelta(days=1)
    factories.make_round(
        session, own, now, number=2, rules=RULES, opens_in=later, closes_in=later + timedelta(hours=8)
    )
    users = _users(session, own, other, now)
    users |= {"entrant": _signed_in(vault, entries[0]), "another": _signed_in(vault, entries[2])}
    attempt = session.scalars(select(Attempt).where(Attempt.entry_id == entries[0].id)).one()
    return Contest(
        app=app,
        own=own.id,
        other=other.id,
        own_question=_question(session, own),
        other_question=_question(session, other),
        own_upload=_upload(session, own, now),
        other_upload=_upload(session, other, now),
        thread=_thread(session, own, now),
        other_thread=_thread(session, other, now),
        own_layout=_layout(session, own, now),
        other_layout=_layout(session, other, now),
        entry=entries[0].id,
        other_entry=other_entry.id,
        attempt=attempt.id,
        mock=_mock(session, entries[0].entrant_id, own.id, now),
        first_round=first.id,
        list_id=session.scalars(select(FinalsList.id)).one(),
        appeal=_appeal(session, attempt, entries[0].entrant_id, now),
        data_request=request_data_change(
            session, entrant_id=entries[0].entrant_id, kind="correct", field="name", text="姓名有误", now=now
        ),
        correction=propose_correction(
            session,
            round_id=first.id,
            correction=Correction("single-001", "void_full"),
            reason="题干有歧义",
            actor="organizer",
            now=now,
        ),
        receipt=attempt.receipt or "",
        picture=_picture(session, now),
        users=users,
    )


def _signed_in(vault: Vault, entry: Entry) -> str:
    return f"entrant:{entry.entrant_id}:{entry.id}:{sign_in_mark(vault, entry)}"


def _mock(session: Session, entrant_id: int, event_id: int, now: datetime) -> int:
    practiser = enter_practice(session, entrant_id=entrant_id, event_id=event_id)
    return start_mock(session, practiser=practiser, seed=bytes(32), now=now)


def _users(session: Session, own: Event, other: Event, now: datetime) -> dict[str, str]:
    users = {}
    for name, role in ROLES.items():
        event_ids = {"own": [own.id], "other": [other.id]}.get(name, [])
        staff = Staff(
            username=name,
            name=f"工作人员{name}",
            role=role,
            password_hash="-",
            created_at=now,
            session_version=1,
            assignments=[StaffAssignment(event_id=event_id) for event_id in event_ids],
        )
        session.add(staff)
        session.flush()
        users[name] = f"staff:{staff.id}:1"
    return users


def _appeal(session: Session, attempt: Attempt, entrant_id: int, now: datetime) -> int:
    """Return the id of an appeal that waits."""
    submit_appeal(
        session, entrant_id=entrant_id, attempt_id=attempt.id, kind="incident", text="断电两分钟", now=now
    )
    return session.scalars(select(Appeal.id)).one()


def _question(session: Session, event: Event) -> int:
    query = select(BankQuestion.id).join(Bank, Bank.id == BankQuestion.bank_id)
    return session.scalars(query.where(Bank.event_id == event.id).order_by(BankQuestion.id)).first() or 0


def _thread(session: Session, event: Event, now: datetime) -> int:
    """Return the id of a comment on the event's first question."""
    question_id = _question(session, event)
    return comment_on_question(
        session, event_id=event.id, question_id=question_id, text="选项要核对", actor="own", now=now
    )


def _picture(session: Session, now: datetime) -> str:
    keep_pictures(session, {"a.png": photo()}, now)
    return session.scalars(select(Picture.address)).one()


def _layout(session: Session, event: Event, now: datetime) -> int:
    layout = BankLayout(
        event_id=event.id,
        fingerprint="f" * 64,
        format="xlsx",
        filename="题库.xlsx",
        answers={
            "given": {"judge_right": "0"},
            "told": [
                {
                    "sheet": "",
                    "question": {"template": "{text}", "parameters": {"text": "?"}},
                    "answer": {"template": "{text}", "parameters": {"text": "0"}},
                }
            ],
        },
        saved_at=now,
        actor="own",
    )
    session.add(layout)
    session.flush()
    return layout.id


def _upload(session: Session, event: Event, now: datetime) -> int:
    return keep_upload(session, event_id=event.id, filename="题库.gift", data=GIFT, actor="own", now=now)
