"""What is acknowledged is stored, once, and marked by whether it counts."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.services.answer_entries import LONGEST_RESPONSE, rows_of
from examapp.services.close_attempt import submit_attempt
from examapp.services.extend_round import grant_extra_time
from examapp.services.open_sitting import Sitting, open_sitting
from examapp.services.save_answers import (
    BadEntries,
    Entry,
    NumberTaken,
    Saved,
    SaveRefused,
    save_answers,
    save_form,
)
from examapp.storage import journal
from examapp.storage.attempts import JournalRow
from examapp.storage.vault import Vault
from tests.services.cast import Seated, another_entry, answer, seat


@pytest.fixture
def seated(session: Session, vault: Vault, now: datetime) -> Seated:
    return seat(session, vault, now)


def _stored(session: Session, attempt_id: int) -> list[tuple[int, int, str, str]]:
    rows = session.scalars(
        select(JournalRow)
        .where(JournalRow.attempt_id == attempt_id)
        .order_by(JournalRow.sitting, JournalRow.seq)
        .execution_options(populate_existing=True)
    )
    return [(row.seq, row.item, row.response, row.status) for row in rows]


def _save(
    session: Session, vault: Vault, seated: Seated, now: datetime, *entries: Entry, token: str = ""
) -> Saved | SaveRefused:
    token = token or seated.sitting.token
    return save_answers(session, vault, **seated.mine, token=token, entries=entries, now=now)


def test_what_is_sent_is_stored_and_acknowledged_to_its_highest_number(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    saved = _save(session, vault, seated, now, answer(2, 5, ("B",)), answer(7, 1, ("A", "C")))
    assert saved == Saved(saved_through=7, remaining_ms=3_600_000)
    assert _stored(session, seated.attempt_id) == [
        (2, 5, '["B"]', "saved"),
        (7, 1, '["A", "C"]', "saved"),
    ]


def test_a_replay_is_acknowledged_again_and_stored_once(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    first = _save(session, vault, seated, now, answer(1, 1), answer(2, 2))
    assert _save(session, vault, seated, now, answer(1, 1), answer(2, 2)) == first
    assert len(_stored(session, seated.attempt_id)) == 2


def test_of_two_entries_with_one_number_the_first_stays(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    _save(session, vault, seated, now, answer(1, 1, ("A",)))
    with pytest.raises(NumberTaken):
        _save(session, vault, seated, now, answer(1, 1, ("C",)))
    assert _stored(session, seated.attempt_id) == [(1, 1, '["A"]', "saved")]


@pytest.mark.parametrize("other", [answer(2, 1, ("B",)), answer(2, 5), Entry(2, 1, "flag", response=True)])
def test_what_is_not_stored_because_its_number_was_used_is_never_called_saved(
    session: Session, vault: Vault, now: datetime, seated: Seated, other: Entry
) -> None:
    _save(session, vault, seated, now, answer(1, 1), answer(2, 1, ("A",)))
    for batch in ([other], [answer(1, 1), other, answer(3, 3)]):
        with pytest.raises(NumberTaken):
            _save(session, vault, seated, now, *batch)


def test_of_two_entries_with_one_number_in_one_batch_neither_is_called_saved(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    with pytest.raises(NumberTaken):
        _save(session, vault, seated, now, answer(1, 1, ("A",)), answer(1, 1, ("B",)))


def test_an_answer_that_came_late_is_not_called_saved_when_it_is_sent_again_after_more_time_was_granted(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    later = now + timedelta(seconds=3600 + 11)
    assert isinstance(_save(session, vault, seated, later, answer(1, 1)), SaveRefused)
    entry_id, reason = seated.round.entry_id, "停电"
    grant_extra_time(session, entry_id=entry_id, seconds=600, reason=reason, actor="zhang", now=later)
    with pytest.raises(NumberTaken):
        _save(session, vault, seated, later, answer(1, 1))
    assert _save(session, vault, seated, later, answer(2, 1)) == Saved(2, 589_000)


def test_nothing_sent_is_acknowledged_as_nothing(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    assert _save(session, vault, seated, now) == Saved(0, 3_600_000)


def test_an_answer_counts_until_the_grace_ends_and_not_a_moment_longer(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    last_moment = now + timedelta(seconds=3600 + 10)
    assert _save(session, vault, seated, last_moment, answer(1, 1)) == Saved(1, 0)
    too_late = _save(session, vault, seated, last_moment + timedelta(microseconds=1), answer(2, 2))
    assert too_late == SaveRefused("closed", 0, kept=1)
    assert [status for *_, status in _stored(session, seated.attempt_id)] == ["saved", "late"]


def test_an_answer_after_submitting_is_kept_as_late(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    submit_attempt(session, vault, **seated.mine, token=seated.sitting.token, now=now)
    assert _save(session, vault, seated, now, answer(1, 1)) == SaveRefused("closed", 0, kept=1)
    assert _stored(session, seated.attempt_id) == [(1, 1, '["A"]', "late")]


def test_an_answer_saved_in_time_stays_saved_when_it_is_sent_again_late(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    _save(session, vault, seated, now, answer(1, 1))
    _save(session, vault, seated, now + timedelta(days=1), answer(1, 1))
    assert _stored(session, seated.attempt_id) == [(1, 1, '["A"]', "saved")]


def test_an_older_phone_is_told_and_its_answers_are_kept_as_superseded(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    newer = open_sitting(session, vault, **seated.mine, now=now)
    assert isinstance(newer, Sitting)
    refused = _save(session, vault, seated, now, answer(1, 1, ("D",)))
    assert refused == SaveRefused("taken_over", 3_600_000, kept=1)
    assert isinstance(_save(session, vault, seated, now, answer(1, 1), token=newer.token), Saved)
    statuses = [(response, status) for _, _, response, status in _stored(session, seated.attempt_id)]
    assert statuses == [('["D"]', "superseded"), ('["A"]', "saved")]


def test_a_token_that_is_not_ours_stores_nothing(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    for token in ("", "1", "1.", "x.y", f"1.{'0' * 32}", f"２.{seated.sitting.token[2:]}", "\ud800"):
        refused = save_answers(session, vault, **seated.mine, token=token, entries=[answer(1, 1)], now=now)
        assert refused == SaveRefused("unknown")
    assert _stored(session, seated.attempt_id) == []


def test_the_token_of_a_sitting_that_is_not_there_yet_stores_nothing(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    token = vault.sitting_token(seated.attempt_id, 2)
    assert _save(session, vault, seated, now, answer(1, 1), token=token) == SaveRefused("unknown")
    assert _stored(session, seated.attempt_id) == []


def test_another_entrant_stores_nothing_even_with_the_token(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    other = another_entry(session, vault, seated.round, now)
    refused = save_answers(
        session,
        vault,
        entrant_id=other.entrant_id,
        attempt_id=seated.attempt_id,
        token=seated.sitting.token,
        entries=[answer(1, 1)],
        now=now,
    )
    assert refused == SaveRefused("unknown")
    assert _stored(session, seated.attempt_id) == []


@pytest.mark.parametrize("attempt_id", [0, -1, 2**31, 2**63, 10**30])
def test_an_attempt_nobody_has_is_unknown(
    session: Session, vault: Vault, now: datetime, seated: Seated, attempt_id: int
) -> None:
    refused = save_answers(
        session,
        vault,
        entrant_id=seated.round.entrant_id,
        attempt_id=attempt_id,
        token=vault.sitting_token(attempt_id, 1),
        entries=[answer(1, 1)],
        now=now,
    )
    assert refused == SaveRefused("unknown")


BAD = {
    "seq 0": answer(0, 1),
    "seq too high": answer(10**9 + 1, 1),
    "item 0": answer(1, 0),
    "item too high": answer(1, 501),
    "unknown kind": Entry(1, 1, "note", None),  # type: ignore[arg-type]
    "a response too long": answer(1, 1, "字" * LONGEST_RESPONSE),
    "a response of too many parts": answer(1, 1, [None] * (LONGEST_RESPONSE + 1)),
    "an object": answer(1, 1, {"A": 1}),
    "a list in a list": answer(1, 1, [["A"]]),
    "no number": answer(1, 1, float("nan")),
    "an endless number": answer(1, 1, [float("inf")]),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_one_malformed_entry_refuses_the_whole_batch(
    session: Session, vault: Vault, now: datetime, seated: Seated, bad: Entry
) -> None:
    with pytest.raises(BadEntries):
        _save(session, vault, seated, now, answer(1, 1), bad)
    assert _stored(session, seated.attempt_id) == []


@pytest.mark.parametrize(("limit", "value"), [("UNSUSPICIOUS_SEQ", 2), ("UNSUSPICIOUS_SITTING", 0)])
def test_nobody_fills_the_disk_with_entries_of_one_attempt(
    session: Session,
    vault: Vault,
    now: datetime,
    seated: Seated,
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    value: int,
) -> None:
    monkeypatch.setattr(f"{save_answers.__module__}.{limit}", value)
    monkeypatch.setattr(f"{save_answers.__module__}.MOST_ENTRIES_OF_ATTEMPT", 3)
    _save(session, vault, seated, now, answer(1, 1), answer(2, 2))
    assert _save(session, vault, seated, now, answer(3, 3)) == Saved(3, 3_600_000)
    with pytest.raises(BadEntries):
        _save(session, vault, seated, now, answer(4, 4))
    assert len(_stored(session, seated.attempt_id)) == 3


def test_more_than_500_entries_at_once_are_refused() -> None:
    rows_of([answer(seq, 1) for seq in range(1, 501)])
    with pytest.raises(BadEntries):
        rows_of([answer(seq, 1) for seq in range(1, 502)])


def test_characters_no_database_keeps_are_replaced_instead_of_holding_up_the_queue(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    assert isinstance(_save(session, vault, seated, now, answer(1, 1, ("a\0b\ud83dc😀",))), Saved)
    (entry,) = journal.entries_of(session, seated.attempt_id)
    assert entry.response == ["a\ufffdb\ufffdc😀"]


@pytest.mark.parametrize(("sent", "kept"), [(12, 12), (-3, 0), (10**12, 10**12), (10**12 + 1, 0)])
def test_a_strange_stopwatch_never_holds_up_an_answer(sent: int, kept: int) -> None:
    assert rows_of([answer(1, 1, None, sent)])[0].elapsed_ms == kept


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda values: st.lists(values, max_size=4) | st.dictionaries(st.text(max_size=5), values, max_size=4),
    max_leaves=10,
)


@given(JSON_VALUES)
def test_whatever_json_a_response_is_it_is_stored_as_text_or_refused(response: object) -> None:
    try:
        (row,) = rows_of([Entry(1, 1, "answer", response)])
    except BadEntries:
        return
    row.response.encode()
    assert "\0" not in row.response
    if "\ufffd" not in row.response:
        assert json.loads(row.response) == response


def test_pages_posted_without_scripts_are_numbered_one_after_the_other(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    for responses in ({1: ["A"]}, {1: ["A"], 2: ["B"]}, {1: None, 2: ["B"]}):
        saved = save_form(
            session, vault, **seated.mine, token=seated.sitting.token, responses=responses, now=now
        )
        assert isinstance(saved, Saved)
    stored = _stored(session, seated.attempt_id)
    assert [row[1:3] for row in stored] == [(1, '["A"]'), (2, '["B"]'), (1, "null")]
    assert all(one[0] < following[0] for one, following in pairwise(stored))


def test_a_page_posted_with_a_bad_token_is_unknown(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    refused = save_form(session, vault, **seated.mine, token="?", responses={1: ["A"]}, now=now)
    assert refused == SaveRefused("unknown")
