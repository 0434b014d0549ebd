"""Practice from two phones at the same moment: one mock exam, one answer, one standing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.practice import Selection
from examapp.services.practise_question import PracticeQuestion
from examapp.services.start_mock import start_mock
from examapp.storage.database import Database
from examapp.storage.practice import PracticeAnswer, PracticePaper, PracticeStanding
from examapp.storage.vault import Vault
from tests.services.practising import Ground, make_ground, right_letters, wrong_letters

PHONES = 4


@pytest.fixture
def ground(database: Database, vault: Vault, now: datetime) -> Ground:
    """An event to practise in, committed."""
    with database.transaction() as session:
        return make_ground(session, vault, now)


def at_once(database: Database, act: Callable[[Session, int], object]) -> list[object]:
    """What each of the phones is answered."""
    ready = Barrier(PHONES)

    def tap(number: int) -> object:
        ready.wait()
        with database.transaction() as session:
            return act(session, number)

    with ThreadPoolExecutor(PHONES) as phones:
        return list(phones.map(tap, range(PHONES)))


def test_taps_at_once_start_one_mock_exam(database: Database, ground: Ground, now: datetime) -> None:
    def start(session: Session, number: int) -> int:
        return start_mock(session, practiser=ground.practiser, seed=bytes([number]) * 32, now=now)

    ids = set(at_once(database, start))
    with database.reading() as session:
        assert ids == set(session.scalars(select(PracticePaper.id)))
    assert len(ids) == 1


def test_one_answer_sent_four_times_at_once_counts_once(database: Database, ground: Ground) -> None:
    with database.reading() as session:
        asked = replace(ground, session=session).next()

    def answer(session: Session, number: int) -> None:
        given = wrong_letters(asked) if number % 2 else right_letters(asked)
        replace(ground, session=session).answer(asked, given)

    at_once(database, answer)
    with database.reading() as session:
        (kept,) = session.scalars(select(PracticeAnswer))
        (standing,) = session.scalars(select(PracticeStanding))
        assert standing.in_wrong_book == (kept.mark < kept.full_marks)


def test_runs_that_answer_the_same_questions_at_once_are_all_counted(
    database: Database, ground: Ground
) -> None:
    judge = Selection("type", "judge")

    def go_through(session: Session, number: int) -> None:
        theirs = replace(ground, session=session)
        while isinstance(asked := theirs.find(f"run{number}", judge), PracticeQuestion):
            theirs.answer(asked, right_letters(asked), f"run{number}")
            # Each answer is a request of its own; two runs ask in another order.
            session.commit()

    at_once(database, go_through)
    with database.reading() as session:
        assert [row.right_in_a_row for row in session.scalars(select(PracticeStanding))] == [PHONES] * 10
