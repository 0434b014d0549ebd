"""Say all there is to say of a bank file before anything is imported: counts, odd keys, near-duplicates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from examapp.bank_formats.report import BankReport, Place, Problem
from examapp.domain.bank_counts import BankCounts, count_questions
from examapp.domain.key_patterns import OddKey, odd_keys
from examapp.domain.questions import Question
from examapp.services.find_near_duplicates import NearDuplicates, NearPair, near_duplicates


@dataclass(frozen=True, slots=True)
class BankCheck:
    """A report with the warnings about the bank as a whole, and what else a person decides by."""

    report: BankReport
    counts: BankCounts
    duplicates: NearDuplicates

    def to_json(self) -> dict[str, Any]:
        """Return the document that `bank check --json` prints."""
        return {
            **self.report.to_json(),
            "counts": self.counts.to_json(),
            "near_duplicates": [self._pair_to_json(pair) for pair in self.duplicates.pairs],
        }

    def _pair_to_json(self, pair: NearPair) -> dict[str, Any]:
        positions = (pair.first, pair.second)
        return {
            "percent": pair.percent,
            "qids": [self.report.questions[number].qid for number in positions],
            "where": [self.report.places[number].to_json() for number in positions],
        }


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
