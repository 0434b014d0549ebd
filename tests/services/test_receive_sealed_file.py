"""An answer file that a phone sealed: what it holds is kept, once, and marked by when it came."""

from __future__ import annotations

import json
import os
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.services.close_attempt import submit_attempt
from examapp.services.list_sealed_files import sealed_files_of
from examapp.services.open_sitting import open_sitting
from examapp.services.own_attempts import AttemptNotFound
from examapp.services.receive_sealed_file import (
    NotSealedFile,
    OtherAttempt,
    Received,
    TooManyFiles,
    receive_file_for_event,
    receive_own_file,
)
from examapp.services.save_answers import save_answers
from examapp.services.seal_keys import make_seal_key, private_seal_key, public_seal_key
from examapp.storage.attempts import JournalRow
from examapp.storage.audit import AuditEntry
from examapp.storage.results import Result
from examapp.storage.seal import SealBroken, new_key_pair, seal, unseal
from examapp.storage.sealed_files import SealedFile, SealKey
from examapp.storage.vault import Vault
from tests.services.cast import Seated, another_entry, answer, seat

ENTRIES = [
    {"seq": 1, "item": 1, "response": ["A"], "elapsed_ms": 1000},
    {"seq": 2, "item": 2, "flag": True, "elapsed_ms": 2000},
    {"seq": 3, "away_ms": 4000, "elapsed_ms": 3000},
]


@pytest.fixture
def seated(session: Session, vault: Vault, now: datetime) -> Seated:
    make_seal_key(session, vault, now)
    return seat(session, vault, now)


def sealed(session: Session, seated: Seated, entries: object = ENTRIES, **changed: object) -> str:
    """The file that the phone makes of these entries."""
    attempt_id = changed.get("attempt", seated.attempt_id)
    content = json.dumps({"session": changed.get("token", seated.sitting.token), "entries": entries})
    public = session.scalars(select(SealKey.public_key)).one()
    assert isinstance(attempt_id, int)
    return seal(content.encode(), attempt_id, public, os.urandom(32), os.urandom(12))


def receive(session: Session, vault: Vault, seated: Seated, text: str, at: datetime) -> Received:
    return receive_own_file(session, vault, **seated.mine, text=text, now=at)


def statuses(session: Session) -> list[tuple[str, int, str]]:
    rows = session.scalars(select(JournalRow).order_by(JournalRow.sitting, JournalRow.seq))
    return [(row.kind, row.item, row.status) for row in rows]


def test_the_page_carries_the_public_key_and_the_private_one_is_encrypted(
    session: Session, vault: Vault, seated: Seated
) -> None:
    key = session.scalars(select(SealKey)).one()
    private = private_seal_key(session, vault)
    assert seated.sitting.seal_key == public_seal_key(session) != ""
    assert private is not None
    assert private not in key.sealed_private_key


