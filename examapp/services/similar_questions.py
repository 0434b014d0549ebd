"""Find questions of a bank that say nearly the same as another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from examapp.domain.question_texts import searchable
from examapp.domain.questions import STATUS_RETIRED, Question, question_from_json
from examapp.markup.summaries import summary_of
from examapp.services.find_near_duplicates import near_duplicates
from examapp.storage.banks import BankQuestion, QuestionRevision
from examapp.storage.current_revisions import is_current_in

# In percent of the signs that two stems share; the questions behind them are then looked at whole.
LIKE_STEMS = 75.0
MOST_LOOKED_AT = 20


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
    wanted = searchable(question.stem)
    stems = QuestionRevision.content["stem"].as_string()
    rows = session.execute(select(BankQuestion.id, stems).where(*_in_use(event_id)))
    others = {id_: searchable(stem) for id_, stem in rows if id_ != besides}
    near = process.extract(wanted, others, scorer=fuzz.ratio, score_cutoff=LIKE_STEMS, limit=MOST_LOOKED_AT)
    known = _questions(session, event_id, [id_ for _, _, id_ in near])
    found = near_duplicates([question], [each for _, each in known]).pairs
    return tuple(known[pair.second][1].qid for pair in found)


def similar_pairs(session: Session, event_id: int) -> tuple[SimilarPair, ...]:
    """Return the pairs of questions in use that are nearly the same, the nearest first."""
    found = _questions(session, event_id)
    pairs = near_duplicates([question for _, question in found]).pairs
    return tuple(_pair(*found[pair.first], *found[pair.second], pair.percent) for pair in pairs)


def _pair(first_id: int, first: Question, second_id: int, second: Question, percent: int) -> SimilarPair:
    stems = summary_of(first.stem), summary_of(second.stem)
    return SimilarPair(first_id, first.qid, stems[0], second_id, second.qid, stems[1], percent)


def _questions(
    session: Session, event_id: int, ids: Sequence[int] | None = None
) -> list[tuple[int, Question]]:
    """Return the questions in use with their ids; of these ids only, where some are given."""
    query = select(BankQuestion.id, QuestionRevision.content).where(*_in_use(event_id))
    if ids is not None:
        query = query.where(BankQuestion.id.in_(ids))
    rows = session.execute(query.order_by(BankQuestion.id))
    return [(id_, question_from_json(content)) for id_, content in rows]


def _in_use(event_id: int) -> tuple[ColumnElement[bool], ...]:
    return is_current_in(event_id), QuestionRevision.status != STATUS_RETIRED
