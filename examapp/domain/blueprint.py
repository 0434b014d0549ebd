"""What a blueprint asks of a bank, and whether the bank can give it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from examapp.domain.allocation import Allocation
from examapp.domain.errors import ExamError
from examapp.domain.problems import Problem, as_it_is
from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.questions import POOL_PUBLIC, POOL_SECRET
from examapp.domain.rules import Blueprint, Quota, Section
from examapp.domain.wording import N_

POOL_NAMES = {POOL_PUBLIC: N_("公开"), POOL_SECRET: N_("保密")}
HARDEST = 5


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """What the draw has to know of a question; `option_ids` are in the bank's order, as papers name them."""

    qid: str
    revision: int
    qtype: str
    topic: str
    difficulty: int | None
    pool: str
    option_ids: tuple[str, ...] = ()
    pinned_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Demand:
    """`needed` questions that a section wants of one cell; without a quota, of what no quota of it fits.

    `candidates` are the places, in the bank sorted by qid, of the questions that fit.
    """

    section: int
    quota: Quota | None
    needed: int
    candidates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shortage:
    """A demand that the bank can't meet; `section` counts from 0.

    `matching` questions fit the demand, `available` of them are left when the demands that fit
    fewer questions have been served. `beside_quotas` marks the questions that a section wants on
    top of its quotas.
    """

    section: int
    qtype: str
    quota: Quota | None
    needed: int
    available: int
    matching: int
    beside_quotas: bool = False

    @property
    def problem(self) -> Problem:
        """The sentence that names the stratum and how many questions are missing."""
        template = N_(
            "第 {section} 部分（{stratum}）需要 {needed} 题，题库中只有 {matching} 题，还缺 {missing} 题。"
        )
        if self.matching > self.available:
            template = N_(
                "第 {section} 部分（{stratum}）需要 {needed} 题，题库中符合的 {matching} 题"
                "除去其他配额要用的只剩 {available} 题，还缺 {missing} 题。"
            )
        values = {"section": self.section + 1, "needed": self.needed, "missing": self.needed - self.available}
        stratum = (*_stratum(self.qtype, self.quota or Quota(0)), *self._beside())
        counts = {"matching": self.matching, "available": self.available}
        return Problem(template, {**values, **counts, "stratum": stratum})

    def _beside(self) -> tuple[Problem, ...]:
        return (Problem(N_("不属于本部分任何配额")),) if self.beside_quotas else ()

    @property
    def message(self) -> str:
        """The sentence in Chinese."""
        return self.problem.message


def _stratum(qtype: str, quota: Quota) -> Iterator[Problem]:
    yield Problem(QUESTION_TYPES[qtype].label) if qtype in QUESTION_TYPES else as_it_is(qtype)
    if quota.topic is not None:
        yield Problem(N_("知识点“{topic}”"), {"topic": quota.topic})
    if quota.difficulty is not None:
        yield Problem(N_("难度 {difficulty}"), {"difficulty": quota.difficulty})
    if quota.pool is not None:
        yield Problem(POOL_NAMES[quota.pool]) if quota.pool in POOL_NAMES else as_it_is(quota.pool)


class BankTooSmall(ExamError):
    """题库不够组卷：{details}请补充题目或调整组卷方案。"""

    code = "bank_too_small"

    def __init__(self, found: tuple[Shortage, ...]) -> None:
        """Keep the shortages, so that a page can list and translate them."""
        self.shortages = found
        super().__init__(details="".join(shortage.message for shortage in found))


