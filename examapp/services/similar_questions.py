"""Find questions of a bank whose stems say nearly the same."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.question_texts import searchable
from examapp.domain.questions import STATUS_RETIRED
from examapp.storage.banks import BankQuestion, QuestionRevision
from examapp.storage.current_revisions import is_current_in

# In percent of the signs that two stems share; below it, questions about the same thing begin.
NEARLY_EQUAL = 92.0
# Shorter stems are alike by accident: 下列说法正确的是.
SHORTEST = 8
MOST_ALIKE = 10


def similar_stems(session: Session, *, event_id: int, stem: str, besides: int | None) -> tuple[str, ...]:
    """Return the ids (qid) of the bank's other questions with nearly this stem, the nearest first."""
    wanted = compared(stem)
    if len(wanted) < SHORTEST:
        return ()
    stems = QuestionRevision.content["stem"].as_string()
    query = select(BankQuestion.id, BankQuestion.qid, stems).where(is_current_in(event_id))
    others = {qid: compared(text) for id_, qid, text in session.execute(query) if id_ != besides}
    found = process.extract(wanted, others, scorer=fuzz.ratio, score_cutoff=NEARLY_EQUAL, limit=5)
    return tuple(qid for _, _, qid in found)


def compared(stem: str) -> str:
    """Return a stem without what doesn't count when two are compared: spaces, case, width."""
    return "".join(searchable(stem).split())


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two questions of a bank that say nearly the same."""

    first_id: int
    first_qid: str
    first_stem: str
    second_id: int
    second_qid: str
    second_stem: str
    percent: int


def similar_pairs(session: Session, event_id: int) -> tuple[SimilarPair, ...]:
    """Return the pairs of questions not retired whose stems are nearly equal, the nearest first."""
    stems = QuestionRevision.content["stem"].as_string()
    query = (
        select(BankQuestion.id, BankQuestion.qid, stems)
        .where(is_current_in(event_id), QuestionRevision.status != STATUS_RETIRED)
        .order_by(BankQuestion.id)
    )
    seen: dict[str, list[tuple[int, str, str]]] = {}
    for id_, qid, stem in session.execute(query):
        seen.setdefault(compared(stem), []).append((id_, qid, stem))
    return tuple(
        SimilarPair(*first, *second, 100)
        for same in seen.values()
        for first, second in combinations(same[:MOST_ALIKE], 2)
    )
