"""Percentiles are values that were measured, and hold what they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.rehearsal.measures import Measures, percentile, step_latency

MILLISECONDS = st.lists(st.floats(min_value=0, max_value=1e6), min_size=1)


@given(MILLISECONDS, st.integers(1, 100))
def test_a_percentile_is_the_least_measured_value_that_so_many_do_not_exceed(
    values: list[float], percent: int
) -> None:
    found = percentile(sorted(values), percent)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)


def test_latencies_of_a_step_are_told_by_nearest_rank() -> None:
    latency = step_latency("save", [float(n) for n in range(200, 0, -1)])
    assert (latency.count, latency.p50_ms, latency.p95_ms) == (200, 100.0, 190.0)
    assert (latency.p99_ms, latency.max_ms) == (198.0, 200.0)


def test_a_step_that_never_happened_has_no_latency() -> None:
    with pytest.raises(ValueError, match="submit"):
        step_latency("submit", [])


def test_an_observer_hears_how_many_entries_are_acknowledged_so_far() -> None:
    heard: list[int] = []
    measures = Measures(on_acknowledged=heard.append)
    measures.acknowledge(3)
    measures.acknowledge(2)
    assert heard == [3, 5]
