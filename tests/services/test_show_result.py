"""A receipt at once, a score only after the release."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from examapp.services.close_attempt import submit_attempt
from examapp.services.own_attempts import AttemptNotFound
from examapp.services.show_result import SectionScore, StillOpen, my_result
from examapp.storage.contest import Round
from examapp.storage.results import Result
from examapp.storage.vault import Vault
from tests.services.afterwards import RULES, end_round, handed_in, publish, released
from tests.services.cast import Seated, another_entry, answer, seat


@pytest.fixture
def seated(session: Session, vault: Vault, now: datetime) -> Seated:
    return seat(session, vault, now)


def _submit(session: Session, vault: Vault, seated: Seated, now: datetime) -> object:
    entries = [answer(item, item, ("A", "B")) for item in range(1, 4)]
    return submit_attempt(session, vault, **seated.mine, token=seated.sitting.token, entries=entries, now=now)


def test_there_is_no_result_while_the_attempt_is_open(session: Session, seated: Seated) -> None:
    with pytest.raises(StillOpen):
        my_result(session, **seated.mine)


def test_before_the_release_there_is_only_the_receipt(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    receipt = _submit(session, vault, seated, now)
    mine = my_result(session, **seated.mine)
    assert (mine.receipt, mine.score) == (receipt, None)


def test_after_the_release_the_current_result_is_shown_and_the_receipt_stays(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    receipt = _submit(session, vault, seated, now)
    session.get_one(Round, seated.round.round_id).scores_released_at = now
    first = session.query(Result).one()
    first.is_current = False
    session.flush()
    session.add(
        Result(
            attempt_id=seated.attempt_id,
            version=2,
            total=5000,
            section_scores={"single": 1000, "multiple": 4000, "judge": 0},
            marks=[],
            responses={},
            answers_hash="",
            answered=2,
            time_used_ms=7,
            graded_at=now,
        )
    )
    session.flush()
    mine = my_result(session, **seated.mine)
    assert mine.receipt == receipt
    assert mine.score is not None
    assert (mine.score.total, mine.score.full_marks, mine.score.answered) == (5000, 10_000, 2)
    assert mine.score.sections == (
        SectionScore("single", "单选题", 1000, 4000, 4),
        SectionScore("multiple", "多选题", 4000, 4000, 2),
        SectionScore("judge", "判断题", 0, 2000, 2),
    )


def test_nobody_sees_the_result_of_another(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    _submit(session, vault, seated, now)
    other = another_entry(session, vault, seated.round, now)
    with pytest.raises(AttemptNotFound):
        my_result(session, entrant_id=other.entrant_id, attempt_id=seated.attempt_id)


def test_the_rank_is_the_one_of_the_newest_list_once_scores_are_out(
    session: Session, vault: Vault, now: datetime
) -> None:
    seated = released(session, vault, now)
    assert my_result(session, **seated.mine).place is None
    publish(session, vault, seated, now + timedelta(hours=1))
    place = my_result(session, **seated.mine).place
    assert place is not None
    assert (place.rank, place.ranked, place.state) == (1, 1, "advanced")


def test_no_rank_is_told_before_the_release(session: Session, vault: Vault, now: datetime) -> None:
    seated = handed_in(session, vault, now)
    end_round(session, vault, seated, now + timedelta(hours=1))
    publish(session, vault, seated, now + timedelta(hours=1))
    assert my_result(session, **seated.mine).place is None


def test_no_rank_is_told_where_the_rules_keep_it_private(
    session: Session, vault: Vault, now: datetime
) -> None:
    seated = released(session, vault, now, replace(RULES, show_rank=False))
    publish(session, vault, seated, now + timedelta(hours=1))
    found = my_result(session, **seated.mine)
    assert (found.place, found.shows_rank) == (None, False)
