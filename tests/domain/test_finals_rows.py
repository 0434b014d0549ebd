"""Rows of finals lists: stored, hashed and put into words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given

from examapp.domain.advancement import State
from examapp.domain.advancement_reasons import LOT_WON, Reason
from examapp.domain.finals_rows import (
    STATE_LABELS,
    FinalsRow,
    in_order_of_places,
    ranking_hash,
    row_from_json,
    row_to_json,
    tie_text,
)
from tests.domain.finals_fields import finals_lists, make_row


@given(finals_lists())
def test_a_row_comes_back_from_json_as_it_was(rows: list[FinalsRow]) -> None:
    assert [row_from_json(json.loads(json.dumps(row_to_json(row)))) for row in rows] == rows


def test_a_state_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="state"):
        row_from_json({**row_to_json(make_row()), "state": "winner"})


@pytest.mark.parametrize(
    "changes",
    [{"total": 8951}, {"rank": 2}, {"state": "alternate"}, {"time_used_s": 1801}, {"employer": "别的单位"}],
)
def test_the_hash_changes_with_everything_that_decides_a_place(changes: dict[str, object]) -> None:
    row = make_row()
    assert ranking_hash("r", "b", [replace(row, **changes)]) != ranking_hash("r", "b", [row])  # type: ignore[arg-type]


def test_the_hash_changes_with_the_reason_of_a_place() -> None:
    drawn = make_row(reason=Reason(LOT_WON, {"rank": 1, "lot": 7}))
    assert ranking_hash("r", "b", [drawn]) != ranking_hash("r", "b", [make_row()])


def test_the_hash_changes_with_order_rules_and_bank() -> None:
    rows = [make_row(), make_row(ticket="2", rank=2)]
    hashes = {
        ranking_hash("r", "b", rows),
        ranking_hash("r", "b", rows[::-1]),
        ranking_hash("r2", "b", rows),
        ranking_hash("r", "b2", rows),
    }
    assert len(hashes) == 4


def test_the_hash_stays_when_a_name_is_mended() -> None:
    assert ranking_hash("r", "b", [make_row(name="职工已")]) == ranking_hash(
        "r", "b", [make_row(name="职工己")]
    )


def test_every_state_has_a_word() -> None:
    assert set(STATE_LABELS) == set(get_args(State))


def test_who_came_from_the_alternates_is_called_so() -> None:
    assert make_row(alternate_no=1).state_label == "递补"
    assert make_row(alternate_no=1, state="alternate").state_label == "候补"
    assert make_row().state_label == "晋级"


def test_equal_totals_name_the_step_that_separates_them() -> None:
    above = make_row()
    below = make_row(rank=2, decided_by="multiple")
    assert tie_text(below, above) == "与上一名同分，按多选得分区分"
    assert tie_text(replace(below, decided_by="total", total=1), above) == ""
    assert tie_text(above, None) == ""


def test_ties_and_lots_are_named() -> None:
    row = make_row(tied_with=2, lot_number=77)
    assert tie_text(row, None) == "与另外 2 人并列；抽签号 77"


@given(finals_lists())
def test_alternates_follow_those_who_advance_by_number(rows: list[FinalsRow]) -> None:
    listed = in_order_of_places(rows)
    states = [row.state for row in listed]
    assert states == sorted(states)
    assert set(states) <= {"advanced", "alternate"}
    numbers = [row.alternate_no for row in listed if row.state == "alternate"]
    assert numbers == list(range(1, len(numbers) + 1))
