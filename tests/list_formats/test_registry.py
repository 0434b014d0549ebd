"""What every list format promises."""

from __future__ import annotations

from datetime import timedelta

import pytest

from examapp.list_formats import LIST_FORMATS, ListFormat
from tests.domain.finals_fields import make_row
from tests.list_formats.sheets import make_sheet


def test_the_formats_of_the_rule_book_are_found() -> None:
    assert {"xlsx", "csv"} <= set(LIST_FORMATS)


@pytest.mark.parametrize("found", LIST_FORMATS.values(), ids=lambda found: found.code)
def test_the_same_sheets_give_the_same_bytes(found: ListFormat) -> None:
    sheets = [make_sheet(), make_sheet(event_code="12", event_name="快递员")]
    assert found.write(sheets) == found.write(sheets)


@pytest.mark.parametrize("found", LIST_FORMATS.values(), ids=lambda found: found.code)
def test_another_score_gives_other_bytes(found: ListFormat) -> None:
    assert found.write([make_sheet()]) != found.write([make_sheet(make_row(total=1))])


@pytest.mark.parametrize("found", LIST_FORMATS.values(), ids=lambda found: found.code)
def test_an_empty_list_is_written(found: ListFormat) -> None:
    sheet = make_sheet(rows=(), generated_at=make_sheet().generated_at + timedelta(hours=1))
    assert found.write([sheet])
