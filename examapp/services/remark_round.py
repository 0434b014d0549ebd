"""Mark the attempts of a round again, and keep what comes out as new versions of their results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.orm import Session

from examapp.domain.corrections import Corrected, corrected_score
from examapp.domain.grading import PaperScore
from examapp.domain.paper import paper_from_json
from examapp.services.prepared_rounds import PreparedRound
from examapp.storage.attempts import Attempt
from examapp.storage.people import Entry
from examapp.storage.results import Result

BATCH = 500


@dataclass(frozen=True, slots=True)
class Remarked:
    """An attempt marked again; `result_id` is the result that counts so far, `qids` its paper."""

    attempt_id: int
    result_id: int
    ticket: str
    qids: frozenset[str]
    before: PaperScore
    after: PaperScore

    @property
    def is_changed(self) -> bool:
        """Whether any mark or sum differs."""
        return self.before != self.after


def remarked(
    session: Session, prepared: PreparedRound, corrected: Mapping[str, Corrected], *further: str
) -> Iterator[Remarked]:
    """Yield every closed attempt of the round with a corrected question, or one of the `further` qids.

    It is marked by the responses its current result counts. No other attempt can come out differently.
    """
    last, touched = 0, {*corrected, *further}
    while rows := session.execute(_batch(prepared.id, last)).all():
        last = rows[-1].attempt_id
        for row in rows:
            if not touched.isdisjoint(item["qid"] for item in row.paper["items"]):
                yield _remarked(row, prepared, corrected)


def store_remarked(session: Session, changed: Iterable[Remarked], reason: str, now: datetime) -> int:
    """Make each a new version of its attempt's result that counts from now on; return how many."""
    stored, left = 0, iter(changed)
    while batch := list(islice(left, BATCH)):
        after = {each.result_id: each.after for each in batch}
        old = session.execute(select(Result.__table__).where(Result.id.in_(after))).mappings().all()
        session.execute(update(Result).where(Result.id.in_(after)).values(is_current=False))
        session.execute(insert(Result), [_next(dict(row), after[row["id"]], reason, now) for row in old])
        stored += len(old)
    session.expire_all()
    return stored


def _batch(round_id: int, after_id: int) -> Select[Any]:
    return (
        select(
            Attempt.id.label("attempt_id"),
            Entry.ticket,
            Attempt.paper,
            Result.id.label("result_id"),
            Result.total,
            Result.section_scores,
            Result.marks,
            Result.answered,
            Result.responses,
        )
        .join(Result, Result.attempt_id == Attempt.id)
        .join(Entry, Entry.id == Attempt.entry_id)
        .where(
            Attempt.round_id == round_id, Attempt.state == "closed", Result.is_current, Attempt.id > after_id
        )
        .order_by(Attempt.id)
        .limit(BATCH)
    )


def _remarked(row: Row[Any], prepared: PreparedRound, corrected: Mapping[str, Corrected]) -> Remarked:
    paper = paper_from_json(row.paper)
    responses = {int(item): response for item, response in row.responses.items()}
    return Remarked(
        attempt_id=row.attempt_id,
        result_id=row.result_id,
        ticket=row.ticket,
        qids=frozenset(item.qid for item in paper.items),
        before=PaperScore(row.total, row.section_scores, tuple(row.marks), row.answered),
        after=corrected_score(paper, prepared.questions, responses, corrected),
    )


def _next(row: Mapping[str, Any], score: PaperScore, reason: str, now: datetime) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if name != "id"}
    return {
        **kept,
        "version": row["version"] + 1,
        "is_current": True,
        "total": score.total,
        "section_scores": score.section_scores,
        "marks": list(score.marks),
        "answered": score.answered,
        "graded_at": now,
        "reason": reason,
    }
