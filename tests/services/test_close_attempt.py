"""An attempt is closed once, graded from everything that was acknowledged, and receipted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.domain.questions import ChoiceAnswer, JudgeAnswer, sha256_of
from examapp.services.close_attempt import RECEIPT_ALPHABET, Receipt, close_if_expired, submit_attempt
from examapp.services.open_sitting import open_sitting
from examapp.services.own_attempts import AttemptNotFound
from examapp.services.prepared_rounds import prepared_round
from examapp.services.save_answers import BadEntries, Entry, Saved, SaveRefused, save_answers
from examapp.storage.attempts import Attempt, JournalRow
from examapp.storage.database import Database
from examapp.storage.people import Entry as RosterEntry
from examapp.storage.results import Result
from examapp.storage.vault import Vault
from tests.services.cast import Seated, another_entry, answer, seat

OVER = timedelta(seconds=3611)


@pytest.fixture
def seated(session: Session, vault: Vault, now: datetime) -> Seated:
    return seat(session, vault, now)


def _submit(
    session: Session, vault: Vault, seated: Seated, now: datetime, *entries: Entry, token: str = ""
) -> Receipt | SaveRefused:
    token = token or seated.sitting.token
    return submit_attempt(session, vault, **seated.mine, token=token, entries=entries, now=now)


def _right_answers(session: Session, vault: Vault, seated: Seated) -> list[Entry]:
    """The key of this very paper, as a phone would send it."""
    questions = prepared_round(session, vault, seated.round.round_id).questions
    sent = []
    for number, item in enumerate(session.get_one(Attempt, seated.attempt_id).paper["items"], start=1):
        key = questions[item["qid"]].answer
        if isinstance(key, ChoiceAnswer):
            response = ["ABCD"[item["option_order"].index(option)] for option in key.keys]
        else:
            assert isinstance(key, JudgeAnswer)
            response = ["T" if key.value else "F"]
        sent.append(answer(number, number, response))
    return sent


def _result(session: Session, attempt_id: int) -> Result:
    return session.scalars(select(Result).where(Result.attempt_id == attempt_id)).one()


def test_a_paper_answered_rightly_earns_full_marks(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    _submit(session, vault, seated, now, *_right_answers(session, vault, seated))
    result = _result(session, seated.attempt_id)
    assert result.total == 10_000
    assert result.section_scores == {"single": 4000, "multiple": 4000, "judge": 2000}
    assert (sum(result.marks), result.answered, result.version, result.is_current) == (10_000, 8, 1, True)


def test_the_receipt_says_what_was_handed_in_and_when(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    at = now + timedelta(minutes=20, microseconds=1500)
    receipt = _submit(session, vault, seated, at, answer(1, 3), answer(2, 5, ("B",)))
    assert isinstance(receipt, Receipt)
    assert (receipt.answered, receipt.total_items, receipt.closed_by) == (2, 8, "entrant")
    assert (receipt.submitted_at, receipt.ticket) == (at, seated.round.ticket)
    assert receipt.answers_hash == sha256_of({"3": ["A"], "5": ["B"]})
    assert receipt.paper_hash == session.get_one(Attempt, seated.attempt_id).paper_hash
    assert len(receipt.number) == 10
    assert set(receipt.number) <= set(RECEIPT_ALPHABET)
    assert _result(session, seated.attempt_id).time_used_ms == 20 * 60_000 + 1


def test_submitting_again_gives_the_same_receipt_and_changes_nothing(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    first = _submit(session, vault, seated, now, answer(1, 1))
    again = _submit(session, vault, seated, now + OVER, answer(1, 1), answer(2, 2))
    assert again == first
    assert _result(session, seated.attempt_id).responses == {"1": ["A"]}


def test_submitting_within_the_grace_is_the_entrants_but_no_longer_than_the_deadline(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    receipt = _submit(session, vault, seated, now + timedelta(seconds=3610), answer(1, 1))
    assert isinstance(receipt, Receipt)
    assert (receipt.closed_by, receipt.answered) == ("entrant", 1)
    assert _result(session, seated.attempt_id).time_used_ms == 3_600_000


def test_submitting_after_the_grace_closes_without_what_was_unsent(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    save_answers(session, vault, **seated.mine, token=seated.sitting.token, entries=[answer(1, 1)], now=now)
    receipt = _submit(session, vault, seated, now + OVER, answer(2, 2))
    assert isinstance(receipt, Receipt)
    assert (receipt.closed_by, receipt.answered) == ("deadline", 1)
    assert receipt.submitted_at == now + timedelta(hours=1)
    assert _result(session, seated.attempt_id).time_used_ms == 3_600_000
    statuses = session.scalars(select(JournalRow.status).order_by(JournalRow.seq))
    assert list(statuses) == ["saved", "late"]


def test_a_phone_that_was_taken_over_cannot_submit(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    open_sitting(session, vault, **seated.mine, now=now)
    refused = _submit(session, vault, seated, now, answer(1, 1))
    assert refused == SaveRefused("taken_over", 3_600_000, kept=1)
    assert session.get_one(Attempt, seated.attempt_id).state == "open"


def test_a_forged_token_or_another_entrant_cannot_submit(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    assert _submit(session, vault, seated, now, token="1.forged") == SaveRefused("unknown")
    other = another_entry(session, vault, seated.round, now)
    with pytest.raises(AttemptNotFound):
        submit_attempt(
            session,
            vault,
            entrant_id=other.entrant_id,
            attempt_id=seated.attempt_id,
            token=seated.sitting.token,
            now=now,
        )
    assert session.get_one(Attempt, seated.attempt_id).state == "open"


def test_a_malformed_entry_submits_nothing(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    with pytest.raises(BadEntries):
        _submit(session, vault, seated, now, answer(0, 1))
    assert session.get_one(Attempt, seated.attempt_id).state == "open"


def test_what_no_question_can_read_counts_as_blank_and_items_beyond_the_paper_not_at_all(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    receipt = _submit(
        session, vault, seated, now, answer(1, 1, ("Z",)), answer(2, 2, 7), answer(3, 9), answer(4, 500)
    )
    assert isinstance(receipt, Receipt)
    assert receipt.answered == 0
    assert _result(session, seated.attempt_id).responses == {"1": ["Z"], "2": 7}


def test_flags_are_no_answers(session: Session, vault: Vault, now: datetime, seated: Seated) -> None:
    receipt = _submit(session, vault, seated, now, answer(1, 1), Entry(2, 1, "flag", None))
    assert isinstance(receipt, Receipt)
    assert receipt.answered == 1


def test_an_attempt_is_not_expired_before_its_grace_is_over(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    at_the_end = now + timedelta(seconds=3610)
    assert not close_if_expired(session, vault, attempt_id=seated.attempt_id, now=at_the_end)
    assert close_if_expired(session, vault, attempt_id=seated.attempt_id, now=now + OVER)
    assert not close_if_expired(session, vault, attempt_id=seated.attempt_id, now=now + OVER)
    assert not close_if_expired(session, vault, attempt_id=10**30, now=now)


def test_extra_time_granted_in_the_middle_counts_before_anything_is_closed(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    session.get_one(RosterEntry, seated.round.entry_id).extra_time_s = 600
    session.flush()
    assert not close_if_expired(session, vault, attempt_id=seated.attempt_id, now=now + OVER)
    receipt = _submit(session, vault, seated, now + OVER, answer(1, 1))
    assert isinstance(receipt, Receipt)
    assert (receipt.closed_by, receipt.answered) == ("entrant", 1)


def _committed_seat(database: Database, vault: Vault, now: datetime) -> Seated:
    with database.transaction() as session:
        return seat(session, vault, now)


def test_submitting_from_many_taps_at_once_gives_one_result(
    database: Database, vault: Vault, now: datetime
) -> None:
    seated = _committed_seat(database, vault, now)
    together = Barrier(4)

    def tap(number: int) -> Receipt | SaveRefused:
        together.wait()
        with database.transaction() as session:
            return _submit(session, vault, seated, now, answer(number, number))

    with ThreadPoolExecutor(4) as taps:
        receipts = set(taps.map(tap, range(1, 5)))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Result)) == 1
    assert len(receipts) == 1


@pytest.mark.parametrize("closing", ["submit", "deadline"])
def test_every_acknowledged_answer_is_in_the_result_however_close_the_closing_is(
    database: Database, vault: Vault, now: datetime, closing: str
) -> None:
    seated = _committed_seat(database, vault, now)
    together = Barrier(4)

    def phone(number: int) -> list[int]:
        """Save answer after answer until refused; return the items acknowledged."""
        acknowledged = []
        together.wait()
        for turn in range(1, 9):
            with database.transaction() as session:
                sent = answer(number * 100 + turn, turn, (f"{number}-{turn}",))
                saved = save_answers(
                    session, vault, **seated.mine, token=seated.sitting.token, entries=[sent], now=now
                )
            if not isinstance(saved, Saved):
                break
            acknowledged.append(sent.seq)
        return acknowledged

    def close() -> None:
        together.wait()
        with database.transaction() as session:
            if closing == "submit":
                _submit(session, vault, seated, now)
            else:
                close_if_expired(session, vault, attempt_id=seated.attempt_id, now=now + OVER)

    with ThreadPoolExecutor(4) as threads:
        phones = [threads.submit(phone, number) for number in (1, 2, 3)]
        threads.submit(close).result()
        acknowledged = {seq for each in phones for seq in each.result()}
    with database.reading() as session:
        result = _result(session, seated.attempt_id)
        counted = session.scalars(select(JournalRow.seq).where(JournalRow.status == "saved"))
        assert set(counted) == acknowledged
        for item in range(1, 9):
            last = max((seq for seq in acknowledged if seq % 100 == item), default=None)
            expected = [f"{last // 100}-{item}"] if last else None
            assert result.responses.get(str(item)) == expected
