"""Show what a correction would change before anybody decides on it: marks, ranks, and who advances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.advancement import State
from examapp.domain.corrections import Correction
from examapp.domain.finals_rows import FinalsRow
from examapp.domain.questions import sha256_of
from examapp.services.applied_corrections import corrected_in_round
from examapp.services.prepared_rounds import PreparedRound
from examapp.services.rank_round import current_ranking
from examapp.services.remark_round import Remarked, remarked
from examapp.storage.results import FinalsList
from examapp.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """Someone whose total, rank or state a correction moves; totals in centipoints, rank 0 for the excluded.

    `was_announced`: the newest published list says that this one advances.
    """

    ticket: str
    name: str
    employer: str
    total_before: int
    total_after: int
    rank_before: int
    rank_after: int
    state_before: State
    state_after: State
    was_announced: bool

    @property
    def enters(self) -> bool:
        """Whether this one would advance who did not."""
        return self.state_after == "advanced" != self.state_before

    @property
    def leaves(self) -> bool:
        """Whether this one would no longer advance."""
        return self.state_before == "advanced" != self.state_after


@dataclass(frozen=True, slots=True)
class CorrectionEffect:
    """What a correction changes: of so many closed attempts with the question, so many results."""

    attempts: int
    results: int
    places: tuple[PlaceChange, ...]

    @property
    def entering(self) -> tuple[PlaceChange, ...]:
        """Those who would advance and did not."""
        return tuple(place for place in self.places if place.enters)

    @property
    def fingerprint(self) -> str:
        """The hex SHA-256 of all that changes: who decides on it says what they saw."""
        return sha256_of([self.attempts, self.results, [asdict(place) for place in self.places]])

    @property
    def leaving(self) -> tuple[PlaceChange, ...]:
        """Those who advanced and would not any more."""
        return tuple(place for place in self.places if place.leaves)


def preview_correction(
    session: Session, vault: Vault, prepared: PreparedRound, correction: Correction
) -> tuple[CorrectionEffect, list[Remarked]]:
    """Return the effect, and every attempt whose result changes; nothing is stored.

    Every paper with a question that was ever corrected is looked at: afterwards all results are as all
    corrections want them.
    """
    corrected = corrected_in_round(session, prepared.id, prepared.questions, correction)
    attempts = list(remarked(session, prepared, corrected, correction.qid))
    changed = [each for each in attempts if each.is_changed]
    scores = {each.ticket: each.after for each in changed}
    before = current_ranking(session, vault, round_id=prepared.id).rows
    after = current_ranking(session, vault, round_id=prepared.id, instead=scores).rows
    places = tuple(_changes(before, after, announced_tickets(session, prepared.id)))
    drew = sum(correction.qid in each.qids for each in attempts)
    return CorrectionEffect(drew, len(changed), places), changed


def announced_tickets(session: Session, round_id: int) -> frozenset[str]:
    """Return the tickets that advance on the newest published list of the round."""
    newest = (
        select(FinalsList.rows).where(FinalsList.round_id == round_id).order_by(FinalsList.version.desc())
    )
    rows: Sequence[Mapping[str, Any]] = session.scalar(newest.limit(1)) or ()
    return frozenset(row["ticket"] for row in rows if row["state"] == "advanced")


def effect_to_json(effect: CorrectionEffect) -> dict[str, Any]:
    """Return the effect as it is kept with the decision and in the audit log: counts and tickets."""
    return {
        "attempts": effect.attempts,
        "results": effect.results,
        "places": len(effect.places),
        "entering": [place.ticket for place in effect.entering],
        "leaving": [place.ticket for place in effect.leaving],
        "announced": [place.ticket for place in effect.leaving if place.was_announced],
    }


def _changes(
    before: Sequence[FinalsRow], after: Sequence[FinalsRow], announced: frozenset[str]
) -> Iterator[PlaceChange]:
    old = {row.ticket: row for row in before}
    for new in after:
        row = old[new.ticket]
        if (row.total, row.rank, row.state) != (new.total, new.rank, new.state):
            yield PlaceChange(
                ticket=new.ticket,
                name=new.name,
                employer=new.employer,
                total_before=row.total,
                total_after=new.total,
                rank_before=row.rank,
                rank_after=new.rank,
                state_before=row.state,
                state_after=new.state,
                was_announced=new.ticket in announced,
            )
