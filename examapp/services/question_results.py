"""How often each question of a bank was on papers, and how the answers to its present text did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.item_statistics import ItemStatistics, item_statistics
from examapp.domain.paper import Paper, paper_from_json
from examapp.storage.attempts import Attempt
from examapp.storage.banks import Bank, BankQuestion, QuestionRevision
from examapp.storage.contest import Round
from examapp.storage.results import Result

Version = tuple[str, int]


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question in sittings so far.

    `exposure` is the highest share of a round's papers that held it, in whatever text. `statistics` are of
    closed rounds, and of the text in force only: a corrected key starts anew; None before there are any.
    """

    id: int
    qid: str
    papers: int
    exposure: float
    statistics: ItemStatistics | None


@dataclass(frozen=True, slots=True)
class BankResults:
    """The questions that were on a paper, the most exposed first, and how many papers there were."""

    papers: int
    questions: tuple[QuestionResult, ...]


def question_results(session: Session, event_id: int) -> BankResults:
    """Return how the event's questions did on all papers so far."""
    papers_of_round: Counter[int] = Counter()
    held: dict[int, Counter[str]] = {}
    for round_id, paper in _papers(session, event_id):
        papers_of_round[round_id] += 1
        held.setdefault(round_id, Counter()).update(item.qid for item in paper.items)
    exposure: dict[str, float] = {}
    total: Counter[str] = Counter()
    for round_id, counts in held.items():
        total.update(counts)
        for qid, count in counts.items():
            exposure[qid] = max(exposure.get(qid, 0.0), count / papers_of_round[round_id])
    statistics = item_statistics(_shares(session, event_id))
    questions = [
        QuestionResult(id_, qid, total[qid], exposure[qid], statistics.get(qid))
        for qid, id_ in _ids(session, event_id).items()
        if qid in total
    ]
    questions.sort(key=lambda each: (-each.exposure, each.qid))
    return BankResults(papers_of_round.total(), tuple(questions))


def _papers(session: Session, event_id: int) -> Iterator[tuple[int, Paper]]:
    query = (
        select(Attempt.round_id, Attempt.paper)
        .join(Round, Round.id == Attempt.round_id)
        .where(Round.event_id == event_id)
    )
    for round_id, paper in session.execute(query).yield_per(500):
        yield round_id, paper_from_json(paper)


def _shares(session: Session, event_id: int) -> list[dict[str, float]]:
    """Return, for each result of a closed round, the share of its points that each question earned."""
    present = _present_versions(session, event_id)
    query = (
        select(Attempt.paper, Result.marks)
        .join(Result, Result.attempt_id == Attempt.id)
        .join(Round, Round.id == Attempt.round_id)
        .where(Round.event_id == event_id, Round.state == "closed", Result.is_current)
    )
    return [
        {
            item.qid: mark / item.points
            for item, mark in zip(paper_from_json(paper).items, marks, strict=True)
            if item.points and (item.qid, item.revision) in present
        }
        for paper, marks in session.execute(query).yield_per(500)
    ]


def _present_versions(session: Session, event_id: int) -> set[Version]:
    """Return (qid, revision) of every revision that says what the one in force says."""
    rows = session.execute(
        select(
            BankQuestion.qid,
            QuestionRevision.number,
            QuestionRevision.text_hash,
            BankQuestion.current_revision,
        )
        .join(QuestionRevision, QuestionRevision.question_id == BankQuestion.id)
        .join(Bank, Bank.id == BankQuestion.bank_id)
        .where(Bank.event_id == event_id)
    ).all()
    in_force = {qid: text_hash for qid, number, text_hash, current in rows if number == current}
    return {(qid, number) for qid, number, text_hash, _ in rows if text_hash == in_force.get(qid)}


def _ids(session: Session, event_id: int) -> dict[str, int]:
    query = (
        select(BankQuestion.qid, BankQuestion.id)
        .join(Bank, Bank.id == BankQuestion.bank_id)
        .where(Bank.event_id == event_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}
