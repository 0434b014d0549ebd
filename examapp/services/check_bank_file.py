"""Say all there is to say of a bank file before anything is imported: counts, odd keys, near-duplicates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from examapp.bank_formats.report import BankReport, Place, Problem
from examapp.domain.bank_counts import BankCounts, count_questions
from examapp.domain.key_patterns import OddKey, odd_keys
from examapp.domain.problems import Problem as Wording
from examapp.domain.questions import Question
from examapp.domain.wording import N_
from examapp.services.find_near_duplicates import NearDuplicates, NearPair, near_duplicates

NEARLY_THE_SAME = N_("这一题与{other}的题目相近（{percent}%）。请核对是否重复。")


@dataclass(frozen=True, slots=True)
class BankCheck:
    """A report with the warnings about the bank as a whole, and what else a person decides by."""

    report: BankReport
    counts: BankCounts
    duplicates: NearDuplicates

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, and a warning at the later of each two questions nearly the same."""
        return (*self.report.problems, *(self._near_problem(pair) for pair in self.duplicates.pairs))

    def to_json(self) -> dict[str, Any]:
        """Return the document that `bank check --json` prints."""
        return replace(self.report, problems=self.problems).to_json()

    def _near_problem(self, pair: NearPair) -> Problem:
        other, where = self.report.places[pair.first], self.report.places[pair.second]
        values = {"other": _spoken(other), "percent": pair.percent}
        return Problem("warning", "near_duplicate", where, NEARLY_THE_SAME, values)


def check_bank_file(report: BankReport) -> BankCheck:
    """Return the report with what only the whole file shows."""
    questions = distinct(report.questions)
    odd = tuple(_problem(found, report) for found in odd_keys(report.questions))
    return BankCheck(
        report=replace(report, problems=(*report.problems, *odd)),
        counts=count_questions(questions),
        duplicates=near_duplicates(report.questions),
    )


def distinct(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """Return the questions, each id once: what a file says twice is imported once."""
    return tuple({question.qid or id(question): question for question in questions}.values())


def _problem(found: OddKey, report: BankReport) -> Problem:
    where = Place() if found.number is None else report.places[found.number]
    return Problem("warning", found.code, where, found.problem.template, found.problem.parameters)


def _spoken(place: Place) -> Wording:
    """Return where the other question is, as a part of a sentence."""
    if place.line is not None:
        return Wording(N_("第 {line} 行"), {"line": place.line})
    if place.sheet is not None:
        return Wording(N_("工作表“{sheet}”第 {row} 行"), {"sheet": place.sheet, "row": place.row})
    return Wording(N_("第 {row} 行"), {"row": place.row})
