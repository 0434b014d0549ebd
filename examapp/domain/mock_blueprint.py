"""The blueprint of a mock exam: the round's own, as far as the public questions can feed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from examapp.domain.blueprint import BankQuestion, Shortage, allocate, demands_of, shortages_of, sorted_bank
from examapp.domain.rules import Blueprint, Quota, Section


@dataclass(frozen=True, slots=True)
class MockPart:
    """How many questions of one type a mock exam has, and how many the real paper has."""

    qtype: str
    count: int
    wanted: int

    @property
    def is_short(self) -> bool:
        """Whether too few questions of the type are public."""
        return self.count < self.wanted


def mock_blueprint(blueprint: Blueprint, public: Sequence[BankQuestion]) -> Blueprint:
    """Return the blueprint nearest to the round's that the public questions can feed, perhaps of no section.

    Quotas hold whatever the pool they name. One that can't be met is given up: its questions may be any of its
    type that the section's other quotas leave. A section is shorter than the real one only where the type has
    too few public questions.
    """
    ordered = sorted_bank(public)
    sections = [_of_any_pool(section) for section in blueprint.sections]
    while found := _first_shortage(replace(blueprint, sections=tuple(sections)), ordered):
        sections[found.section] = _asking_less(sections[found.section], found)
    return replace(blueprint, sections=tuple(section for section in sections if section.count))


def mock_parts(wanted: Blueprint, drawn: Blueprint) -> tuple[MockPart, ...]:
    """Return, by question type in the blueprint's order, how many questions the mock exam has and should have."""
    types = dict.fromkeys(section.qtype for section in wanted.sections)
    return tuple(MockPart(qtype, _count(drawn, qtype), _count(wanted, qtype)) for qtype in types)


def _count(blueprint: Blueprint, qtype: str) -> int:
    return sum(section.count for section in blueprint.sections if section.qtype == qtype)


def _of_any_pool(section: Section) -> Section:
    """Return the section with quotas of the same cell, whatever the pool, made one."""
    counts: dict[tuple[str | None, int | None], int] = {}
    for quota in section.quotas:
        cell = (quota.topic, quota.difficulty)
        if cell != (None, None):
            counts[cell] = counts.get(cell, 0) + quota.count
    quotas = tuple(Quota(count, topic, difficulty) for (topic, difficulty), count in counts.items())
    return replace(section, quotas=quotas)


def _first_shortage(blueprint: Blueprint, ordered: Sequence[BankQuestion]) -> Shortage | None:
    demands = demands_of(blueprint, ordered)
    return next(iter(shortages_of(blueprint, demands, allocate(demands)[1])), None)


def _asking_less(section: Section, shortage: Shortage) -> Section:
    if not section.quotas:
        return replace(section, count=shortage.available)
    # What is short beside the quotas can only come out of their cells: give the last one up.
    given_up = shortage.quota or section.quotas[-1]
    return replace(section, quotas=tuple(quota for quota in section.quotas if quota != given_up))
