"""The paper drawn for one attempt; docs/drawing.md describes the draw byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import combinations, groupby
from typing import Any, get_args

from examapp.domain.allocation import Allocation
from examapp.domain.blueprint import (
    BankQuestion,
    BankTooSmall,
    Demand,
    InvalidBlueprint,
    allocate,
    blueprint_problems,
    demands_of,
    kinds_of,
    shortages_of,
    sorted_bank,
)
from examapp.domain.questions import COMPOSITE_QTYPES, sha256_of
from examapp.domain.randomness import Stream
from examapp.domain.rules import Blueprint, PartialCredit, Section

CHOICE_QTYPES = frozenset({"single", "multiple"})
# Their options in the bank's order are the key, or come close to it.
ALWAYS_SHUFFLED_QTYPES = frozenset({"matching", "ordering"})


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One question at its place on a paper; `option_order` is empty for types without options.

    Where a question has parts it holds `part.option`, part after part.
    """

    qid: str
    revision: int
    qtype: str
    points: int
    option_order: tuple[str, ...]
    partial_credit: PartialCredit


@dataclass(frozen=True, slots=True)
class Paper:
    """The questions of one attempt in the order shown; points are centipoints."""

    event: str
    ticket: str
    attempt: int
    items: tuple[PaperItem, ...]


def _overlap(demands: Sequence[Demand]) -> bool:
    """Tell whether two demands share questions without one holding all of the other's."""
    fitting = [frozenset(demand.candidates) for demand in demands]
    return any(one & other and not (one <= other or other <= one) for one, other in combinations(fitting, 2))


class Drawer:
    """Draw the papers of a round; what all of them share is prepared once, and never changes."""

    def __init__(self, blueprint: Blueprint, bank: Sequence[BankQuestion]) -> None:
        """Raise InvalidBlueprint, or BankTooSmall when the bank can't feed one paper."""
        if problems := blueprint_problems(blueprint):
            raise InvalidBlueprint(problems)
        self._blueprint = blueprint
        self._bank = sorted_bank(bank)
        self._demands = demands_of(blueprint, self._bank)
        self._allocation, given = allocate(self._demands)
        if found := shortages_of(blueprint, self._demands, given):
            raise BankTooSmall(found)
        kinds = kinds_of(self._demands)
        number_of = {kind: number for number, kind in enumerate(sorted(set(kinds.values())))}
        self._kind_of = {place: number_of[kind] for place, kind in kinds.items()}
        self._must_check = _overlap(self._demands)

    def draw(self, key: bytes, event: str, ticket: str, attempt: int = 1) -> Paper:
        """Return the paper of this attempt: the same arguments always give the same paper."""
        chosen = self._chosen(Stream(key, "draw", event, ticket, attempt))
        question_stream = Stream(key, "questions", event, ticket, attempt)
        option_stream = Stream(key, "options", event, ticket, attempt)
        items: list[PaperItem] = []
        for section, places in zip(self._blueprint.sections, chosen, strict=True):
            places.sort()
            if self._blueprint.shuffle_questions:
                places = question_stream.shuffled(places)
            items.extend(self._item(self._bank[place], section, option_stream) for place in places)
        return Paper(event, ticket, attempt, tuple(items))

    def _chosen(self, stream: Stream) -> list[list[int]]:
        """Return the places in the bank of the questions drawn, by section."""
        chosen: list[list[int]] = [[] for _ in self._blueprint.sections]
        used: set[int] = set()
        allocation = self._allocation.copy() if self._must_check else None
        for number, demand in enumerate(self._demands):
            left = [place for place in demand.candidates if place not in used]
            if allocation is None:
                places = stream.sample(left, demand.needed)
            else:
                places = self._sample_checked(stream, number, left, allocation)
            used.update(places)
            chosen[demand.section].extend(places)
        return chosen

    def _sample_checked(
        self, stream: Stream, number: int, left: list[int], allocation: Allocation
    ) -> list[int]:
        """Draw for one demand, passing over each question without which another demand would go short."""
        needed = self._demands[number].needed
        places: list[int] = []
        for place in stream.drawn(left):
            if allocation.take(number, self._kind_of[place]):
                places.append(place)
                if len(places) == needed:
                    break
        return places

    def _item(self, question: BankQuestion, section: Section, stream: Stream) -> PaperItem:
        order = tuple(
            id_ for group in _shuffled_together(question) for id_ in self._ordered(group, question, stream)
        )
        return PaperItem(
            question.qid, question.revision, question.qtype, section.points, order, section.partial_credit
        )

    def _ordered(self, option_ids: Sequence[str], question: BankQuestion, stream: Stream) -> list[str]:
        """Return the options in the order displayed: mixed, but for those pinned, which follow."""
        if question.qtype == "ordering":
            return stream.shuffled(option_ids)
        if not self._blueprint.shuffle_options and question.qtype not in ALWAYS_SHUFFLED_QTYPES:
            return list(option_ids)
        loose = [option for option in option_ids if option not in question.pinned_ids]
        pinned = [option for option in option_ids if option in question.pinned_ids]
        return [*stream.shuffled(loose), *pinned]


def _shuffled_together(question: BankQuestion) -> list[list[str]]:
    """Return the option ids in groups that are shuffled each for itself: those of one part, or all."""
    if question.qtype in COMPOSITE_QTYPES:
        parts = groupby(question.option_ids, key=lambda option: option.partition(".")[0])
        return [list(options) for _, options in parts]
    has_order = question.qtype in CHOICE_QTYPES | ALWAYS_SHUFFLED_QTYPES
    return [list(question.option_ids)] if has_order else []


def draw_paper(
    blueprint: Blueprint, bank: Sequence[BankQuestion], key: bytes, event: str, ticket: str, attempt: int = 1
) -> Paper:
    """Return one attempt's paper; raise InvalidBlueprint or BankTooSmall. For many, keep a Drawer."""
    return Drawer(blueprint, bank).draw(key, event, ticket, attempt)


def paper_to_json(paper: Paper) -> dict[str, Any]:
    """Return the paper as plain JSON values, every field present."""
    data = asdict(paper)
    data["items"] = [{**item, "option_order": list(item["option_order"])} for item in data["items"]]
    return data


def _item_from_json(data: dict[str, Any]) -> PaperItem:
    if data["partial_credit"] not in get_args(PartialCredit):
        raise ValueError("partial_credit")
    return PaperItem(
        qid=str(data["qid"]),
        revision=int(data["revision"]),
        qtype=str(data["qtype"]),
        points=int(data["points"]),
        option_order=tuple(str(option) for option in data["option_order"]),
        partial_credit=data["partial_credit"],
    )


def paper_from_json(data: dict[str, Any]) -> Paper:
    """Return the paper that `paper_to_json` wrote; raise KeyError or ValueError for anything else."""
    items = tuple(_item_from_json(item) for item in data["items"])
    return Paper(str(data["event"]), str(data["ticket"]), int(data["attempt"]), items)


def paper_hash(paper: Paper) -> str:
    """Return the hex SHA-256 of the paper's canonical JSON."""
    return sha256_of(paper_to_json(paper))
