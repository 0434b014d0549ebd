"""Made-up sheets to write."""

from __future__ import annotations

from datetime import UTC, datetime

from examapp.domain.finals_rows import FinalsRow
from examapp.list_formats.finals_sheet import FinalsSheet
from tests.domain.finals_fields import make_row


def make_sheet(*rows: FinalsRow, **changes: object) -> FinalsSheet:
    """A published sheet of one row unless given others."""
    values: dict[str, object] = {
        "competition_name": "测试大赛",
        "event_code": "11",
        "event_name": "焊接",
        "round_name": "初赛",
        "version": 1,
        "sitting": 0,
        "rows": rows or (make_row(),),
        "rules_hash": "a" * 64,
        "bank_hash": "b" * 64,
        "ranking_hash": "c" * 64,
        "generated_at": datetime(2026, 9, 7, 2, 0, tzinfo=UTC),
    }
    return FinalsSheet(**{**values, **changes})  # type: ignore[arg-type]
