"""Exporting finals lists of one event or all."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from examapp.services.exclude_entry import exclude_entry
from examapp.services.export_finals import (
    NothingToExport,
    UnknownListFormat,
    export_finals,
    export_round,
)
from examapp.services.find_round import EventNotFound
from examapp.services.publish_finals_list import publish_finals_list
from examapp.services.rank_round import rank_round
from examapp.storage.vault import Vault
from tests import factories
from tests.services.ranked_round import Score, entry_named, ranked_round

SCORES = [Score(4000), Score(3000), Score(2000)]


def csv_of(session: Session, vault: Vault, now: datetime, *codes: str) -> str:
    data = export_finals(session, vault, event_codes=codes, format="csv", generated_at=now)
    return data.decode("utf-8-sig")


def test_what_is_published_is_exported_whatever_happened_since(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = ranked_round(session, vault, now, SCORES)
    publish_finals_list(session, vault, round_id=row.id, actor="t", now=now)
    before = csv_of(session, vault, now, "11")
    entry = entry_named(session, row, 0)
    exclude_entry(session, entry_id=entry.id, exclusion="withdrawn", reason="放弃", actor="t", now=now)
    assert csv_of(session, vault, now, "11") == before
    publish_finals_list(session, vault, round_id=row.id, actor="t", now=now, reason="有人放弃")
    after = csv_of(session, vault, now, "11")
    assert "第 2 版" in after
    assert ",递补," in after


def test_a_ranking_that_is_not_published_says_so_with_its_hash(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = ranked_round(session, vault, now, SCORES)
    ranking = rank_round(session, vault, round_id=row.id, now=now)
    exported = csv_of(session, vault, now)
    assert exported.count(f"未公布,{ranking.ranking_hash}") == len(SCORES)


def test_the_same_moment_gives_the_same_file(session: Session, vault: Vault, now: datetime) -> None:
    ranked_round(session, vault, now, SCORES)
    first, second = (
        export_finals(session, vault, event_codes=["11"], format="xlsx", generated_at=now) for _ in range(2)
    )
    assert first == second


def test_a_name_that_looks_like_a_formula_is_neutralised(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = ranked_round(session, vault, now, SCORES)
    entry_named(session, row, 0).entrant.name = "=1+1"
    session.flush()
    data = export_round(session, vault, round_id=row.id, format="xlsx", generated_at=now)
    assert load_workbook(BytesIO(data)).worksheets[0]["C4"].value == "'=1+1"
    assert ",'=1+1," in csv_of(session, vault, now)


def test_a_rehearsal_never_stands_among_the_real_lists(session: Session, vault: Vault, now: datetime) -> None:
    ranked_round(session, vault, now, SCORES)
    rehearsal = factories.make_competition(session, now, "彩排")
    rehearsal.is_rehearsal = True
    factories.make_event(session, rehearsal, code="11", name="彩排赛项")
    session.flush()
    assert "彩排赛项" not in csv_of(session, vault, now)
    assert "11 赛项11" in csv_of(session, vault, now, "11")


def test_there_is_nothing_to_export_before_a_round_has_opened(
    session: Session, vault: Vault, now: datetime
) -> None:
    event = factories.make_event(session, factories.make_competition(session, now))
    factories.make_round(session, event, now)
    for codes in ([], ["11"]):
        with pytest.raises(NothingToExport):
            csv_of(session, vault, now, *codes)


def test_unknown_events_and_formats_are_refused(session: Session, vault: Vault, now: datetime) -> None:
    with pytest.raises(EventNotFound):
        csv_of(session, vault, now, "77")
    with pytest.raises(UnknownListFormat, match="csv、xlsx"):
        export_finals(session, vault, event_codes=[], format="pdf", generated_at=now)
