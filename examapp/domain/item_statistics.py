"""How questions did in a sitting: how easy they were, and whether those who know more got them right.

Facility = mean / maximum. Discrimination = correlation of a question's residuals x − p̂ with the sum of the
same person's residuals on the other questions of their paper; where everybody has the same paper this is
the corrected item-total correlation, corr(x, total − x).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)
# A correlation of fewer pairs says nothing.
FEWEST_PAIRS = 3


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One question: how many had it, the mean share of its points, and its discrimination.

    `discrimination` is None where it isn't defined: too few answers, or all of them alike.
    """

    answers: int
    facility: float
    discrimination: float | None


def item_statistics(papers: Sequence[Mapping[Name, float]]) -> dict[Name, ItemStatistics]:
    """Return the statistics of each question; a paper gives the share of the points (0 to 1) by question.

    A question left blank has the share 0: it was on the paper.
    """
    shares: dict[Name, list[float]] = {}
    for paper in papers:
        for name, share in paper.items():
            shares.setdefault(name, []).append(share)
    facility = {name: fsum(found) / len(found) for name, found in shares.items()}
    pairs = _residual_pairs(papers, facility)
    return {
        name: ItemStatistics(len(found), facility[name], _correlation(pairs[name]))
        for name, found in shares.items()
    }


def _residual_pairs(
    papers: Sequence[Mapping[Name, float]], facility: Mapping[Name, float]
) -> dict[Name, list[tuple[float, float]]]:
    """Return, by question, each person's residual on it beside the sum of their other residuals."""
    pairs: dict[Name, list[tuple[float, float]]] = {name: [] for name in facility}
    for paper in papers:
        residuals = {name: share - facility[name] for name, share in paper.items()}
        total = fsum(residuals.values())
        for name, residual in residuals.items():
            pairs[name].append((residual, total - residual))
    return pairs


def _correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    if len(pairs) < FEWEST_PAIRS:
        return None
    mean_x = fsum(x for x, _ in pairs) / len(pairs)
    mean_y = fsum(y for _, y in pairs) / len(pairs)
    xx = fsum((x - mean_x) ** 2 for x, _ in pairs)
    yy = fsum((y - mean_y) ** 2 for _, y in pairs)
    xy = fsum((x - mean_x) * (y - mean_y) for x, y in pairs)
    # Rounding leaves a trace of a spread where all answers are alike.
    if min(xx, yy) < 1e-12 * len(pairs):
        return None
    return max(-1.0, min(1.0, xy / sqrt(xx * yy)))
