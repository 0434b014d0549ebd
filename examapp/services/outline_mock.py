"""Tell what a mock exam would be like before it is started."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from examapp.domain.blueprint import BankQuestion
from examapp.domain.mock_blueprint import MockPart, mock_blueprint, mock_parts
from examapp.domain.questions import POOL_PUBLIC
from examapp.domain.rules import paper_points
from examapp.services.enter_practice import Practiser
from examapp.services.find_mock_rules import mock_rules
from examapp.services.find_public_questions import PublicQuestion, public_questions


@dataclass(frozen=True, slots=True)
class MockOutline:
    """How long a mock exam is and what it holds; `parts` name the real paper's numbers beside its own."""

    duration_s: int
    full_marks: int
    parts: tuple[MockPart, ...]

    @property
    def questions(self) -> int:
        """How many questions it has."""
        return sum(part.count for part in self.parts)


def outline_mock(session: Session, *, practiser: Practiser) -> MockOutline:
    """Return what a mock exam started now would be."""
    rules = mock_rules(session, practiser.event_id)
    public = public_questions(session, practiser.event_id)
    drawn = mock_blueprint(rules.blueprint, [_counted(question) for question in public])
    return MockOutline(
        duration_s=rules.timing.duration_s + practiser.extra_time_s,
        full_marks=paper_points(drawn),
        parts=mock_parts(rules.blueprint, drawn),
    )


def _counted(question: PublicQuestion) -> BankQuestion:
    return BankQuestion(
        qid=question.qid,
        revision=question.revision,
        qtype=question.qtype,
        topic=question.topic,
        difficulty=question.difficulty,
        pool=POOL_PUBLIC,
    )
