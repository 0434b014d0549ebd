"""Ranking of one event: total first, then the tie chain of the rules, step by step.

The ranking is a pure function of the results and the rules: the order in which contenders are given
never matters. A tie that no step separates stays a tie, listed by ticket number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Literal

from examapp.domain.randomness import Stream
from examapp.domain.rules import AdvancementRules, TieStep

Exclusion = Literal["", "withdrawn", "disqualified"]
LOT_NUMBERS = 2**32


@dataclass(frozen=True, slots=True)
class Contender:
    """One entry with its result; scores in centipoints, `section_scores` by question type.

    Ticket numbers are unique within an event. An empty employer or delegation means "not known".
    """

    ticket: str
    employer: str
    delegation: str
    total: int
    section_scores: tuple[tuple[str, int], ...] = ()
    time_used_s: int = 0
    exclusion: Exclusion = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A contender's place in the ranking; rank 0 for those excluded.

    `tied_with` counts the others of the same rank. `decided_by` is the step that separates this one from
    the one listed directly above, None when nothing does. `lot_number` is there only when it was drawn.
    """

    contender: Contender
    rank: int
    tied_with: int = 0
    decided_by: TieStep | None = None
    lot_number: int | None = None


Tied = list[Contender]
Separated = list[tuple[TieStep | None, Tied]]


class Lots:
    """Lot numbers of one event, drawn on demand and remembered; the lower number goes first."""

    def __init__(self, lot_key: bytes, event: str) -> None:
        """Draw from the committed key; an empty key draws nothing."""
        self._lot_key = lot_key
        self._event = event
        self.numbers: dict[str, int] = {}

    def draw(self, ticket: str) -> int | None:
        """Return the lot number of a ticket; None without a key."""
        if not self._lot_key:
            return None
        if ticket not in self.numbers:
            self.numbers[ticket] = Stream(self._lot_key, "lot", self._event, ticket, 1).below(LOT_NUMBERS)
        return self.numbers[ticket]


@dataclass(frozen=True, slots=True)
class Measures:
    """What a tie step needs besides the results: the clock's uncertainty and the lots."""

    time_uncertainty_s: int
    lots: Lots


def _lowest_first(group: Tied, worth: Callable[[Contender], int]) -> list[Tied]:
    ordered = sorted(group, key=worth)
    return [list(equals) for _, equals in groupby(ordered, key=worth)]


def _by_total(group: Tied, _measures: Measures) -> list[Tied]:
    return _lowest_first(group, lambda contender: -contender.total)


def _by_section(qtype: str, group: Tied, _measures: Measures) -> list[Tied]:
    return _lowest_first(group, lambda contender: -dict(contender.section_scores).get(qtype, 0))


def _by_time_used(group: Tied, measures: Measures) -> list[Tied]:
    # "Differs by less than the uncertainty" is not transitive. So that every order of input gives the
    # same answer, a cluster is everyone within the uncertainty of its fastest member.
    uncertainty_s = max(1, measures.time_uncertainty_s)
    clusters: list[Tied] = []
    for contender in sorted(group, key=lambda each: each.time_used_s):
        if clusters and contender.time_used_s - clusters[-1][0].time_used_s < uncertainty_s:
            clusters[-1].append(contender)
        else:
            clusters.append([contender])
    return clusters


def _by_lot(group: Tied, measures: Measures) -> list[Tied]:
    return _lowest_first(group, lambda contender: measures.lots.draw(contender.ticket) or 0)


STEPS: dict[TieStep, Callable[[Tied, Measures], list[Tied]]] = {
    "total": _by_total,
    "single": partial(_by_section, "single"),
    "multiple": partial(_by_section, "multiple"),
    "judge": partial(_by_section, "judge"),
    "blank": partial(_by_section, "blank"),
    "numeric": partial(_by_section, "numeric"),
    "time_used": _by_time_used,
    "lot": _by_lot,
}


def _separate(groups: Separated, step: TieStep, measures: Measures) -> Separated:
    separated: Separated = []
    for decided_by, group in groups:
        first, *others = STEPS[step](group, measures) if len(group) > 1 else [group]
        separated.append((decided_by, first))
        separated.extend((step, part) for part in others)
    return separated


def _place(groups: Separated, lots: Lots) -> list[Standing]:
    placed: list[Standing] = []
    for decided_by, group in groups:
        rank_of_group = len(placed) + 1
        for index, contender in enumerate(sorted(group, key=lambda each: each.ticket)):
            placed.append(
                Standing(
                    contender=contender,
                    rank=rank_of_group,
                    tied_with=len(group) - 1,
                    decided_by=decided_by if index == 0 else None,
                    lot_number=lots.numbers.get(contender.ticket),
                )
            )
    return placed


def rank(
    contenders: Iterable[Contender], rules: AdvancementRules, lot_key: bytes = b"", event: str = ""
) -> tuple[Standing, ...]:
    """Return competition ranking (1, 2, 2, 4), best first, the excluded last with rank 0.

    The total always comes first, wherever the chain names it. Times used are compared in whole seconds,
    shorter first; those within `time_uncertainty_s` of the fastest of a tie are a tie. Without a lot key
    the step "lot" separates nobody.
    """
    everyone = sorted(contenders, key=lambda contender: contender.ticket)
    field = [contender for contender in everyone if not contender.exclusion]
    lots = Lots(lot_key, event)
    measures = Measures(rules.time_uncertainty_s, lots)
    groups: Separated = [(None, field)] if field else []
    for step in dict.fromkeys(("total", *rules.tie_chain)):
        groups = _separate(groups, step, measures)
    excluded = [Standing(contender, rank=0) for contender in everyone if contender.exclusion]
    return (*_place(groups, lots), *excluded)
