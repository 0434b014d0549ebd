"""How many places each employer and each delegation has taken, and which of them have no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from examapp.domain.advancement_reasons import DELEGATION_WORDING, EMPLOYER_WORDING, CapWording, Reason
from examapp.domain.rules import AdvancementRules
from examapp.domain.standings import Standing

CappedState = Literal["capped_employer", "capped_delegation"]


@dataclass(slots=True)
class Cap:
    """Places taken under one kind of cap; units without a name are never capped."""

    state: CappedState
    limit: int | None
    wording: CapWording
    taken: Counter[str] = field(default_factory=Counter)
    closed: set[str] = field(default_factory=set)

    def unit(self, standing: Standing) -> str:
        """Return the employer or delegation that this cap counts."""
        contender = standing.contender
        return contender.employer if self.state == "capped_employer" else contender.delegation

    def room(self, standing: Standing) -> int | None:
        """Return how many more of this one's unit may advance; None means no limit."""
        unit = self.unit(standing)
        if self.limit is None or not unit:
            return None
        return 0 if unit in self.closed else max(0, self.limit - self.taken[unit])

    def refusal(self, standing: Standing, template: str) -> Reason:
        """Return why this cap keeps this one out: the template, unless a tie closed the unit before."""
        if self.unit(standing) in self.closed:
            template = self.wording.closed
        return Reason(template, {"rank": standing.rank, "cap": self.limit or 0})


class Caps:
    """The two caps of the rules, counted together."""

    def __init__(self, rules: AdvancementRules, admitted: Iterable[Standing] = ()) -> None:
        """Start with those who already have a place."""
        self.employer = Cap("capped_employer", rules.employer_cap, EMPLOYER_WORDING)
        self.delegation = Cap("capped_delegation", rules.delegation_cap, DELEGATION_WORDING)
        for standing in admitted:
            self.count(standing)

    def count(self, standing: Standing) -> None:
        """Give one place to this one's employer and delegation."""
        for cap in (self.employer, self.delegation):
            cap.taken[cap.unit(standing)] += 1

    def full_for(self, standing: Standing) -> Cap | None:
        """Return the cap that keeps this one out, the employer's first."""
        return next((cap for cap in (self.employer, self.delegation) if cap.room(standing) == 0), None)

    def contested(self, candidates: Sequence[Standing]) -> Mapping[str, Cap]:
        """Return, by ticket, the cap under which there is not room for all of these together.

        Delegations are counted without those whose employer is contested already.
        """
        contested: dict[str, Cap] = {}
        for cap in (self.employer, self.delegation):
            rest = [standing for standing in candidates if standing.contender.ticket not in contested]
            demand = Counter(cap.unit(standing) for standing in rest)
            for standing in rest:
                room = cap.room(standing)
                if room is not None and demand[cap.unit(standing)] > room:
                    contested[standing.contender.ticket] = cap
        return contested
