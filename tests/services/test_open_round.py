"""Opening a round: what is frozen, committed to and refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.blueprint import BankTooSmall
from examapp.domain.questions import canonical_json, sha256_of
from examapp.domain.randomness import commitment
from examapp.domain.rules import RoundRules, rules_to_json
from examapp.services.check_round import (
    count_other_points,
    questions_without_pictures,
    shortage_report,
    trial_paper,
)
from examapp.services.edit_blueprint import round_rules
from examapp.services.find_round import RoundNotDraft
from examapp.services.import_bank import import_bank
from examapp.services.open_round import NobodyMaySit, WindowPast, open_round
from examapp.services.prepared_rounds import prepared_round
from examapp.storage.audit import AuditEntry
from examapp.storage.banks import Bank, RoundQuestion
from examapp.storage.contest import Qualification, Round
from examapp.storage.people import Entry
from examapp.storage.vault import Vault
from tests import factories
from tests.services.rich_questions import PICTURES, RICH


def draft(session: Session, vault: Vault, now: datetime, *, per_type: int = 10, number: int = 1) -> Round:
    """A round in draft with one entrant, its bank of `per_type` questions a type."""
    event = factories.make_event(session, factories.make_competition(session, now))
    factories.make_bank(session, event, now, per_type)
    factories.make_entry(session, vault, event)
    return factories.make_round(session, event, now, number=number)


def opened(session: Session, vault: Vault, row: Round, now: datetime, public_number: str = "") -> str:
    return open_round(session, vault, round_id=row.id, actor="zuzhi", now=now, public_number=public_number)


def test_the_commitment_can_be_recomputed_from_the_sealed_secret(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = draft(session, vault, now)
    committed = opened(session, vault, row, now)
    assert row.sealed_secret is not None
    secret = vault.decrypt(row.sealed_secret)
    assert committed == commitment(secret, row.bank_hash, row.rules_hash, row.roster_hash)
    assert (row.state, row.opened_at) == ("open", now)


def test_the_rules_hash_covers_every_rule(session: Session, vault: Vault, now: datetime) -> None:
    row = draft(session, vault, now)
    opened(session, vault, row, now)
    assert row.rules_hash == sha256_of(rules_to_json(RoundRules(factories.SMALL_BLUEPRINT)))


def test_papers_can_be_drawn_as_soon_as_the_round_is_open(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = draft(session, vault, now)
    opened(session, vault, row, now, public_number=" 8 15 22 ")
    prepared = prepared_round(session, vault, row.id)
    assert len(prepared.drawer.draw(prepared.key, "11", "1").items) == 8
    assert row.public_number == "8 15 22"


def test_the_audit_entry_holds_the_commitment_and_not_the_secret(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = draft(session, vault, now)
    committed = opened(session, vault, row, now)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "round.open")).one()
    assert entry.after["commitment"] == committed
    assert vault.decrypt(row.sealed_secret or b"").hex() not in canonical_json(entry.after)


def test_two_rounds_never_share_a_secret(session: Session, vault: Vault, now: datetime) -> None:
    row = draft(session, vault, now)
    first = opened(session, vault, row, now)
    row.state = "draft"
    session.query(RoundQuestion).delete()
    assert opened(session, vault, row, now) != first


def test_an_open_round_can_not_be_opened_again(session: Session, vault: Vault, now: datetime) -> None:
    row = draft(session, vault, now)
    opened(session, vault, row, now)
    with pytest.raises(RoundNotDraft):
        opened(session, vault, row, now)


def test_a_bank_that_can_not_feed_the_blueprint_keeps_the_round_closed(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = draft(session, vault, now, per_type=3)
    with pytest.raises(BankTooSmall, match="单选题）需要 4 题，题库中只有 3 题，还缺 1 题"):
        opened(session, vault, row, now)
    assert row.state == "draft"
    assert row.sealed_secret is None


def test_a_round_without_entries_is_not_opened(session: Session, vault: Vault, now: datetime) -> None:
    event = factories.make_event(session, factories.make_competition(session, now))
    factories.make_bank(session, event, now)
    row = factories.make_round(session, event, now)
    with pytest.raises(NobodyMaySit):
        opened(session, vault, row, now)


def test_a_later_round_needs_someone_qualified(session: Session, vault: Vault, now: datetime) -> None:
    row = draft(session, vault, now, number=2)
    with pytest.raises(NobodyMaySit):
        opened(session, vault, row, now)
    entry = session.query(Entry).one()
    session.add(Qualification(round_id=row.id, entry_id=entry.id, granted_at=now))
    opened(session, vault, row, now)


def test_a_window_that_is_over_is_not_opened(session: Session, vault: Vault, now: datetime) -> None:
    row = draft(session, vault, now)
    with pytest.raises(WindowPast):
        opened(session, vault, row, now + timedelta(days=2))


def test_the_shortage_report_names_what_is_missing(session: Session, vault: Vault, now: datetime) -> None:
    row = draft(session, vault, now, per_type=3)
    assert [problem.message for problem in shortage_report(session, row.id)] == [
        "第 1 部分（单选题）需要 4 题，题库中只有 3 题，还缺 1 题。"
    ]


def test_the_shortage_report_of_a_good_bank_is_empty(session: Session, vault: Vault, now: datetime) -> None:
    assert shortage_report(session, draft(session, vault, now).id) == ()


def test_questions_with_points_of_their_own_are_counted_where_the_blueprint_says_others(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = draft(session, vault, now)
    bank = session.scalars(select(Bank)).one()
    for number, points in ((90, 1000), (91, 200)):
        factories.add_question(session, bank, factories.make_question(number, "single", points=points), now)
    # No section asks for this type, so nothing overrides its points.
    unasked = replace(factories.make_question(92, "judge", points=300), qtype="numeric")
    factories.add_question(session, bank, unasked, now)
    assert count_other_points(session, row.id) == 1


def test_a_trial_paper_shows_each_question_with_its_key(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = draft(session, vault, now)
    items = trial_paper(session, row.id)
    assert [item.number for item in items] == list(range(1, 9))
    first = items[0]
    (right,) = [letter for letter, text in first.shown.options if text.startswith("选项B")]
    assert first.key_text == right
    assert sum(item.points for item in items) == 10_000


def test_questions_whose_pictures_nobody_brought_are_named(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = draft(session, vault, now)
    assert questions_without_pictures(session, row.id) == ()
    import_bank(session, event_id=row.event_id, questions=[RICH], actor="lin", now=now)
    assert questions_without_pictures(session, row.id) == ("rich",)
    import_bank(session, event_id=row.event_id, questions=[RICH], actor="lin", now=now, pictures=PICTURES)
    assert questions_without_pictures(session, row.id) == ()


def test_trial_papers_leave_no_trace(session: Session, vault: Vault, now: datetime) -> None:
    row = draft(session, vault, now)
    papers = {tuple(item.question.qid for item in trial_paper(session, row.id)) for _ in range(10)}
    assert len(papers) > 1
    assert (row.sealed_secret, row.state) == (None, "draft")
    assert round_rules(session, row).blueprint == factories.SMALL_BLUEPRINT
