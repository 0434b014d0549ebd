"""What a format can't hold, found by writing each question and reading it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from examapp.bank_formats.draft import FIELD_LABELS, ProblemList
from examapp.bank_formats.report import BankReport, Place, Problem
from examapp.domain.problems import Problem as Wording
from examapp.domain.questions import BlankAnswer, Question

_FIELDS = (
    *("qid", "event", "qtype", "stem", "explanation", "difficulty", "topic", "points", "pool", "source"),
    *("image", "status", "tags", "translations"),
)


def losses_found(
    questions: Sequence[Question],
    format_name: str,
    write: Callable[[Sequence[Question]], bytes],
    read: Callable[[bytes], BankReport],
) -> tuple[Problem, ...]:
    """Name each question that doesn't come back, and each field of the others that comes back changed."""
    problems = ProblemList()
    for question in questions:
        found = read(write([question])).questions
        if len(found) != 1:
            problems.warning("question_not_written", Place(), qid=question.qid, format=format_name)
            continue
        for name in changed_fields(question, found[0]):
            label = Wording(FIELD_LABELS[name])
            problems.warning("field_not_written", Place(), qid=question.qid, field=label, format=format_name)
    return tuple(problems.found)


def changed_fields(question: Question, found: Question) -> Iterator[str]:
    """Yield the names of the fields in which two questions differ."""
    for name in _FIELDS:
        if getattr(question, name) != getattr(found, name):
            yield name
    if [(o.id, o.text) for o in question.options] != [(o.id, o.text) for o in found.options]:
        yield "options"
    if [o.pinned for o in question.options] != [o.pinned for o in found.options]:
        yield "pinned"
    if question.prompts != found.prompts:
        yield "prompts"
    if question.parts != found.parts:
        yield "parts"
    if question.answer != found.answer:
        yield "blank_order" if _differ_in_order_only(question, found) else "answer"


def _differ_in_order_only(question: Question, found: Question) -> bool:
    mine, other = question.answer, found.answer
    return isinstance(mine, BlankAnswer) and isinstance(other, BlankAnswer) and mine.blanks == other.blanks
