"""Places that every delegation is promised, taken inside the quota from the bottom of the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy

from examapp.domain import advancement_reasons as reasons
from examapp.domain.advancement_caps import Caps
from examapp.domain.advancement_reasons import Reason
from examapp.domain.advancement_walk import Verdict, Walk
from examapp.domain.rules import AdvancementRules
from examapp.domain.standings import Standing

Groups = Sequence[Sequence[Standing]]


def walk_with_floors(groups: Groups, rules: AdvancementRules) -> Walk:
    """Return the finished walk, in which every delegation has its floor where the rules allow it.

    A floor never breaks a cap; a full tie for the last place of a floor follows the policy for the cut.
    Should the floors together ask for more than the quota, the better delegations are served.
    """
    # A floor takes places from the bottom of the list, which may push another delegation under its own
    # floor; so the walk is repeated with fewer open places until no delegation is owed anything.
    reserved: dict[str, Standing] = {}
    places_reserved = 0
    while True:
        walk = Walk(rules, rules.quota - places_reserved, Caps(rules, reserved.values()), places_reserved)
        walk.run(_without(groups, reserved))
        added, places_taken = _floor_entries(walk, groups, rules, rules.quota - places_reserved)
        if not added:
            walk.verdicts |= {ticket: _floor_verdict(each, rules) for ticket, each in reserved.items()}
            return walk
        reserved |= added
        places_reserved += places_taken


def _without(groups: Groups, reserved: Mapping[str, Standing]) -> Groups:
    kept = ([each for each in group if each.contender.ticket not in reserved] for group in groups)
    return [group for group in kept if group]


def _floor_entries(
    walk: Walk, groups: Groups, rules: AdvancementRules, open_places: int
) -> tuple[dict[str, Standing], int]:
    """Return whom the floors bring in, and how many of the open places they take."""
    entries: dict[str, Standing] = {}
    places_taken = 0
    # What a tie for a floor closes is closed to other floors only, not to the alternates of this walk.
    caps = deepcopy(walk.caps)
    places_to_give = open_places - _places_kept_for_floors(walk, rules)
    for delegation, owed_groups in _candidates_for_floors(walk, groups, rules).items():
        owed = rules.delegation_floor - walk.caps.delegation.taken[delegation]
        places = max(0, min(owed, places_to_give - places_taken))
        floor_walk = Walk(rules, places, caps)
        floor_walk.run(owed_groups)
        entries |= {each.contender.ticket: each for each in floor_walk.admitted}
        places_taken += min(places, len(floor_walk.admitted))
    return entries, places_taken


def _places_kept_for_floors(walk: Walk, rules: AdvancementRules) -> int:
    """Return how many places of the walk are themselves owed to a floor, and so can't be given away."""
    delegations = Counter(
        each.contender.delegation
        for each in walk.admitted
        if each.contender.delegation and each.contender.total >= rules.floor_minimum_score
    )
    return sum(min(count, rules.delegation_floor) for count in delegations.values())


def _candidates_for_floors(
    walk: Walk, groups: Groups, rules: AdvancementRules
) -> dict[str, list[list[Standing]]]:
    if rules.delegation_floor <= 0:
        return {}
    candidates: dict[str, list[list[Standing]]] = {}
    for group in groups:
        for standing in group:
            if not _may_claim_floor(standing, walk, rules):
                continue
            owed_groups = candidates.setdefault(standing.contender.delegation, [])
            if owed_groups and owed_groups[-1][0].rank == standing.rank:
                owed_groups[-1].append(standing)
            else:
                owed_groups.append([standing])
    return candidates


def _may_claim_floor(standing: Standing, walk: Walk, rules: AdvancementRules) -> bool:
    contender = standing.contender
    verdict = walk.verdicts.get(contender.ticket)
    return (
        bool(contender.delegation)
        and contender.total >= rules.floor_minimum_score
        and verdict is not None
        and verdict.state in ("outside_quota", "cut_tie")
        and walk.caps.delegation.taken[contender.delegation] < rules.delegation_floor
    )


def _floor_verdict(standing: Standing, rules: AdvancementRules) -> Verdict:
    parameters: dict[str, str | int] = {
        "rank": standing.rank,
        "minimum": reasons.points_text(rules.floor_minimum_score),
        "floor": rules.delegation_floor,
    }
    return Verdict("advanced", Reason(reasons.FLOOR, parameters))
