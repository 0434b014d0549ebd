"""The walk down the ranking that gives out places, one group of equal rank after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from examapp.domain import advancement_reasons as reasons
from examapp.domain.advancement_caps import Cap, Caps
from examapp.domain.advancement_reasons import Reason
from examapp.domain.rules import AdvancementRules
from examapp.domain.standings import Standing

State = Literal[
    "advanced",
    "alternate",
    "capped_employer",
    "capped_delegation",
    "below_minimum",
    "outside_quota",
    "cut_tie",
    "withdrawn",
    "disqualified",
]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one contender, and why."""

    state: State
    reason: Reason


class Walk:
    """Give out `places` from the top; caps are never broken, a tie at the cut follows the rules' policy.

    Each group holds standings of one rank, in the order of their lots where lots were drawn. Full ties are
    decided like this: at a cap by lot, or, without lots or under "none_advance", nobody of the tied
    gets in and that employer or delegation gets no further place, so that nobody overtakes a better
    colleague; at the cut by the policy, and a tie left out closes the list below it.
    """

    def __init__(self, rules: AdvancementRules, places: int, caps: Caps, floor_places: int = 0) -> None:
        """Walk under the rules; `floor_places` of the quota are already taken by floors."""
        self.caps = caps
        self.verdicts: dict[str, Verdict] = {}
        self.admitted: list[Standing] = []
        self._rules = rules
        self._free = places
        self._floor_places = floor_places
        self._left_out_rank = 0

    def run(self, groups: Iterable[Sequence[Standing]]) -> None:
        """Decide about every group, best first."""
        for group in groups:
            if group[0].contender.total < self._rules.minimum_score:
                self._refuse_all_below_minimum(group)
            elif self._left_out_rank or self._free <= 0:
                self._refuse_all_outside(group)
            else:
                self._share_out([each for each in group if not self._refused_by_cap(each)])

    def _refuse_all_below_minimum(self, group: Sequence[Standing]) -> None:
        minimum = reasons.points_text(self._rules.minimum_score)
        for standing in group:
            score = reasons.points_text(standing.contender.total)
            self._decide(standing, "below_minimum", reasons.BELOW_MINIMUM, score=score, minimum=minimum)

    def _refuse_all_outside(self, group: Sequence[Standing]) -> None:
        template = reasons.OUTSIDE_QUOTA
        if self._left_out_rank:
            template = reasons.OUTSIDE_AFTER_TIE
        elif self._floor_places:
            template = reasons.OUTSIDE_QUOTA_AFTER_FLOOR
        for standing in group:
            self._decide(standing, "outside_quota", template, tied_rank=self._left_out_rank)

    def _refused_by_cap(self, standing: Standing) -> bool:
        cap = self.caps.full_for(standing)
        if cap is None:
            return False
        refusal = cap.refusal(standing, cap.wording.full)
        self.verdicts[standing.contender.ticket] = Verdict(cap.state, refusal)
        return True

    def _share_out(self, candidates: Sequence[Standing]) -> None:
        policy = self._rules.cut_tie_policy
        contested = self.caps.contested(candidates)
        may_draw = policy != "none_advance" and all(each.lot_number is not None for each in candidates)
        if not may_draw:
            candidates = self._without_contested(candidates, contested)
        if len(candidates) <= self._free or policy == "all_advance":
            self._admit_all(candidates, contested)
        elif may_draw:
            self._admit_by_lot(candidates)
        else:
            self._leave_out(candidates)

    def _without_contested(
        self, candidates: Sequence[Standing], contested: Mapping[str, Cap]
    ) -> Sequence[Standing]:
        for standing in candidates:
            cap = contested.get(standing.contender.ticket)
            if cap is not None:
                cap.closed.add(cap.unit(standing))
                self._decide(standing, cap.state, cap.wording.tie_none, cap=cap.limit or 0)
        return [standing for standing in candidates if standing.contender.ticket not in contested]

    def _leave_out(self, tied: Sequence[Standing]) -> None:
        none_advance = self._rules.cut_tie_policy == "none_advance"
        self._left_out_rank = tied[0].rank
        for standing in tied:
            self._decide(
                standing, "cut_tie", reasons.CUT_TIE_NONE if none_advance else reasons.CUT_TIE_NO_LOT
            )

    def _admit_all(self, candidates: Sequence[Standing], contested: Mapping[str, Cap]) -> None:
        over_quota = len(candidates) > self._free
        for standing in candidates:
            if not self._lost_cap_lot(standing):
                self._admit(standing, self._reason_to_admit(standing, contested, over_quota))

    def _admit_by_lot(self, candidates: Sequence[Standing]) -> None:
        for standing in candidates:
            if self._free <= 0:
                self._decide(standing, "cut_tie", reasons.LOT_LOST)
            elif not self._lost_cap_lot(standing):
                self._admit(standing, reasons.LOT_WON)

    def _lost_cap_lot(self, standing: Standing) -> bool:
        cap = self.caps.full_for(standing)
        if cap is not None:
            self._decide(standing, cap.state, cap.wording.lot_lost, cap=cap.limit or 0)
        return cap is not None

    def _reason_to_admit(self, standing: Standing, contested: Mapping[str, Cap], over_quota: bool) -> str:
        cap = contested.get(standing.contender.ticket)
        if cap is not None:
            return cap.wording.lot_won
        if over_quota:
            return reasons.ALL_TIED_ADVANCE
        return (
            reasons.WITHIN_QUOTA if standing.rank <= self._rules.quota else reasons.WITHIN_QUOTA_AFTER_SKIPS
        )

    def _admit(self, standing: Standing, template: str) -> None:
        self.caps.count(standing)
        self.admitted.append(standing)
        self._free -= 1
        self._decide(standing, "advanced", template)

    def _decide(self, standing: Standing, state: State, template: str, **parameters: str | int) -> None:
        known = parameters | {
            "rank": standing.rank,
            "quota": self._rules.quota,
            "lot": standing.lot_number or 0,
            "floor_places": self._floor_places,
        }
        named = {name: value for name, value in known.items() if f"{{{name}}}" in template}
        self.verdicts[standing.contender.ticket] = Verdict(state, Reason(template, named))
