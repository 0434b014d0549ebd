"""From the ranking to the finals list: who advances, who is an alternate, and why.

The ranking is walked from the top (advancement_walk); floors of delegations, where the rules have them,
take their places from the bottom of the list (advancement_floors); the best of those left are alternates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from examapp.domain import advancement_reasons as reasons
from examapp.domain.advancement_caps import Caps
from examapp.domain.advancement_floors import Groups, walk_with_floors
from examapp.domain.advancement_reasons import Reason
from examapp.domain.advancement_walk import State, Verdict
from examapp.domain.rules import AdvancementRules
from examapp.domain.standings import Lots, Standing

__all__ = ["Place", "Reason", "State", "advance", "alternates_wanted", "promote"]


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the list; alternates are numbered from 1 and keep their number when promoted."""

    standing: Standing
    state: State
    reason: Reason
    alternate_no: int | None = None


def advance(
    standings: Sequence[Standing], rules: AdvancementRules, lot_key: bytes = b"", event: str = ""
) -> tuple[Place, ...]:
    """Return one place for each standing, in the order of the ranking.

    Caps are never broken, and the quota only by a tie at the cut under "all_advance". With a lot key the
    lots of full ties are drawn and recorded in the standings. Alternates are counted under the caps
    together with those advanced, so that any of them can step in for anybody.
    """
    listed = _listed(standings, Lots(lot_key, event))
    groups = _groups(listed)
    walk = walk_with_floors(groups, rules)
    verdicts = dict(walk.verdicts)
    in_turn = [standing for group in groups for standing in group]
    numbers = _name_alternates(in_turn, verdicts, walk.caps, rules)
    return tuple(_place(standing, verdicts, numbers) for standing in listed)


def alternates_wanted(rules: AdvancementRules) -> int:
    """Return how many alternates the rules ask for: the share of the quota, rounded up, or the minimum."""
    share = -(-rules.quota * rules.alternates_percent // 100)
    return max(share, rules.alternates_minimum)


def promote(
    places: Sequence[Place],
    rules: AdvancementRules,
    withdrawn: Collection[str] = (),
    disqualified: Collection[str] = (),
) -> tuple[Place, ...]:
    """Return the list after the named tickets left it, the next alternates in their places.

    One alternate steps in for each one advanced who left, in the order of their numbers, as long as
    fewer than the quota remain: a list that a tie made longer than the quota shrinks first.
    """
    remaining = [_left(place, withdrawn, disqualified) for place in places]
    freed = _count_advanced(places) - _count_advanced(remaining)
    vacancies = min(freed, max(0, rules.quota - _count_advanced(remaining)))
    waiting = sorted(place.alternate_no or 0 for place in remaining if place.state == "alternate")
    called = set(waiting[:vacancies])
    return tuple(_promoted(place) if place.alternate_no in called else place for place in remaining)


def _listed(standings: Iterable[Standing], lots: Lots) -> list[Standing]:
    def order(standing: Standing) -> tuple[bool, int, str]:
        return standing.rank == 0, standing.rank, standing.contender.ticket

    return [
        replace(standing, lot_number=lots.draw(standing.contender.ticket)) if standing.tied_with else standing
        for standing in sorted(standings, key=order)
    ]


def _turn(standing: Standing) -> tuple[int, int, str]:
    return standing.rank, standing.lot_number or 0, standing.contender.ticket


def _groups(standings: Iterable[Standing]) -> Groups:
    ranked = sorted((standing for standing in standings if standing.rank), key=_turn)
    return [list(tied) for _, tied in groupby(ranked, key=lambda standing: standing.rank)]


def _name_alternates(
    in_turn: Sequence[Standing], verdicts: dict[str, Verdict], caps: Caps, rules: AdvancementRules
) -> dict[str, int]:
    """Turn the best of those left into alternates, in `verdicts`; return their numbers by ticket."""
    numbers: dict[str, int] = {}
    wanted = alternates_wanted(rules)
    for standing in in_turn:
        if len(numbers) >= wanted:
            break
        if verdicts[standing.contender.ticket].state not in ("outside_quota", "cut_tie"):
            continue
        cap = caps.full_for(standing)
        if cap is None:
            caps.count(standing)
            numbers[standing.contender.ticket] = number = len(numbers) + 1
            verdict = Verdict("alternate", _alternate_reason(standing, number, rules))
        else:
            verdict = Verdict(cap.state, cap.refusal(standing, cap.wording.full_with_alternates))
        verdicts[standing.contender.ticket] = verdict
    return numbers


def _alternate_reason(standing: Standing, number: int, rules: AdvancementRules) -> Reason:
    parameters: dict[str, str | int] = {"number": number, "rank": standing.rank, "quota": rules.quota}
    if not standing.tied_with:
        return Reason(reasons.ALTERNATE, parameters)
    if standing.lot_number is None:
        return Reason(reasons.ALTERNATE_BY_TICKET, parameters)
    return Reason(reasons.ALTERNATE_BY_LOT, parameters | {"lot": standing.lot_number})


def _place(standing: Standing, verdicts: Mapping[str, Verdict], numbers: Mapping[str, int]) -> Place:
    exclusion = standing.contender.exclusion
    if exclusion:
        return Place(standing, exclusion, _exclusion_reason(exclusion))
    verdict = verdicts[standing.contender.ticket]
    return Place(standing, verdict.state, verdict.reason, numbers.get(standing.contender.ticket))


def _exclusion_reason(state: State) -> Reason:
    return Reason(reasons.WITHDRAWN if state == "withdrawn" else reasons.DISQUALIFIED)


def _count_advanced(places: Iterable[Place]) -> int:
    return sum(place.state == "advanced" for place in places)


def _left(place: Place, withdrawn: Collection[str], disqualified: Collection[str]) -> Place:
    ticket = place.standing.contender.ticket
    if ticket in disqualified:
        return replace(place, state="disqualified", reason=_exclusion_reason("disqualified"))
    if ticket in withdrawn:
        return replace(place, state="withdrawn", reason=_exclusion_reason("withdrawn"))
    return place


def _promoted(place: Place) -> Place:
    parameters: dict[str, str | int] = {
        "rank": place.standing.rank,
        "number": place.alternate_no or 0,
    }
    return replace(place, state="advanced", reason=Reason(reasons.PROMOTED, parameters))
