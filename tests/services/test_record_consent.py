"""Nobody sits a test without having accepted the notice in force."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.services.record_consent import (
    ConsentState,
    EntrantNotFound,
    NoticeChanged,
    consent_state,
    give_consent,
)
from examapp.storage.contest import Competition
from examapp.storage.people import Consent, Entry
from examapp.storage.vault import Vault
from tests import factories


@pytest.fixture
def entry(session: Session, vault: Vault, now: datetime) -> Entry:
    event = factories.make_event(session, factories.make_competition(session, now))
    return factories.make_entry(session, vault, event)


def test_accepting_is_recorded_once_with_its_first_moment(
    session: Session, now: datetime, entry: Entry
) -> None:
    assert consent_state(session, entry.entrant_id) == ConsentState("1", "考试须知", given=False)
    for at in (now, now + timedelta(hours=1)):
        give_consent(session, entrant_id=entry.entrant_id, version="1", now=at)
    assert consent_state(session, entry.entrant_id).given
    assert list(session.scalars(select(Consent.given_at))) == [now]


def test_a_new_notice_must_be_accepted_anew(session: Session, now: datetime, entry: Entry) -> None:
    give_consent(session, entrant_id=entry.entrant_id, version="1", now=now)
    session.scalars(select(Competition)).one().notice_version = "2"
    assert not consent_state(session, entry.entrant_id).given


def test_accepting_another_version_than_the_one_in_force_is_refused(
    session: Session, now: datetime, entry: Entry
) -> None:
    for version in ("0", "", "1\0"):
        with pytest.raises(NoticeChanged):
            give_consent(session, entrant_id=entry.entrant_id, version=version, now=now)
    assert not consent_state(session, entry.entrant_id).given


def test_nobody_consents_who_is_not_there(session: Session, now: datetime, entry: Entry) -> None:
    with pytest.raises(EntrantNotFound):
        consent_state(session, entry.entrant_id + 1)
