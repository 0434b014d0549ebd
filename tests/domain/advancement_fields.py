"""Made-up fields and rules for the tests of advancement; few different results, so that ties are common."""

from __future__ import annotations

from hypothesis import strategies as st

from examapp.domain.advancement import Place, State, advance
from examapp.domain.rules import AdvancementRules
from examapp.domain.standings import Contender, rank

LOT_KEY = b"k" * 32
EVENT = "焊接"
ONE_ALTERNATE = {"alternates_percent": 0, "alternates_minimum": 1}
NO_ALTERNATES = {"alternates_percent": 0, "alternates_minimum": 0}


def contender(ticket: str, total: int, employer: str = "", delegation: str = "") -> Contender:
    return Contender(ticket, employer, delegation, total)


def descending(names: str, employer: str = "", delegation: str = "") -> list[Contender]:
    """One contender per letter, each 100 centipoints under the one before."""
    return [contender(name, 9900 - 100 * i, employer, delegation) for i, name in enumerate(names)]


def list_of(field: list[Contender], rules: AdvancementRules, lot_key: bytes = b"") -> tuple[Place, ...]:
    return advance(rank(field, rules, lot_key, EVENT), rules, lot_key, EVENT)


def tickets(places: tuple[Place, ...], state: State) -> list[str]:
    """Those of one state in the order of the list; alternates in the order of their numbers."""
    chosen = [place for place in places if place.state == state]
    if state == "alternate":
        chosen.sort(key=lambda place: place.alternate_no or 0)
    return [place.standing.contender.ticket for place in chosen]


def message(places: tuple[Place, ...], ticket: str) -> str:
    return next(place.reason.message for place in places if place.standing.contender.ticket == ticket)


exclusions = st.sampled_from(["", "withdrawn", "disqualified"])


@st.composite
def fields(draw: st.DrawFn) -> list[Contender]:
    # The size is drawn first: lists of free length are mostly too short for a cap to bind.
    size = draw(st.sampled_from([14, 8, 4, 1, 0]))
    numbers = draw(st.permutations(range(14)))[:size]
    return [
        Contender(
            ticket=f"{number:02}",
            employer=draw(st.sampled_from(["甲厂", "乙厂", "丙厂", ""])),
            delegation=draw(st.sampled_from(["长春", "吉林", "延边", ""])),
            total=draw(st.sampled_from([8000, 7000, 7000, 6000, 5900])),
            section_scores=(("multiple", draw(st.sampled_from([1000, 1200]))),),
            time_used_s=draw(st.integers(1800, 1804)),
            exclusion=draw(exclusions) if index == 0 else "",
        )
        for index, number in enumerate(numbers)
    ]


caps = st.sampled_from([1, 2, 3, None])
rule_sets = st.builds(
    AdvancementRules,
    minimum_score=st.sampled_from([6000, 0, 7000]),
    quota=st.sampled_from([2, 1, 3, 4, 6, 0]),
    employer_cap=caps,
    delegation_cap=caps,
    tie_chain=st.sampled_from([("total",), ("total", "multiple"), ("total", "multiple", "time_used")]),
    cut_tie_policy=st.sampled_from(["all_advance", "lot", "none_advance"]),
    alternates_percent=st.sampled_from([0, 20, 50]),
    alternates_minimum=st.sampled_from([3, 1, 0]),
    delegation_floor=st.integers(0, 2),
    floor_minimum_score=st.sampled_from([6000, 7000]),
)
lot_keys = st.sampled_from([b"", LOT_KEY])
