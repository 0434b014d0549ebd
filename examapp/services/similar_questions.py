"""Find questions of a bank that say nearly the same as another one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from examapp.domain.questions import STATUS_RETIRED, Question, question_from_json
from examapp.markup.summaries import summary_of
from examapp.services.find_near_duplicates import near_duplicates
from examapp.storage.banks import BankQuestion, QuestionRevision
from examapp.storage.current_revisions import is_current_in


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two questions of a bank that say nearly the same; stems in one line each."""

    first_id: int
    first_qid: str
    first_stem: str
    second_id: int
    second_qid: str
    second_stem: str
    percent: int


def similar_to(
    session: Session, *, event_id: int, question: Question, besides: int | None
) -> tuple[str, ...]:
    """Return the ids (qid) of the bank's other questions in use that are nearly this one, the nearest first."""
    known = [found for id_, found in _in_use(session, event_id) if id_ != besides]
    return tuple(known[pair.second].qid for pair in near_duplicates([question], known).pairs)


def similar_pairs(session: Session, event_id: int) -> tuple[SimilarPair, ...]:
    """Return the pairs of questions in use that are nearly the same, the nearest first."""
    found = _in_use(session, event_id)
    pairs = near_duplicates([question for _, question in found]).pairs
    return tuple(_pair(*found[pair.first], *found[pair.second], pair.percent) for pair in pairs)


def _pair(first_id: int, first: Question, second_id: int, second: Question, percent: int) -> SimilarPair:
    stems = summary_of(first.stem), summary_of(second.stem)
    return SimilarPair(first_id, first.qid, stems[0], second_id, second.qid, stems[1], percent)


def _in_use(session: Session, event_id: int) -> list[tuple[int, Question]]:
    query: Select[int, dict[str, object]] = select(BankQuestion.id, QuestionRevision.content)
    query = query.where(is_current_in(event_id), QuestionRevision.status != STATUS_RETIRED)
    rows = session.execute(query.order_by(BankQuestion.id))
    return [(id_, question_from_json(content)) for id_, content in rows]