def test_making_the_key_again_keeps_the_one_there_is(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    before = public_seal_key(session)
    make_seal_key(session, vault, now)
    assert public_seal_key(session) == before


def test_a_file_that_comes_while_the_attempt_runs_counts(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    received = receive(session, vault, seated, sealed(session, seated), now + timedelta(minutes=1))
    assert (received.status, received.entries, received.new_entries) == ("saved", 3, 3)
    assert statuses(session) == [("answer", 1, "saved"), ("flag", 2, "saved"), ("away", 0, "saved")]


def test_a_file_that_comes_after_the_end_is_kept_as_late_and_changes_no_result(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    submit_attempt(session, vault, **seated.mine, token=seated.sitting.token, now=now)
    received = receive(session, vault, seated, sealed(session, seated), now + timedelta(days=1))
    assert (received.status, received.new_entries) == ("late", 3)
    assert {status for _, _, status in statuses(session)} == {"late"}
    assert session.scalars(select(Result.responses)).one() == {}


def test_a_file_of_a_phone_that_was_taken_over_is_kept_and_overwrites_nothing(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    text = sealed(session, seated)
    open_sitting(session, vault, **seated.mine, now=now)
    assert receive(session, vault, seated, text, now).status == "superseded"


def test_a_file_whose_numbers_were_used_for_other_answers_is_kept_and_not_said_to_count(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    save_answers(
        session, vault, **seated.mine, token=seated.sitting.token, entries=[answer(1, 1, ("D",))], now=now
    )
    text = sealed(session, seated)
    assert receive(session, vault, seated, text, now).status == "superseded"
    assert session.scalars(select(SealedFile.content)).one() == text.encode()
    kept = select(JournalRow.response).where(JournalRow.seq == 1)
    assert session.scalars(kept).one() == '["D"]'


def test_nobody_fills_the_disk_with_files_of_one_attempt(
    session: Session, vault: Vault, now: datetime, seated: Seated, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{receive_own_file.__module__}.MOST_FILES", 1)
    first = sealed(session, seated)
    receive(session, vault, seated, first, now)
    with pytest.raises(TooManyFiles):
        receive(session, vault, seated, sealed(session, seated), now)
    assert receive(session, vault, seated, first, now).was_known


def test_the_same_file_twice_is_stored_once_and_said_so(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    text = sealed(session, seated)
    receive(session, vault, seated, text, now)
    again = receive(session, vault, seated, text, now)
    assert (again.was_known, again.new_entries) == (True, 0)
    assert session.scalar(select(func.count()).select_from(SealedFile)) == 1
    assert len(statuses(session)) == 3


def test_more_entries_than_one_save_takes_are_all_kept(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    many = [{"seq": n, "item": 1, "response": ["A"], "elapsed_ms": n} for n in range(1, 1202)]
    assert receive(session, vault, seated, sealed(session, seated, many), now).new_entries == 1201


def test_somebody_elses_attempt_is_out_of_reach(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    other = another_entry(session, vault, seated.round, now)
    with pytest.raises(AttemptNotFound):
        receive_own_file(
            session,
            vault,
            entrant_id=other.entrant_id,
            attempt_id=seated.attempt_id,
            text=sealed(session, seated),
            now=now,
        )


def test_a_file_of_another_attempt_is_refused(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    with pytest.raises(OtherAttempt):
        receive(session, vault, seated, sealed(session, seated, attempt=seated.attempt_id + 1), now)
    assert statuses(session) == []


@pytest.mark.parametrize(
    ("entries", "token"),
    [
        (ENTRIES, "1.00000000000000000000000000000000"),
        ([{"seq": 0, "item": 1, "response": ["A"], "elapsed_ms": 1}], None),
        ([{"seq": 1, "item": 1, "elapsed_ms": 1}], None),
        ([{"seq": 1, "item": 1, "response": ["A"], "away_ms": 1, "elapsed_ms": 1}], None),
        ("none", None),
    ],
)
def test_a_file_with_a_forged_token_or_nonsense_inside_stores_nothing(
    session: Session, vault: Vault, now: datetime, seated: Seated, entries: object, token: str | None
) -> None:
    text = sealed(session, seated, entries, **({"token": token} if token else {}))
    with pytest.raises(NotSealedFile):
        receive(session, vault, seated, text, now)
    assert statuses(session) == []


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", "答案", "[" * 100_000, '{"format": "examapp-sealed-1"}']
)
def test_what_is_no_sealed_file_is_refused_in_a_sentence(
    session: Session, vault: Vault, now: datetime, seated: Seated, text: str
) -> None:
    with pytest.raises(NotSealedFile):
        receive(session, vault, seated, text, now)


def test_staff_hand_a_file_in_for_people_of_their_event_only_and_it_is_in_the_log(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    text, event_id = sealed(session, seated), seated.round.event_id
    with pytest.raises(OtherAttempt):
        receive_file_for_event(session, vault, event_id=event_id + 1, text=text, actor="li", now=now)
    received = receive_file_for_event(session, vault, event_id=event_id, text=text, actor="li", now=now)
    (listed,) = sealed_files_of(session, event_id)
    assert (listed.code, listed.by_staff, listed.new_entries) == (received.code, "li", 3)
    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "attempt.receive_sealed_file"))
    assert entry.actor == "li"


PAIR = new_key_pair()
FILE = seal(b"content", 5, PAIR.public, bytes(32), bytes(12))


def test_a_seal_opens_with_its_own_key_only() -> None:
    assert unseal(FILE, PAIR.private) == b"content"
    with pytest.raises(SealBroken):
        unseal(FILE, new_key_pair().private)


@given(st.integers(0, len(FILE) - 1), st.characters(codec="ascii"))
def test_one_changed_character_breaks_the_seal_or_changes_nothing(place: int, character: str) -> None:
    changed = FILE[:place] + character + FILE[place + 1 :]
    try:
        opened = unseal(changed, PAIR.private)
    except SealBroken:
        return
    assert opened == b"content"
