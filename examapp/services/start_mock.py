"""Start a mock exam: a paper of public questions by the blueprint of the event's newest round."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.mock_blueprint import mock_blueprint, mock_parts
from examapp.domain.paper import Drawer, paper_to_json
from examapp.domain.rules import paper_points
from examapp.services.enter_practice import Practiser
from examapp.services.find_mock_rules import mock_rules
from examapp.services.find_public_questions import public_contents
from examapp.services.prepared_rounds import drawn_question
from examapp.storage.people import Entry
from examapp.storage.practice import PracticePaper

# A mock exam keeps a whole paper: the limit is for programs, no person sits so many.
MOST_IN_A_DAY = 20


class NothingPublic(ExamError):
    """这个赛项还没有公开的练习题，不能模拟考试。"""

    code = "nothing_public"


class TooManyMocks(ExamError):
    """24 小时内最多模拟考试 {most} 次，请明天再来；其他练习不受限制。"""

    code = "too_many_mocks"


def start_mock(session: Session, *, practiser: Practiser, seed: bytes, now: datetime) -> int:
    """Return the id of the mock exam that runs, started now unless one runs already.

    `seed` is fresh randomness. Raises NothingPublic, TooManyMocks.
    """
    # Two taps at once must not start two.
    session.execute(select(Entry.id).where(Entry.id == practiser.entry_id).with_for_update(key_share=True))
    running = _running(session, practiser, now)
    if running is not None:
        return running
    if _started_since(session, practiser, now - timedelta(days=1)) >= MOST_IN_A_DAY:
        raise TooManyMocks(most=MOST_IN_A_DAY)
    paper = _drawn(session, practiser, seed, now)
    session.add(paper)
    session.flush()
    return paper.id


def _running(session: Session, practiser: Practiser, now: datetime) -> int | None:
    query = select(PracticePaper.id).where(
        PracticePaper.entrant_id == practiser.entrant_id,
        PracticePaper.event_id == practiser.event_id,
        PracticePaper.closed_at.is_(None),
        PracticePaper.deadline_at > now,
    )
    return session.scalars(query.order_by(PracticePaper.id)).first()


def _started_since(session: Session, practiser: Practiser, moment: datetime) -> int:
    query = select(func.count(PracticePaper.id)).where(
        PracticePaper.entrant_id == practiser.entrant_id,
        PracticePaper.event_id == practiser.event_id,
        PracticePaper.started_at > moment,
    )
    return session.scalar(query) or 0


def _drawn(session: Session, practiser: Practiser, seed: bytes, now: datetime) -> PracticePaper:
    rules = mock_rules(session, practiser.event_id)
    bank = [drawn_question(*pair) for pair in public_contents(session, practiser.event_id)]
    blueprint = mock_blueprint(rules.blueprint, bank)
    if not blueprint.sections:
        raise NothingPublic
    paper = Drawer(blueprint, bank).draw(seed, practiser.event_code, practiser.ticket)
    return PracticePaper(
        entrant_id=practiser.entrant_id,
        event_id=practiser.event_id,
        started_at=now,
        deadline_at=now + timedelta(seconds=rules.timing.duration_s + practiser.extra_time_s),
        paper=paper_to_json(paper),
        parts=[asdict(part) for part in mock_parts(rules.blueprint, blueprint)],
        responses={},
        marks=[],
        questions=len(paper.items),
        full_marks=paper_points(blueprint),
    )
