"""Practice: every answer given, where each person stands with each question, and mock exams."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from examapp.storage.attempts import BigId
from examapp.storage.base import Base, Json


class PracticeAnswer(Base):
    """One answer in practice; rows are only ever added, one for each question of a run.

    `run` names the occasion: a run of practice, or a mock exam. Points are centipoints; right is `mark` equal
    to `full_marks`.
    """

    __tablename__ = "practice_answers"
    __table_args__ = (UniqueConstraint("entrant_id", "event_id", "run", "question_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    entrant_id: Mapped[int] = mapped_column(ForeignKey("entrants.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    run: Mapped[str] = mapped_column(String(32))
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"))
    revision: Mapped[int]
    response: Mapped[Any] = mapped_column(Json)
    mark: Mapped[int]
    full_marks: Mapped[int]
    answered_at: Mapped[datetime]


class PracticeStanding(Base):
    """Where a person stands with a question: domain.practice.Standing, brought up to date with each answer.

    Derived from the answers, so that no page has to read all of them; one row per question at most.
    """

    __tablename__ = "practice_standings"
    __table_args__ = ({"sqlite_with_rowid": False},)

    entrant_id: Mapped[int] = mapped_column(ForeignKey("entrants.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), primary_key=True)
    in_wrong_book: Mapped[bool] = mapped_column(default=False)
    right_in_a_row: Mapped[int] = mapped_column(Integer, default=0)
    counted_on: Mapped[str] = mapped_column(String(32), default="")


class PracticePaper(Base):
    """模拟考试: a paper of public questions with what is answered, and the score once it is closed.

    `parts` says of each question type how many questions there are and how many the real paper has. Nothing of
    real attempts is touched by it.
    """

    __tablename__ = "practice_papers"
    __table_args__ = (Index(None, "entrant_id", "event_id", "started_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    entrant_id: Mapped[int] = mapped_column(ForeignKey("entrants.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    started_at: Mapped[datetime]
    deadline_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    paper: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    parts: Mapped[list[Any]] = mapped_column(deferred=True)
    responses: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    marks: Mapped[list[Any]] = mapped_column(deferred=True)
    questions: Mapped[int]
    answered: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(BigInteger, default=0)
    full_marks: Mapped[int] = mapped_column(BigInteger)


def answered_in_run(session: Session, *, entrant_id: int, event_id: int, run: str) -> dict[int, bool]:
    """Return the questions answered in the run so far, each with whether it was right."""
    query = select(PracticeAnswer.question_id, PracticeAnswer.mark, PracticeAnswer.full_marks).where(
        PracticeAnswer.entrant_id == entrant_id,
        PracticeAnswer.event_id == event_id,
        PracticeAnswer.run == run,
    )
    return {question_id: mark == full for question_id, mark, full in session.execute(query)}


def insert_new(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert the rows that no unique constraint holds already; return the question ids of the inserted ones."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(list(rows)).on_conflict_do_nothing()
    question_id = table.__table__.c.question_id
    return list(session.scalars(statement.returning(question_id)))


def locked_standings(
    session: Session, *, entrant_id: int, event_id: int, question_ids: Collection[int]
) -> list[PracticeStanding]:
    """Return the standings with these questions, held against other answers until the transaction ends."""
    query = (
        select(PracticeStanding)
        .where(
            PracticeStanding.entrant_id == entrant_id,
            PracticeStanding.event_id == event_id,
            PracticeStanding.question_id.in_(question_ids),
        )
        .order_by(PracticeStanding.question_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(query))
