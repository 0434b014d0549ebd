"""Look over a bank: what blueprints need of it, what is doubled or unreviewed, how its questions did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.domain.blueprint import BankQuestion, demands_of, sorted_bank
from examapp.domain.question_life import STATUS_NAMES
from examapp.domain.rules import Blueprint, Quota
from examapp.services.check_round import current_bank
from examapp.services.list_questions import QuestionFilter, matching_ids
from examapp.services.prepared_rounds import round_rules
from examapp.services.question_results import QuestionResult, question_results
from examapp.services.similar_questions import SimilarPair, similar_pairs
from examapp.storage.banks import QuestionRevision
from examapp.storage.contest import Round
from examapp.storage.current_revisions import is_current_in

# RULES.md: a bank of at least five papers.
WANTED_TIMES = 5


@dataclass(frozen=True, slots=True)
class CellNeed:
    """What one paper needs of one cell, and how many active questions fit it.

    `quota` is None for what a section wants besides its quotas. A question that fits two cells counts in both.
    """

    section: int
    qtype: str
    quota: Quota | None
    needed: int
    available: int

    @property
    def times(self) -> float:
        """How many papers' worth there are."""
        return self.available / self.needed

    @property
    def is_enough(self) -> bool:
        """Whether there are as many as the rule asks for."""
        return self.available >= self.needed * WANTED_TIMES


@dataclass(frozen=True, slots=True)
class RoundNeeds:
    """What the blueprint of a round needs of the bank as it is now."""

    round_number: int
    round_name: str
    cells: tuple[CellNeed, ...]


@dataclass(frozen=True, slots=True)
class BankHealth:
    """Everything that the health page shows; `statuses` counts questions by state."""

    statuses: dict[str, int]
    unreviewed: int
    with_comments: int
    without_topic: int
    without_difficulty: int
    needs: tuple[RoundNeeds, ...]
    similar: tuple[SimilarPair, ...]
    papers: int
    results: tuple[QuestionResult, ...]

    @property
    def questions(self) -> int:
        """How many questions there are, in whatever state."""
        return sum(self.statuses.values())


def bank_health(session: Session, event_id: int) -> BankHealth:
    """Return what there is to say about the event's bank as it is now."""
    found = question_results(session, event_id)
    return BankHealth(
        statuses=_statuses(session, event_id),
        unreviewed=_count(session, event_id, QuestionFilter(review="without")),
        with_comments=_count(session, event_id, QuestionFilter(comments="open")),
        without_topic=_without(session, event_id, "topic"),
        without_difficulty=_without(session, event_id, "difficulty"),
        needs=blueprint_needs(session, event_id),
        similar=similar_pairs(session, event_id),
        papers=found.papers,
        results=found.questions,
    )


def blueprint_needs(session: Session, event_id: int) -> tuple[RoundNeeds, ...]:
    """Return what each round that may still open or is open needs; of closed ones only if there are no others."""
    rounds = session.scalars(select(Round).where(Round.event_id == event_id).order_by(Round.number)).all()
    relevant = [each for each in rounds if each.state != "closed"] or rounds[-1:]
    bank = sorted_bank(current_bank(session, event_id))
    found = []
    for each in relevant:
        rules = round_rules(session, each)
        if rules is not None:
            found.append(RoundNeeds(each.number, each.name, _cells(rules.blueprint, bank)))
    return tuple(found)


def _cells(blueprint: Blueprint, bank: Sequence[BankQuestion]) -> tuple[CellNeed, ...]:
    demands = sorted(demands_of(blueprint, bank), key=lambda demand: demand.section)
    return tuple(
        CellNeed(
            demand.section + 1,
            blueprint.sections[demand.section].qtype,
            demand.quota,
            demand.needed,
            len(demand.candidates),
        )
        for demand in demands
    )


def _statuses(session: Session, event_id: int) -> dict[str, int]:
    query = (
        select(QuestionRevision.status, func.count())
        .where(is_current_in(event_id))
        .group_by(QuestionRevision.status)
    )
    counts: Counter[str] = Counter({row[0]: row[1] for row in session.execute(query)})
    return {status: counts[status] for status in STATUS_NAMES}


def _count(session: Session, event_id: int, only: QuestionFilter) -> int:
    return len(matching_ids(session, event_id=event_id, only=only))


def _without(session: Session, event_id: int, name: str) -> int:
    missing = QuestionRevision.topic == "" if name == "topic" else QuestionRevision.difficulty.is_(None)
    query = select(func.count(QuestionRevision.id)).where(is_current_in(event_id), missing)
    return session.scalar(query) or 0
