"""Whatever a file holds, reading it gives a report."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from examapp.domain.identity_numbers import is_id_number, is_mobile
from examapp.roster_formats.reading import read_roster
from tests.roster_formats.rosters import EVENTS, HEADERS, id_number, read

cells = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["", "张三", "11", "01", "7", "13800000001", id_number(1), id_number(2), "2.2E+17", "A001"]
    ),
)
rows = st.tuples(*[cells] * len(HEADERS))


@given(st.binary(max_size=300), st.sampled_from(["a.xlsx", "a.xls", "a.csv", ""]))
def test_no_bytes_break_the_reader(data: bytes, filename: str) -> None:
    report = read_roster(data, filename, EVENTS)
    assert report.rows or report.errors


@settings(deadline=None)
@given(st.lists(rows, max_size=6), st.sampled_from(["a.xlsx", "a.csv"]))
def test_every_row_let_in_is_complete_valid_and_nobody_twice(
    table: list[tuple[str, ...]], filename: str
) -> None:
    report = read(*table, filename=filename)
    for row in report.rows:
        assert row.name
        assert row.employer
        assert row.delegation
        assert row.event in EVENTS
        assert is_mobile(row.mobile)
        assert not row.id_number or is_id_number(row.id_number)
    assert len({(row.name, row.mobile, row.event) for row in report.rows}) == len(report.rows)
    assert len(report.rows) <= report.seen <= len(table)
