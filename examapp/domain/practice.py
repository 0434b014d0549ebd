"""Practice: in which order a run asks, when a question is mastered, and how far a person has come."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from examapp.domain.blueprint import BankQuestion
from examapp.domain.paper import Drawer, PaperItem
from examapp.domain.rules import Blueprint, Section

By = Literal["random", "topic", "type", "wrong"]
WAYS: tuple[By, ...] = get_args(By)
# Right answers in a row, each on another occasion, after which a question leaves the wrong-question book.
RIGHT_TO_LEAVE = 2
POINTS_WITHOUT_BLUEPRINT = 100


@dataclass(frozen=True, slots=True)
class Selection:
    """What a run asks: everything, one knowledge point, one question type, or the wrong-question book.

    `value` is the knowledge point or the type; for the wrong-question book a knowledge point, or "" for all.
    """

    by: By = "random"
    value: str = ""

    def wants(self, *, topic: str, qtype: str, in_wrong_book: bool) -> bool:
        """Tell whether a question belongs to the run."""
        if self.by == "topic":
            return topic == self.value
        if self.by == "type":
            return qtype == self.value
        if self.by == "wrong":
            return in_wrong_book and self.value in ("", topic)
        return True


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person stands with one question after all their answers to it.

    `right_in_a_row` counts right answers since the last wrong one, on one occasion at most one; `counted_on`
    is the occasion of the last that counted.
    """

    in_wrong_book: bool = False
    right_in_a_row: int = 0
    counted_on: str = ""


def after_answer(standing: Standing, *, right: bool, occasion: str) -> Standing:
    """Return the standing after one more answer.

    A wrong answer puts the question into the wrong-question book; `RIGHT_TO_LEAVE` right answers in a row, each
    on another occasion (a run of practice, a mock exam), take it out again.
    """
    if not right:
        return Standing(in_wrong_book=True)
    if occasion == standing.counted_on:
        return standing
    in_a_row = standing.right_in_a_row + 1
    return Standing(standing.in_wrong_book and in_a_row < RIGHT_TO_LEAVE, in_a_row, occasion)


def right_still_needed(standing: Standing) -> int:
    """Return how many more right answers take the question out of the wrong-question book; 0 if it isn't in."""
    return RIGHT_TO_LEAVE - standing.right_in_a_row if standing.in_wrong_book else 0


@dataclass(frozen=True, slots=True)
class TopicProgress:
    """Distinct questions of one knowledge point: all, mastered (answered and not in the book), in the book."""

    topic: str
    total: int
    mastered: int
    wrong: int

    @property
    def answered(self) -> int:
        """The questions answered at least once."""
        return self.mastered + self.wrong

    @property
    def untouched(self) -> int:
        """The questions never answered."""
        return self.total - self.answered


def progress_by_topic(
    topics: Mapping[int, str], standings: Mapping[int, Standing]
) -> tuple[TopicProgress, ...]:
    """Return the progress of each knowledge point, sorted, the questions without one last.

    `topics` names the knowledge point of each question that may be practised; standings with other questions
    don't count.
    """
    found: dict[str, list[Standing | None]] = {}
    for question, topic in topics.items():
        found.setdefault(topic, []).append(standings.get(question))
    names = sorted(found, key=lambda topic: (not topic, topic))
    return tuple(_progress(name, found[name]) for name in names)


def total_progress(parts: Iterable[TopicProgress]) -> TopicProgress:
    """Return the sum of all knowledge points."""
    listed = list(parts)
    return TopicProgress(
        topic="",
        total=sum(part.total for part in listed),
        mastered=sum(part.mastered for part in listed),
        wrong=sum(part.wrong for part in listed),
    )


def _progress(topic: str, standings: list[Standing | None]) -> TopicProgress:
    wrong = sum(standing is not None and standing.in_wrong_book for standing in standings)
    answered = sum(standing is not None for standing in standings)
    return TopicProgress(topic, len(standings), answered - wrong, wrong)


def place_in_run(run: str, qid: str, revision: int) -> str:
    """Return the hex SHA-256 that sorts the questions of a run.

    It also names a question on the run's pages: neither its number in the bank nor its id is told, whose gaps
    would count the secret questions between.
    """
    return hashlib.sha256(f"{run}|{qid}|{revision}".encode()).hexdigest()


def practice_item(run: str, question: BankQuestion, section: Section) -> PaperItem:
    """Return the question as a paper of this run would hold it: points and options as in the real draw."""
    alone = Blueprint((replace(section, qtype=question.qtype, count=1, quotas=()),))
    key = bytes.fromhex(place_in_run(run, question.qid, question.revision))
    return Drawer(alone, [question]).draw(key, "", "").items[0]


def section_for(blueprint: Blueprint, qtype: str) -> Section:
    """Return the section that says what a question of this type is worth; the first of several."""
    found = (section for section in blueprint.sections if section.qtype == qtype)
    return next(found, Section(qtype, 1, POINTS_WITHOUT_BLUEPRINT))