class InvalidBlueprint(ExamError):
    """组卷方案有误：{details}"""

    code = "invalid_blueprint"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems, so that a page can list and translate them."""
        self.problems = problems
        super().__init__(details="".join(problem.message for problem in problems))


def sorted_bank(bank: Sequence[BankQuestion]) -> tuple[BankQuestion, ...]:
    """Return the bank by qid (order of code points); raise ValueError for a qid that comes twice."""
    ordered = tuple(sorted(bank, key=lambda question: question.qid))
    for question, following in pairwise(ordered):
        if question.qid == following.qid:
            raise ValueError(f"question {question.qid!r} is in the bank twice")
    return ordered


def _in_cell(question: BankQuestion, quota: Quota) -> bool:
    return (
        quota.topic in (None, question.topic)
        and quota.difficulty in (None, question.difficulty)
        and quota.pool in (None, question.pool)
    )


def _fits(question: BankQuestion, section: Section, quota: Quota | None) -> bool:
    if question.qtype != section.qtype:
        return False
    if quota is not None:
        return _in_cell(question, quota)
    # What comes on top of the quotas must not add to their cells, or they would not be exact.
    return not any(_in_cell(question, each) for each in section.quotas)


def _wanted(section: Section) -> Iterator[tuple[Quota | None, int]]:
    for quota in section.quotas:
        yield quota, quota.count
    yield None, section.count - sum(quota.count for quota in section.quotas)


def demands_of(blueprint: Blueprint, ordered: Sequence[BankQuestion]) -> tuple[Demand, ...]:
    """Return the demands in the order they are drawn: those that fit the fewest questions first.

    Equal ones keep the blueprint's order. Of demands that only nest or stay apart, the narrower one
    drawn first never takes what the wider one can't do without.
    """
    demands = []
    for index, section in enumerate(blueprint.sections):
        for quota, needed in _wanted(section):
            places = (place for place, question in enumerate(ordered) if _fits(question, section, quota))
            if needed > 0:
                demands.append(Demand(index, quota, needed, tuple(places)))
    return tuple(sorted(demands, key=lambda demand: len(demand.candidates)))


def kinds_of(demands: Sequence[Demand]) -> dict[int, tuple[int, ...]]:
    """Return, by place of a question, the numbers of all demands that it fits: its kind."""
    kinds: dict[int, tuple[int, ...]] = {}
    for number, demand in enumerate(demands):
        for place in demand.candidates:
            kinds[place] = (*kinds.get(place, ()), number)
    return kinds


def allocate(demands: Sequence[Demand]) -> tuple[Allocation, tuple[int, ...]]:
    """Return an allocation that meets as much of the demands as can be, and what each demand got.

    Its supplies are the kinds of `kinds_of`, sorted.
    """
    supplies = Counter(kinds_of(demands).values())
    kinds = sorted(supplies)
    allocation = Allocation([supplies[kind] for kind in kinds], kinds, len(demands))
    return allocation, tuple(allocation.fill(number, demand.needed) for number, demand in enumerate(demands))


def shortages_of(
    blueprint: Blueprint, demands: Sequence[Demand], given: Sequence[int]
) -> tuple[Shortage, ...]:
    """Return, by section, the demands that got less than they need."""
    found = [
        _shortage(blueprint.sections[demand.section], demand, available)
        for demand, available in zip(demands, given, strict=True)
        if available < demand.needed
    ]
    return tuple(sorted(found, key=lambda shortage: shortage.section))


def _shortage(section: Section, demand: Demand, available: int) -> Shortage:
    return Shortage(
        section=demand.section,
        qtype=section.qtype,
        quota=demand.quota,
        needed=demand.needed,
        available=available,
        matching=len(demand.candidates),
        beside_quotas=demand.quota is None and bool(section.quotas),
    )


def shortages(blueprint: Blueprint, bank: Sequence[BankQuestion]) -> tuple[Shortage, ...]:
    """Return what the bank lacks for one paper, nothing when a paper can be drawn; exact, not a guess.

    Overlapping quotas are weighed against each other as a maximum flow, and no two sections share a
    question.
    """
    demands = demands_of(blueprint, sorted_bank(bank))
    return shortages_of(blueprint, demands, allocate(demands)[1])


def _quota_problems(number: int, section: Section) -> Iterator[Problem]:
    for place, quota in enumerate(section.quotas, start=1):
        where = {"section": number, "quota": place}
        if quota.count <= 0:
            yield Problem(N_("第 {section} 部分的第 {quota} 条配额：题数必须大于 0。"), where)
        if quota.difficulty is not None and not 1 <= quota.difficulty <= HARDEST:
            yield Problem(N_("第 {section} 部分的第 {quota} 条配额：难度只能是 1 到 5。"), where)
        if quota.pool is not None and quota.pool not in POOL_NAMES:
            yield Problem(N_("第 {section} 部分的第 {quota} 条配额：公开范围只能是公开或保密。"), where)


def _section_problems(number: int, section: Section, known_types: Collection[str]) -> Iterator[Problem]:
    where = {"section": number}
    if section.qtype not in known_types:
        yield Problem(
            N_("第 {section} 部分：没有题型“{qtype}”，请另选题型。"), {**where, "qtype": section.qtype}
        )
    if section.count <= 0:
        yield Problem(N_("第 {section} 部分：题数必须大于 0。"), where)
    if section.points <= 0:
        yield Problem(N_("第 {section} 部分：每题分值必须大于 0。"), where)
    yield from _quota_problems(number, section)
    total = sum(quota.count for quota in section.quotas)
    if 0 < section.count < total:
        yield Problem(
            N_("第 {section} 部分：各配额共 {total} 题，超过该部分的 {count} 题，请减少配额或增加题数。"),
            {**where, "total": total, "count": section.count},
        )


def blueprint_problems(
    blueprint: Blueprint, known_types: Collection[str] = QUESTION_TYPES
) -> tuple[Problem, ...]:
    """Return what is wrong with the blueprint itself, whatever the bank."""
    if not blueprint.sections:
        return (Problem(N_("组卷方案至少要有一个部分。")),)
    return tuple(
        problem
        for number, section in enumerate(blueprint.sections, start=1)
        for problem in _section_problems(number, section, known_types)
    )
