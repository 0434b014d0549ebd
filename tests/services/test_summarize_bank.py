from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from examapp.domain.questions import POOL_SECRET, STATUS_RETIRED
from examapp.services.import_bank import import_bank
from examapp.services.summarize_bank import BankCell, bank_summary
from tests.factories import make_competition, make_event, make_question


def test_a_bank_is_counted_by_type_topic_difficulty_and_pool(session: Session, now: datetime) -> None:
    event = make_event(session, make_competition(session, now))
    questions = [
        make_question(1, topic="安全", difficulty=None),
        make_question(2, topic="安全", difficulty=3),
        make_question(3, topic="安全", difficulty=3, pool=POOL_SECRET),
        make_question(4, topic="安全", difficulty=3),
        make_question(5, "judge", topic="工艺", difficulty=1, status=STATUS_RETIRED),
    ]
    import_bank(session, event_id=event.id, questions=questions, actor="lin", now=now)
    summary = bank_summary(session, event.id)
    assert summary.cells == (
        BankCell("single", "安全", None, "public", 1),
        BankCell("single", "安全", 3, "public", 2),
        BankCell("single", "安全", 3, "secret", 1),
    )
    assert (summary.active, summary.statuses["retired"]) == (4, 1)


def test_an_event_without_a_bank_counts_nothing(session: Session, now: datetime) -> None:
    event = make_event(session, make_competition(session, now))
    assert bank_summary(session, event.id).cells == ()
