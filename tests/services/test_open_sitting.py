"""What a phone gets when it opens an attempt, and what it must never get."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from examapp.domain.questions import ChoiceAnswer
from examapp.services.close_attempt import Receipt, submit_attempt
from examapp.services.open_sitting import Sitting, TakenOver, open_sitting, read_sitting
from examapp.services.own_attempts import AttemptNotFound
from examapp.services.prepared_rounds import prepared_round
from examapp.services.save_answers import Entry, Saved, save_answers
from examapp.storage.attempts import Attempt
from examapp.storage.contest import RoundExtension
from examapp.storage.vault import Vault
from tests.services.cast import Seated, another_entry, answer, open_round, seat


@pytest.fixture
def seated(session: Session, vault: Vault, now: datetime) -> Seated:
    return seat(session, vault, now)


def _open(session: Session, vault: Vault, seated: Seated, now: datetime) -> Sitting:
    sitting = open_sitting(session, vault, **seated.mine, now=now)
    assert isinstance(sitting, Sitting)
    return sitting


def test_the_paper_is_shown_with_letters_in_the_order_drawn(
    session: Session, vault: Vault, seated: Seated
) -> None:
    questions = prepared_round(session, vault, seated.round.round_id).questions
    drawn = session.get_one(Attempt, seated.attempt_id).paper["items"]
    assert [item.number for item in seated.sitting.items] == list(range(1, 9))
    for item, place in zip(seated.sitting.items, drawn, strict=True):
        question = questions[place["qid"]]
        texts = {option.id: option.text for option in question.options}
        expected = [(letter, texts[o]) for letter, o in zip("ABCD", place["option_order"], strict=False)]
        assert (item.stem, list(item.options)) == (question.stem, expected)
    assert any("".join(place["option_order"]) not in ("", "ABCD") for place in drawn)


def test_nothing_a_phone_gets_gives_a_key_away(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    shown = json.dumps(asdict(seated.sitting), default=str, ensure_ascii=False)
    attempt = session.get_one(Attempt, seated.attempt_id)
    for question in prepared_round(session, vault, seated.round.round_id).questions.values():
        assert question.qid not in shown
        assert question.explanation not in shown
    for word in ("qid", "option_order", "explanation", "keys", "difficulty", "topic", 'answer"'):
        assert word not in shown
    assert attempt.paper_hash not in shown


def test_the_letters_shown_hide_the_letters_of_the_bank(
    session: Session, vault: Vault, now: datetime
) -> None:
    # In this bank B is always right; on the papers of many entrants it must not stay so.
    opened = open_round(session, vault, now)
    questions = prepared_round(session, vault, opened.round_id).questions
    letters: set[str] = set()
    for number in range(2, 8):
        entry = another_entry(session, vault, opened, now, number)
        mine = type(opened)(opened.round_id, opened.event_id, entry.id, entry.entrant_id, entry.ticket)
        attempt = session.get_one(Attempt, seat(session, vault, now, mine).attempt_id)
        for item in attempt.paper["items"]:
            key = questions[item["qid"]].answer
            if item["qtype"] == "single" and isinstance(key, ChoiceAnswer):
                letters.add("ABCD"[item["option_order"].index(*key.keys)])
    assert letters == set("ABCD")


def test_opening_again_takes_over_with_everything_saved(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    entries = [
        answer(1, 3, ("A",), 500),
        answer(2, 4, ("B",), 900),
        answer(3, 3, ("C",), 1500),
        answer(4, 4, None),
        Entry(5, 2, "flag", True),
        Entry(6, 1, "flag", True),
        Entry(7, 1, "flag", False),
    ]
    save_answers(session, vault, **seated.mine, token=seated.sitting.token, entries=entries, now=now)
    sitting = _open(session, vault, seated, now + timedelta(minutes=10))
    assert not seated.sitting.takeover
    assert sitting.takeover
    assert (sitting.responses, sitting.elapsed_ms, sitting.flags) == ({3: ["C"]}, {3: 1500, 4: 1000}, {2})
    assert sitting.remaining_ms == 50 * 60_000
    assert sitting.items == seated.sitting.items
    assert sitting.last_seq == 0


def test_reading_keeps_the_sitting_and_counts_on(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    save_answers(session, vault, **seated.mine, token=seated.sitting.token, entries=[answer(8, 1)], now=now)
    read = read_sitting(session, vault, **seated.mine, token=seated.sitting.token, now=now)
    assert isinstance(read, Sitting)
    assert (read.token, read.last_seq) == (seated.sitting.token, 8)
    saved = save_answers(session, vault, **seated.mine, token=read.token, entries=[answer(9, 2)], now=now)
    assert isinstance(saved, Saved)


def test_an_older_phone_can_no_longer_read(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    _open(session, vault, seated, now)
    for token in (seated.sitting.token, "", "2.forged"):
        with pytest.raises(TakenOver):
            read_sitting(session, vault, **seated.mine, token=token, now=now)


def test_nobody_opens_the_attempt_of_another(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    other = another_entry(session, vault, seated.round, now)
    for attempt_id in (seated.attempt_id, 0, -1, 2**63, 10**30):
        with pytest.raises(AttemptNotFound):
            open_sitting(session, vault, entrant_id=other.entrant_id, attempt_id=attempt_id, now=now)
        with pytest.raises(AttemptNotFound):
            read_sitting(
                session, vault, entrant_id=other.entrant_id, attempt_id=attempt_id, token="", now=now
            )
    assert session.get_one(Attempt, seated.attempt_id).sitting == 1


def test_opening_an_expired_attempt_closes_it_and_gives_the_receipt(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    over = now + timedelta(seconds=3611)
    receipt = open_sitting(session, vault, **seated.mine, now=over)
    assert isinstance(receipt, Receipt)
    assert receipt.closed_by == "deadline"
    assert read_sitting(session, vault, **seated.mine, token="", now=over) == receipt


def test_opening_a_submitted_attempt_gives_the_receipt(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    receipt = submit_attempt(session, vault, **seated.mine, token=seated.sitting.token, now=now)
    assert open_sitting(session, vault, **seated.mine, now=now) == receipt


def test_time_granted_to_all_is_there_when_the_page_is_opened_again(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    granted_at = now + timedelta(minutes=30)
    session.add(
        RoundExtension(
            round_id=seated.round.round_id, granted_at=granted_at, seconds=600, reason="停电", actor="test"
        )
    )
    session.flush()
    sitting = _open(session, vault, seated, granted_at)
    assert sitting.remaining_ms == 40 * 60_000
