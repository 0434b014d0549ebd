"""Find questions that say nearly the same: inside a file, and between a file and a bank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from examapp.domain.near_duplicates import SHORTEST, candidates, compared_stem, compared_text
from examapp.domain.questions import Question

# In percent of the signs two texts share: stem and options together, and the stems alone, for questions
# with the same long options are not yet the same.
NEARLY_EQUAL = 88.0
NEARLY_EQUAL_STEM = 80.0
MOST_PAIRS = 2_000


@dataclass(frozen=True, slots=True)
class NearPair:
    """Two questions nearly the same: positions among the new ones, or the second's among the known ones."""

    percent: int
    first: int
    second: int
    is_known: bool


@dataclass(frozen=True, slots=True)
class NearDuplicates:
    """The pairs found, the nearest first; not complete when there were more than MOST_PAIRS."""

    pairs: tuple[NearPair, ...] = ()
    is_complete: bool = True


def near_duplicates(new: Sequence[Question], known: Sequence[Question] = ()) -> NearDuplicates:
    """Return the pairs among the new questions, and of a new and a known one; none of two known ones.

    Time grows with the number of questions, not with its square: each is compared with at most
    `MOST_CANDIDATES` others. A question and its own earlier version (the same qid) are no pair.
    """
    questions = [*new, *known]
    texts = [compared_text(question) for question in questions]
    pairs: list[NearPair] = []
    for first, others in candidates(texts, len(new)):
        for second, percent in _near(first, others, questions, texts):
            is_known = second >= len(new)
            pairs.append(NearPair(percent, first, second - len(new) * is_known, is_known))
        if len(pairs) > MOST_PAIRS:
            return NearDuplicates(_nearest_first(pairs[:MOST_PAIRS]), is_complete=False)
    return NearDuplicates(_nearest_first(pairs))


def _near(
    first: int, others: Sequence[int], questions: Sequence[Question], texts: Sequence[str]
) -> list[tuple[int, int]]:
    found = process.extract(
        texts[first],
        {other: texts[other] for other in others},
        scorer=fuzz.ratio,
        score_cutoff=NEARLY_EQUAL,
        limit=None,
    )
    return [
        (other, int(score))
        for _, score, other in found
        if questions[other].qid != questions[first].qid and _stems_agree(questions[first], questions[other])
    ]


def _stems_agree(one: Question, other: Question) -> bool:
    stems = compared_stem(one), compared_stem(other)
    return min(map(len, stems)) >= SHORTEST / 2 and fuzz.ratio(*stems) >= NEARLY_EQUAL_STEM


def _nearest_first(pairs: list[NearPair]) -> tuple[NearPair, ...]:
    return tuple(sorted(pairs, key=lambda pair: (-pair.percent, pair.first, pair.second)))
