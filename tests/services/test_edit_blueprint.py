"""Editing a round in draft, and adding rounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.blueprint import InvalidBlueprint
from examapp.domain.rules import PRESETS, AdvancementRules, Blueprint, RoundRules, Section, TimingRules
from examapp.services.create_round import create_round
from examapp.services.edit_blueprint import (
    InvalidRules,
    InvalidWindow,
    UnknownPreset,
    apply_preset,
    round_rules,
    save_blueprint,
    save_rules,
    save_window,
)
from examapp.services.find_round import RoundNotDraft
from examapp.services.prepared_rounds import RoundNotFound
from examapp.storage.audit import AuditEntry
from examapp.storage.contest import Round
from tests import factories

SHORTER = Blueprint((Section("single", 5, 2000),))


@pytest.fixture
def draft(session: Session, now: datetime) -> Round:
    """A round in draft."""
    return factories.make_round(
        session, factories.make_event(session, factories.make_competition(session, now)), now
    )


def save(session: Session, row: Round, blueprint: Blueprint, now: datetime) -> int:
    return save_blueprint(session, round_id=row.id, blueprint=blueprint, actor="xietiao", now=now)


def actions(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_a_saved_blueprint_is_a_new_version_and_in_force(
    session: Session, draft: Round, now: datetime
) -> None:
    assert save(session, draft, SHORTER, now) == 2
    assert round_rules(session, draft).blueprint == SHORTER
    session.refresh(draft, ["blueprints"])
    assert [each.version for each in draft.blueprints] == [1, 2]
    entry = session.scalars(select(AuditEntry)).one()
    assert entry.before["sections"][0]["count"] == 4
    assert entry.after["sections"][0]["count"] == 5


def test_saving_the_same_blueprint_again_changes_nothing(
    session: Session, draft: Round, now: datetime
) -> None:
    assert save(session, draft, factories.SMALL_BLUEPRINT, now) == 1
    assert actions(session) == []


def test_a_blueprint_that_makes_no_sense_is_refused(session: Session, draft: Round, now: datetime) -> None:
    with pytest.raises(InvalidBlueprint):
        save(session, draft, Blueprint((Section("single", 0, 100),)), now)


def test_a_paper_that_can_not_reach_the_minimum_score_is_refused(
    session: Session, draft: Round, now: datetime
) -> None:
    with pytest.raises(InvalidRules, match="最低分"):
        save(session, draft, Blueprint((Section("single", 1, 100),)), now)


def test_rules_are_replaced_part_by_part(session: Session, draft: Round, now: datetime) -> None:
    before = round_rules(session, draft)
    save_rules(session, round_id=draft.id, actor="t", now=now, timing=TimingRules(duration_s=2400))
    save_rules(session, round_id=draft.id, actor="t", now=now, show_score_on_notice=False)
    expected = replace(before, timing=TimingRules(duration_s=2400), show_score_on_notice=False)
    assert round_rules(session, draft) == expected
    assert actions(session) == ["rules.save", "rules.save"]


def test_rules_that_make_no_sense_are_refused(session: Session, draft: Round, now: datetime) -> None:
    with pytest.raises(InvalidRules, match="晋级名额至少为 1"):
        save_rules(session, round_id=draft.id, actor="t", now=now, advancement=AdvancementRules(quota=0))
    assert round_rules(session, draft).advancement.quota == 30


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_a_preset_brings_its_whole_rules(session: Session, draft: Round, now: datetime, preset: str) -> None:
    apply_preset(session, round_id=draft.id, preset=preset, actor="t", now=now)
    assert round_rules(session, draft) == PRESETS[preset]


def test_an_unknown_preset_is_refused(session: Session, draft: Round, now: datetime) -> None:
    with pytest.raises(UnknownPreset):
        apply_preset(session, round_id=draft.id, preset="行业", actor="t", now=now)


def test_the_window_must_have_a_length(session: Session, draft: Round, now: datetime) -> None:
    with pytest.raises(InvalidWindow):
        save_window(session, round_id=draft.id, name="初赛", opens_at=now, closes_at=now, actor="t", now=now)


def test_the_window_of_a_draft_may_be_moved(session: Session, draft: Round, now: datetime) -> None:
    closes_at = now + timedelta(days=3)
    save_window(
        session, round_id=draft.id, name=" 预赛 ", opens_at=now, closes_at=closes_at, actor="t", now=now
    )
    assert (draft.name, draft.opens_at, draft.closes_at) == ("预赛", now, closes_at)


@pytest.mark.parametrize("state", ["open", "closed"])
def test_nothing_can_be_edited_once_a_round_has_opened(
    session: Session, draft: Round, now: datetime, state: str
) -> None:
    draft.state = state
    session.flush()
    known: dict[str, Any] = {"round_id": draft.id, "actor": "t", "now": now}
    with pytest.raises(RoundNotDraft):
        save(session, draft, SHORTER, now)
    with pytest.raises(RoundNotDraft):
        save_rules(session, **known, timing=TimingRules())
    with pytest.raises(RoundNotDraft):
        apply_preset(session, **known, preset="short")
    with pytest.raises(RoundNotDraft):
        save_window(session, **known, name="初赛", opens_at=now, closes_at=now + timedelta(days=1))


def test_a_round_that_does_not_exist_is_refused(session: Session, now: datetime) -> None:
    with pytest.raises(RoundNotFound):
        save_rules(session, round_id=10**6, actor="t", now=now)


def test_rounds_are_numbered_one_after_the_other(session: Session, draft: Round, now: datetime) -> None:
    round_id = create_round(
        session,
        event_id=draft.event_id,
        name="复赛",
        opens_at=now,
        closes_at=now + timedelta(days=1),
        rules=RoundRules(SHORTER),
        actor="t",
        now=now,
    )
    row = session.get_one(Round, round_id)
    assert (row.number, row.name, row.state) == (2, "复赛", "draft")
    assert round_rules(session, row) == RoundRules(SHORTER)
    assert actions(session) == ["round.create"]


def test_a_round_with_rules_that_make_no_sense_is_not_made(
    session: Session, draft: Round, now: datetime
) -> None:
    for bad, refusal in (
        (RoundRules(Blueprint(())), InvalidBlueprint),
        (RoundRules(SHORTER, TimingRules(duration_s=0)), InvalidRules),
    ):
        with pytest.raises(refusal):
            create_round(
                session,
                event_id=draft.event_id,
                name="复赛",
                opens_at=now,
                closes_at=now + timedelta(days=1),
                rules=bad,
                actor="t",
                now=now,
            )
    assert session.query(Round).count() == 1
