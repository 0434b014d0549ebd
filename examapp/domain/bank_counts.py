"""How many questions of each type, topic, difficulty and pool a bank or a file holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from examapp.domain.questions import Question


@dataclass(slots=True)
class BankCounts:
    """Counts of questions; an empty topic and a difficulty of None are those that nobody filled in."""

    total: int = 0
    qtype: Counter[str] = field(default_factory=Counter)
    topic: Counter[str] = field(default_factory=Counter)
    difficulty: Counter[int | None] = field(default_factory=Counter)
    pool: Counter[str] = field(default_factory=Counter)

    def to_json(self) -> dict[str, Any]:
        """Return the counts with texts as keys, the most frequent first."""
        return {
            "total": self.total,
            "qtype": dict(self.qtype.most_common()),
            "topic": dict(self.topic.most_common()),
            "difficulty": {str(value or ""): n for value, n in self.difficulty.most_common()},
            "pool": dict(self.pool.most_common()),
        }


def count_questions(questions: Iterable[Question]) -> BankCounts:
    """Return the counts of the questions."""
    counts = BankCounts()
    for question in questions:
        counts.total += 1
        counts.qtype[question.qtype] += 1
        counts.topic[question.topic] += 1
        counts.difficulty[question.difficulty] += 1
        counts.pool[question.pool] += 1
    return counts
