"""The problems of a bank file by category: what is wrong once, then every place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from examapp.bank_formats.report import Problem, Severity

SHOWN_OF_A_GROUP = 50


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """All problems of one kind; `sentence` is theirs with what differs left open."""

    severity: Severity
    code: str
    sentence: str
    count: int
    shown: tuple[Problem, ...]

    @property
    def is_one_sentence(self) -> bool:
        """Whether every place has the very same sentence, which needn't be repeated."""
        return not any(problem.parameters for problem in self.shown)


def groups_of(problems: Sequence[Problem]) -> tuple[ProblemGroup, ...]:
    """Return the groups, errors first, the largest first."""
    by_kind: dict[tuple[Severity, str], list[Problem]] = {}
    for problem in problems:
        by_kind.setdefault((problem.severity, problem.code), []).append(problem)
    groups = [_group(severity, code, found) for (severity, code), found in by_kind.items()]
    return tuple(sorted(groups, key=lambda group: (group.severity != "error", -group.count)))


def left_out(problems: Sequence[Problem]) -> int:
    """Return how many questions stay behind: places of errors, several of one row counted once."""
    places = {
        (problem.where.sheet, problem.where.row, problem.where.line)
        for problem in problems
        if problem.severity == "error"
    }
    return sum(row is not None or line is not None for _sheet, row, line in places)


def _group(severity: Severity, code: str, found: Sequence[Problem]) -> ProblemGroup:
    first = found[0]
    sentence = first.render(_) if len(found) == 1 else _(first.template).format(**_open(first.parameters))
    return ProblemGroup(severity, code, sentence, len(found), tuple(found[:SHOWN_OF_A_GROUP]))


def _open(parameters: Mapping[str, object]) -> dict[str, str]:
    return dict.fromkeys(parameters, "…")
