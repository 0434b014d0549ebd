"""One question with its cases, graded by every scheme of partial credit and judged against what is stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

from examapp.domain.question_types import QUESTION_TYPES, BadResponse
from examapp.domain.questions import BlankAnswer, Question
from examapp.domain.rules import PartialCredit

POINTS = 10_000
SCHEMES: tuple[PartialCredit, ...] = get_args(PartialCredit)
_CLOSE = Fraction(1, 1000)
_RIGHT_OR_WRONG = ("single", "judge", "blank", "numeric")
_BY_SCHEME = ("multiple", "matching", "ordering", "cloze", "scenario")


@dataclass(frozen=True, slots=True)
class Case:
    """A response as the phone would send it, and the fraction of the points its source states.

    `stated` None: the source holds the response for none at all. `rules` is what an item's own rules gave
    when they were carried out here, None where there are none.
    """

    told: str
    raw: object
    stated: Fraction | None
    rules: Fraction | None = None
    any_grade: bool = False


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question with its cases; `case_counts` says that its source tells A from a."""

    name: str
    question: Question | None
    option_order: tuple[str, ...]
    cases: Sequence[Case]
    case_counts: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of the table."""

    source: str
    name: str
    told: str
    stated: str
    here: str
    scheme: str
    kind: str
    reason: str = ""

    def cells(self) -> tuple[str, ...]:
        """Return the cells of the table."""
        verdict = f"{self.kind}: {self.reason}" if self.reason else self.kind
        return (self.source, self.name, self.told, self.stated, self.here, self.scheme, verdict)


def judged(source: str, asked: AskedQuestion) -> Iterator[Verdict]:
    """Yield a verdict for each case, by the scheme that agrees with most of them."""
    if asked.question is None:
        for case in asked.cases:
            yield Verdict(source, asked.name, case.told, _told(case), "-", "-", "can't map", asked.why_not)
        return
    scheme = max(SCHEMES, key=lambda each: sum(_agrees(asked, case, each) for case in asked.cases))
    for case in asked.cases:
        here = _grade(asked, case, scheme)
        kind, reason = _kind(asked, case, here)
        yield Verdict(source, asked.name, case.told, _told(case), _written(here), scheme, kind, reason)


def _kind(asked: AskedQuestion, case: Case, here: Fraction | None) -> tuple[str, str]:
    if case.rules is not None and case.stated is not None and abs(case.rules - case.stated) > _CLOSE:
        return "DIFFERENT", f"the item's own rules gave {_written(case.rules)} here"
    if _same(case, here):
        return "agrees", ""
    reason = _reason(asked, case, here)
    return ("can't map", reason) if reason else ("DIFFERENT", "")


def _reason(asked: AskedQuestion, case: Case, here: Fraction | None) -> str:
    """Return why no scheme here can give what is stated, empty when one should."""
    question, stated = asked.question, case.stated
    if stated is None or question is None or here is None:
        return ""
    if stated < 0 and here == 0:
        return "no question takes points away here"
    if 0 < stated < 1 and here == 0 and question.qtype in _RIGHT_OR_WRONG:
        return f"a {question.qtype} is right or wrong here; the reader names the answer as partial"
    if asked.case_counts and stated < 1 and here == 1 and _differs_by_case(case.raw, question):
        return "a blank doesn't tell A from a here; the reader warns of it"
    if question.qtype in _BY_SCHEME and stated < 1 and not any(_fits(asked, scheme) for scheme in SCHEMES):
        return "weights of a question's own; the reader names them"
    return ""


def _differs_by_case(raw: object, question: Question) -> bool:
    texts = raw if isinstance(raw, list) else [raw]
    accepted = question.answer.blanks[0] if isinstance(question.answer, BlankAnswer) else ()
    return any(
        str(text) not in accepted and str(text).casefold() in map(str.casefold, accepted) for text in texts
    )


def _fits(asked: AskedQuestion, scheme: PartialCredit) -> bool:
    """Return whether a scheme agrees with every case."""
    return all(_agrees(asked, case, scheme) for case in asked.cases)


def _agrees(asked: AskedQuestion, case: Case, scheme: PartialCredit) -> bool:
    return _same(case, _grade(asked, case, scheme))


def _same(case: Case, here: Fraction | None) -> bool:
    if case.any_grade:
        return here is not None
    if case.stated is None or here is None:
        return case.stated is None and here is None
    return abs(case.stated - here) <= _CLOSE


def _grade(asked: AskedQuestion, case: Case, scheme: PartialCredit) -> Fraction | None:
    """Return the fraction of the points earned here, None for what is no response."""
    question = asked.question
    assert question is not None  # noqa: S101 - the caller has looked
    kind = QUESTION_TYPES[question.qtype]
    try:
        response = kind.parse(case.raw, question, asked.option_order)
    except BadResponse:
        # A paper counts it as blank.
        return None if case.stated is None else Fraction(0)
    if response is None:
        return None if case.stated is None else Fraction(0)
    return Fraction(kind.grade(question, response, POINTS, scheme), POINTS)


def _told(case: Case) -> str:
    return "gradable" if case.any_grade else "no response" if case.stated is None else _written(case.stated)


def _written(fraction: Fraction | None) -> str:
    return "no response" if fraction is None else f"{float(fraction):.4g}"
