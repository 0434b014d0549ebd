"""How times and spans are written on the pages."""

from __future__ import annotations

import pytest

from examapp.web.formatting import minutes


@pytest.mark.parametrize(
    ("seconds", "written"), [(0, "0 分钟"), (4, "4 秒"), (60, "1 分钟"), (64, "1 分 4 秒"), (3600, "60 分钟")]
)
def test_a_span_is_written_without_the_unit_it_has_none_of(seconds: int, written: str) -> None:
    assert minutes(seconds) == written
