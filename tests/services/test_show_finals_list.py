"""What staff and what everybody may see of a published list."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from examapp.domain.questions import canonical_json
from examapp.domain.rules import RoundRules
from examapp.services.publish_finals_list import publish_finals_list
from examapp.services.show_finals_list import (
    ListNotFound,
    PublicNotice,
    lists_of_round,
    public_list,
    show_finals_list,
)
from examapp.storage.contest import Round
from examapp.storage.people import Entry
from examapp.storage.vault import Vault
from tests.services.ranked_round import Score, entry_named, ranked_round, rules

SCORES = [Score(4000), Score(3000), Score(2000), Score(1000)]


def published(session: Session, vault: Vault, now: datetime, chosen: RoundRules | None = None) -> Round:
    row = ranked_round(session, vault, now, SCORES, chosen)
    publish_finals_list(session, vault, round_id=row.id, actor="t", now=now)
    return row


def only_notice(session: Session) -> PublicNotice:
    (only,) = lists_of_round(session, session.query(Round.id).scalar())
    return public_list(session, only.id)


def test_the_notice_names_those_who_advance_and_the_alternates(
    session: Session, vault: Vault, now: datetime
) -> None:
    published(session, vault, now)
    notice = only_notice(session)
    assert [(each.serial_no, each.name, each.total) for each in notice.rows] == [
        (1, "职工0", 4000),
        (2, "职工1", 3000),
        (3, "职工2", 2000),
    ]
    assert notice.rows[2].remark.message == "候补第 1 位"


def test_the_notice_holds_no_ticket_and_no_phone(session: Session, vault: Vault, now: datetime) -> None:
    row = published(session, vault, now)
    entries = session.query(Entry).filter_by(event_id=row.event_id).all()
    shown = canonical_json([asdict(each) for each in only_notice(session).rows])
    for entry in entries:
        assert entry.ticket not in shown
        assert entry.ticket[-4:] not in shown
        assert vault.decrypt_text(entry.entrant.mobile_encrypted) not in shown


def test_namesakes_are_told_apart_by_the_end_of_their_tickets(
    session: Session, vault: Vault, now: datetime
) -> None:
    row = ranked_round(session, vault, now, SCORES)
    twins = [entry_named(session, row, number) for number in (0, 1)]
    for twin in twins:
        twin.entrant.name = "同名"
    session.flush()
    publish_finals_list(session, vault, round_id=row.id, actor="t", now=now)
    endings = [each.ticket_ending for each in only_notice(session).rows]
    assert endings == [twins[0].ticket[-4:], twins[1].ticket[-4:], ""]


def test_scores_stay_private_where_the_rules_say_so(session: Session, vault: Vault, now: datetime) -> None:
    published(session, vault, now, replace(rules(), show_score_on_notice=False))
    notice = only_notice(session)
    assert not notice.shows_score
    assert {each.total for each in notice.rows} == {None}


def test_staff_see_every_place_with_its_reason(session: Session, vault: Vault, now: datetime) -> None:
    row = published(session, vault, now)
    (only,) = lists_of_round(session, row.id)
    rows = show_finals_list(session, only.id).rows
    assert len(rows) == len(SCORES)
    assert rows[3].reason.message == "第 4 名，2 个名额已用完"


def test_a_rehearsals_list_is_not_public(session: Session, vault: Vault, now: datetime) -> None:
    row = published(session, vault, now)
    (only,) = lists_of_round(session, row.id)
    row.event.competition.is_rehearsal = True
    session.flush()
    with pytest.raises(ListNotFound):
        public_list(session, only.id)


def test_a_list_that_does_not_exist_is_refused(session: Session) -> None:
    for show in (public_list, show_finals_list):
        with pytest.raises(ListNotFound):
            show(session, 10**6)
