"""From a bank and a roster to the finals list, by the services alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.paper import paper_from_json
from examapp.domain.questions import ChoiceAnswer
from examapp.services.close_attempt import Receipt, submit_attempt
from examapp.services.close_round import close_round
from examapp.services.open_round import open_round
from examapp.services.prepared_rounds import prepared_round
from examapp.services.publish_finals_list import publish_finals_list
from examapp.services.rank_round import rank_round
from examapp.services.show_finals_list import lists_of_round, public_list
from examapp.storage.attempts import Attempt
from examapp.storage.audit import AuditEntry
from examapp.storage.contest import Round
from examapp.storage.database import Database
from examapp.storage.people import Entry
from examapp.storage.vault import Vault
from tests import factories
from tests.services.cast import OpenRound, answer, seat
from tests.services.ranked_round import rules


def make_draft(session: Session, vault: Vault, now: datetime, entrants: int) -> Round:
    event = factories.make_event(session, factories.make_competition(session, now))
    factories.make_bank(session, event, now)
    for number in range(entrants):
        factories.give_consent(session, factories.make_entry(session, vault, event, number), now)
    return factories.make_round(session, event, now, rules=rules())


def letters_of_the_key(session: Session, vault: Vault, attempt_id: int, item: int) -> list[str]:
    """The right options of an item of a choice type, by the letters displayed."""
    attempt = session.get_one(Attempt, attempt_id)
    drawn = paper_from_json(attempt.paper).items[item - 1]
    key = prepared_round(session, vault, attempt.round_id).questions[drawn.qid].answer
    assert isinstance(key, ChoiceAnswer)
    return ["ABCD"[place] for place, option in enumerate(drawn.option_order) if option in key.keys]


def sit(session: Session, vault: Vault, now: datetime, row: Round, entry: Entry, right: int) -> None:
    """Answer that many of the four 单选 right, leave the rest, and submit."""
    cast = seat(
        session, vault, now, OpenRound(row.id, row.event_id, entry.id, entry.entrant_id, entry.ticket)
    )
    entries = [
        answer(item, item, letters_of_the_key(session, vault, cast.attempt_id, item))
        for item in range(1, right + 1)
    ]
    later = now + timedelta(minutes=10)
    receipt = submit_attempt(
        session,
        vault,
        entrant_id=entry.entrant_id,
        attempt_id=cast.attempt_id,
        token=cast.sitting.token,
        entries=entries,
        now=later,
    )
    assert isinstance(receipt, Receipt)


def test_the_list_names_those_who_answered_best(session: Session, vault: Vault, now: datetime) -> None:
    row = make_draft(session, vault, now, 4)
    open_round(session, vault, round_id=row.id, actor="t", now=now)
    entries = session.query(Entry).order_by(Entry.ticket).all()
    for entry, right in zip(entries, (1, 3, 2, 0), strict=True):
        sit(session, vault, now, row, entry, right)
    later = now + timedelta(minutes=20)
    close_round(session, vault, round_id=row.id, actor="t", now=later, reason="都已交卷")
    ranking = rank_round(session, vault, round_id=row.id, now=later)
    assert [(each.name, each.total, each.state) for each in ranking.rows] == [
        ("职工1", 3000, "advanced"),
        ("职工2", 2000, "advanced"),
        ("职工0", 1000, "alternate"),
        ("职工3", 0, "outside_quota"),
    ]
    publish_finals_list(session, vault, round_id=row.id, actor="t", now=later)
    (published,) = lists_of_round(session, row.id)
    assert published.ranking_hash == ranking.ranking_hash
    assert [each.name for each in public_list(session, published.id).rows] == ["职工1", "职工2", "职工0"]
    assert [each.action for each in session.query(AuditEntry).order_by(AuditEntry.id)] == [
        "round.open",
        "round.close",
        "finals.publish",
    ]


def test_a_round_opened_by_two_people_at_once_is_opened_once(
    database: Database, vault: Vault, now: datetime
) -> None:
    with database.transaction() as session:
        round_id = make_draft(session, vault, now, 1).id

    def open_it(actor: str) -> str:
        try:
            with database.transaction() as session:
                return open_round(session, vault, round_id=round_id, actor=actor, now=now)
        except ExamError as refusal:
            return refusal.code

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(open_it, ("zhang", "li")), key=len)
    assert outcomes[0] == "round_not_draft"
    with database.reading() as session:
        assert session.get_one(Round, round_id).commitment == outcomes[1]
