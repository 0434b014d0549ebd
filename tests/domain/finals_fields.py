"""Made-up rows of finals lists, drawn by Hypothesis or written by hand."""

from __future__ import annotations

from hypothesis import strategies as st

from examapp.domain.advancement import advance
from examapp.domain.advancement_reasons import WITHIN_QUOTA, Reason
from examapp.domain.finals_rows import FinalsRow, finals_row
from examapp.domain.rules import AdvancementRules
from examapp.domain.standings import Contender, rank

RULES = AdvancementRules(minimum_score=1, quota=3, alternates_minimum=2)


def make_row(**changes: object) -> FinalsRow:
    """The first of a list, unless changed."""
    values: dict[str, object] = {
        "rank": 1,
        "ticket": "0411010000017",
        "name": "职工甲",
        "employer": "示例单位",
        "delegation": "示例队",
        "total": 8950,
        "section_scores": {"single": 4000, "multiple": 3000, "judge": 1950},
        "time_used_s": 1800,
        "tied_with": 0,
        "decided_by": None,
        "lot_number": None,
        "state": "advanced",
        "alternate_no": None,
        "reason": Reason(WITHIN_QUOTA, {"rank": 1, "quota": 30}),
    }
    return FinalsRow(**{**values, **changes})  # type: ignore[arg-type]


@st.composite
def finals_lists(draw: st.DrawFn) -> list[FinalsRow]:
    """A whole list of up to a dozen, with few names, employers and scores, so that they collide."""
    size = draw(st.integers(0, 12))
    names = draw(st.lists(st.sampled_from("甲乙丙丁"), min_size=size, max_size=size))
    contenders = [
        Contender(
            ticket=f"04110100{number:04d}{number % 7}",
            employer=draw(st.sampled_from(["一厂", "二厂"])),
            delegation="示例队",
            total=draw(st.sampled_from([0, 5000, 6000])),
            section_scores=(("multiple", draw(st.sampled_from([0, 100]))),),
            exclusion=draw(st.sampled_from(["", "", "withdrawn", "disqualified"])),
        )
        for number in range(size)
    ]
    by_ticket = {each.ticket: name for each, name in zip(contenders, names, strict=True)}
    places = advance(rank(contenders, RULES, bytes(32), "11"), RULES, bytes(32), "11")
    return [finals_row(place, by_ticket[place.standing.contender.ticket]) for place in places]
