"""The public notice: what everybody may read."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.finals_rows import FinalsRow
from examapp.domain.public_notice import notice_rows
from tests.domain.finals_fields import finals_lists, make_row


@given(finals_lists(), st.booleans())
def test_no_notice_holds_a_whole_ticket(rows: list[FinalsRow], show_score: bool) -> None:
    shown = repr([asdict(row) for row in notice_rows(rows, show_score)])
    assert not [row.ticket for row in rows if row.ticket in shown]


@given(finals_lists())
def test_only_namesakes_show_the_end_of_their_ticket(rows: list[FinalsRow]) -> None:
    notice = notice_rows(rows, show_score=True)
    names = Counter(row.name for row in notice)
    assert all(bool(row.ticket_ending) == (names[row.name] > 1) for row in notice)
    assert all(len(row.ticket_ending) in (0, 4) for row in notice)


@given(finals_lists())
def test_the_notice_names_nobody_who_does_not_advance_or_wait(rows: list[FinalsRow]) -> None:
    expected = sum(row.state in ("advanced", "alternate") for row in rows)
    notice = notice_rows(rows, show_score=True)
    assert [row.serial_no for row in notice] == list(range(1, expected + 1))


def test_scores_are_shown_or_not_as_the_rules_say() -> None:
    assert notice_rows([make_row()], show_score=True)[0].total == 8950
    assert notice_rows([make_row()], show_score=False)[0].total is None


def test_the_remark_says_advancing_waiting_or_stepped_in() -> None:
    rows = [make_row(), make_row(alternate_no=1), make_row(state="alternate", alternate_no=2)]
    remarks = [row.remark.message for row in notice_rows(rows, show_score=True)]
    assert remarks == ["晋级", "递补晋级", "候补第 2 位"]
