"""Ranking a round from the record."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from examapp.domain.finals_rows import FinalsRow
from examapp.domain.questions import canonical_json
from examapp.services.exclude_entry import exclude_entry
from examapp.services.publish_finals_list import publish_finals_list
from examapp.services.rank_round import (
    RoundNeverOpened,
    RoundStillSitting,
    rank_round,
    ranking_to_json,
)
from examapp.storage.contest import Round
from examapp.storage.vault import Vault
from tests import factories
from tests.services.ranked_round import Score, add_attempt, add_result, entry_named, ranked_round, rules


def ranked(session: Session, vault: Vault, round_row: Round, now: datetime) -> list[FinalsRow]:
    return list(rank_round(session, vault, round_id=round_row.id, now=now).rows)


def test_the_best_two_advance_and_the_next_is_the_alternate(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = ranked_round(session, vault, now, [Score(1000), Score(4000), Score(3000), Score(2000)])
    states = [(each.name, each.rank, each.state) for each in ranked(session, vault, row, now)]
    assert states == [
        ("职工1", 1, "advanced"),
        ("职工2", 2, "advanced"),
        ("职工3", 3, "alternate"),
        ("职工0", 4, "outside_quota"),
    ]


def test_ranking_twice_gives_the_same_bytes(session: Session, vault: Vault, now: datetime) -> None:
    scores = [Score(1000 * (number % 3), 0, 0, 600) for number in range(12)]
    row = ranked_round(session, vault, now, scores, rules(cut_tie_policy="lot", quota=5))
    first, second = (
        canonical_json(ranking_to_json(rank_round(session, vault, round_id=row.id, now=at)))
        for at in (now, now + timedelta(days=1))
    )
    assert first == second


def test_lots_are_drawn_from_the_rounds_committed_key(session: Session, vault: Vault, now: datetime) -> None:
    row = ranked_round(session, vault, now, [Score(1000)] * 6, rules(cut_tie_policy="lot"))
    before = ranked(session, vault, row, now)
    assert [each.state for each in before].count("advanced") == 2
    assert all(each.lot_number is not None for each in before)
    row.public_number = "20260907"
    assert [each.lot_number for each in ranked(session, vault, row, now)] != [
        each.lot_number for each in before
    ]


def test_everybody_tied_at_the_cut_advances_by_default(session: Session, vault: Vault, now: datetime) -> None:
    row = ranked_round(session, vault, now, [Score(2000), Score(1000), Score(1000), Score(500)])
    assert [each.state for each in ranked(session, vault, row, now)] == [
        "advanced",
        "advanced",
        "advanced",
        "alternate",
    ]


def test_multiple_choice_score_separates_equal_totals(session: Session, vault: Vault, now: datetime) -> None:
    row = ranked_round(session, vault, now, [Score(2000, 1000), Score(1000, 2000)])
    first = ranked(session, vault, row, now)
    assert [each.name for each in first] == ["职工1", "职工0"]
    assert first[1].decided_by == "multiple"


def test_part_of_a_second_is_not_counted(session: Session, vault: Vault, now: datetime) -> None:
    row = ranked_round(session, vault, now, [Score(1000)])
    assert [each.time_used_s for each in ranked(session, vault, row, now)] == [600]


def test_an_employer_gets_no_more_places_than_its_cap(session: Session, vault: Vault, now: datetime) -> None:
    scores = [Score(5000 - 100 * number) for number in range(6)]
    row = ranked_round(session, vault, now, scores, rules(employer_cap=1))
    rows = ranked(session, vault, row, now)
    assert [each.name for each in rows if each.state == "advanced"] == ["职工0", "职工5"]
    assert rows[1].state == "capped_employer"
    assert "上限 1 人" in rows[1].reason.message


def test_who_never_started_is_not_ranked(session: Session, vault: Vault, now: datetime) -> None:
    row = ranked_round(session, vault, now, [Score(1000)])
    factories.make_entry(session, vault, row.event, 7)
    assert [each.name for each in ranked(session, vault, row, now)] == ["职工0"]


def test_a_round_with_someone_sitting_is_not_ranked(session: Session, vault: Vault, now: datetime) -> None:
    row = ranked_round(session, vault, now, [Score(1000)])
    add_attempt(session, row, factories.make_entry(session, vault, row.event, 7), now)
    with pytest.raises(RoundStillSitting, match="1 人在考"):
        rank_round(session, vault, round_id=row.id, now=now)


def test_a_preliminary_ranking_leaves_out_those_still_sitting(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = ranked_round(session, vault, now, [Score(1000)])
    add_attempt(session, row, factories.make_entry(session, vault, row.event, 7), now)
    ranking = rank_round(session, vault, round_id=row.id, now=now, preliminary=True)
    assert ranking.is_preliminary
    assert ranking.sitting == 1
    assert [each.name for each in ranking.rows] == ["职工0"]


def test_what_has_run_out_is_closed_and_ranked(session: Session, vault: Vault, now: datetime) -> None:
    row = ranked_round(session, vault, now, [Score(1000)])
    add_attempt(session, row, factories.make_entry(session, vault, row.event, 7), now)
    rows = ranked(session, vault, row, now + timedelta(hours=2))
    assert [(each.name, each.total) for each in rows] == [("职工0", 1000), ("职工7", 0)]


def test_a_draft_can_not_be_ranked(session: Session, vault: Vault, now: datetime) -> None:
    event = factories.make_event(session, factories.make_competition(session, now))
    row = factories.make_round(session, event, now)
    with pytest.raises(RoundNeverOpened):
        rank_round(session, vault, round_id=row.id, now=now)


def test_who_is_disqualified_before_publication_has_no_rank(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = ranked_round(session, vault, now, [Score(3000), Score(2000), Score(1000)])
    entry = entry_named(session, row, 0)
    exclude_entry(session, entry_id=entry.id, exclusion="disqualified", reason="冒名顶替", actor="t", now=now)
    rows = ranked(session, vault, row, now)
    assert [(each.name, each.rank, each.state) for each in rows] == [
        ("职工1", 1, "advanced"),
        ("职工2", 2, "advanced"),
        ("职工0", 0, "disqualified"),
    ]
    assert rows[2].remark == "冒名顶替"


def test_who_withdraws_after_publication_keeps_the_rank_and_the_alternate_steps_in(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = ranked_round(session, vault, now, [Score(4000), Score(3000), Score(2000), Score(1000)])
    publish_finals_list(session, vault, round_id=row.id, actor="t", now=now)
    entry = entry_named(session, row, 0)
    exclude_entry(session, entry_id=entry.id, exclusion="withdrawn", reason="生病", actor="t", now=now)
    rows = ranked(session, vault, row, now)
    assert [(each.name, each.rank, each.state) for each in rows] == [
        ("职工0", 1, "withdrawn"),
        ("职工1", 2, "advanced"),
        ("职工2", 3, "advanced"),
        ("职工3", 4, "outside_quota"),
    ]
    assert rows[2].is_promoted


def test_the_ranking_hash_changes_with_any_score(session: Session, vault: Vault, now: datetime) -> None:
    row = ranked_round(session, vault, now, [Score(4000), Score(3000)])
    before = rank_round(session, vault, round_id=row.id, now=now).ranking_hash
    late = factories.make_entry(session, vault, row.event, 2)
    add_result(session, row, late, Score(1), now)
    assert rank_round(session, vault, round_id=row.id, now=now).ranking_hash != before
