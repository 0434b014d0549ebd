"""Show one person's attempt to staff, with everything that a mark has to be defended by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, undefer

from examapp.domain.journal import EntryStatus, JournalEntry
from examapp.domain.paper import PaperItem, paper_from_json
from examapp.domain.question_types import QUESTION_TYPES, BadResponse
from examapp.domain.questions import Question, canonical_json
from examapp.domain.rules import PartialCredit
from examapp.services.applied_corrections import CorrectionNote, corrected_in_round, key_that_counts
from examapp.services.freeze_bank import frozen_questions
from examapp.services.question_fragments import SittingItem, fragments_of, sitting_item
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Round
from examapp.storage.journal import entries_of
from examapp.storage.people import Entrant, Entry
from examapp.storage.results import Result


@dataclass(frozen=True, slots=True)
class ResultVersion:
    """A score as it was graded or corrected, in centipoints; the first one has no reason."""

    version: int
    is_current: bool
    total: int
    answered: int
    time_used_ms: int
    answers_hash: str
    graded_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One question as it stood on the paper, what was answered and what that earned in centipoints.

    `shown` is what was displayed, as HTML; `response` is None for a blank. A response that the
    question can't read is given as the JSON that was sent, and `is_readable` is false. `changes` counts the
    journal's entries that were saved in time, `not_counted` the late and the superseded ones;
    `correction` says what became of the question since.
    """

    number: int
    qid: str
    revision: int
    qtype: str
    shown: SittingItem
    response: str | None
    is_readable: bool
    key: str
    mark: int
    points: int
    partial_credit: PartialCredit
    changes: int
    not_counted: int
    correction: CorrectionNote = ""


@dataclass(frozen=True, slots=True)
class AttemptSheet:
    """An attempt; while it is open there are neither results nor items.

    `results` come newest first. `journal` counts the answers received, by what became of them.
    """

    entry_id: int
    ticket: str
    name: str
    employer: str
    delegation: str
    round_number: int
    round_name: str
    state: str
    receipt: str
    started_at: datetime
    deadline_at: datetime
    closed_at: datetime | None
    closed_by: str
    paper_hash: str
    full_marks: int
    journal: Mapping[EntryStatus, int]
    results: tuple[ResultVersion, ...]
    items: tuple[SheetItem, ...]

    @property
    def current(self) -> ResultVersion | None:
        """The result that counts."""
        return next((result for result in self.results if result.is_current), None)


def show_attempt(session: Session, *, event_id: int, entry_id: int, round_number: int) -> AttemptSheet | None:
    """Return the entry's newest attempt in the event's round of that number, None when there is none."""
    attempt = session.scalar(newest_attempt(event_id, entry_id, round_number))
    if attempt is None:
        return None
    entries = entries_of(session, attempt.id)
    results = _results(session, attempt) if attempt.state == "closed" else []
    current = next((result for result in results if result.is_current), None)
    return AttemptSheet(
        entry_id=attempt.entry_id,
        ticket=attempt.entry.ticket,
        name=attempt.entry.entrant.name,
        employer=attempt.entry.entrant.employer.name,
        delegation=attempt.entry.entrant.delegation.name,
        round_number=attempt.round.number,
        round_name=attempt.round.name,
        state=attempt.state,
        receipt=attempt.receipt or "",
        started_at=attempt.started_at,
        deadline_at=attempt.deadline_at,
        closed_at=attempt.closed_at,
        closed_by=attempt.closed_by,
        paper_hash=attempt.paper_hash,
        full_marks=sum(item["points"] for item in attempt.paper["items"]),
        journal=_counts(entries),
        results=tuple(_version(result) for result in results),
        items=tuple(_items(session, attempt, current, entries)) if current else (),
    )


def newest_attempt(event_id: int, entry_id: int, round_number: int) -> Select[Attempt]:
    """Return the query for the entry's newest attempt in the event's round of that number."""
    of_entrant = joinedload(Attempt.entry).joinedload(Entry.entrant)
    return (
        select(Attempt)
        .join(Round, Round.id == Attempt.round_id)
        .where(Round.event_id == event_id, Round.number == round_number, Attempt.entry_id == entry_id)
        .order_by(Attempt.number.desc())
        .limit(1)
        .options(
            of_entrant.joinedload(Entrant.employer),
            of_entrant.joinedload(Entrant.delegation),
            undefer(Attempt.paper),
        )
    )


def _results(session: Session, attempt: Attempt) -> list[Result]:
    query = select(Result).where(Result.attempt_id == attempt.id).order_by(Result.version.desc())
    return list(session.scalars(query))


def _version(result: Result) -> ResultVersion:
    return ResultVersion(
        version=result.version,
        is_current=result.is_current,
        total=result.total,
        answered=result.answered,
        time_used_ms=result.time_used_ms,
        answers_hash=result.answers_hash,
        graded_at=result.graded_at,
        reason=result.reason,
    )


def _counts(entries: list[JournalEntry]) -> dict[EntryStatus, int]:
    found = Counter(entry.status for entry in entries)
    return {"saved": found["saved"], "late": found["late"], "superseded": found["superseded"]}


def _items(
    session: Session, attempt: Attempt, result: Result, entries: list[JournalEntry]
) -> Iterator[SheetItem]:
    questions = {question.qid: question for question, _ in frozen_questions(session, attempt.round_id)}
    saved = Counter(entry.item for entry in entries if entry.status == "saved")
    received = Counter(entry.item for entry in entries)
    paper = paper_from_json(attempt.paper)
    corrected = corrected_in_round(session, attempt.round_id, questions)
    fragments = fragments_of(session, (questions[item.qid] for item in paper.items))
    for number, (item, mark) in enumerate(zip(paper.items, result.marks, strict=True), start=1):
        question = questions[item.qid]
        key, correction = key_that_counts(item, question, corrected.get(item.qid))
        response, is_readable = response_text(item, question, result.responses.get(str(number)))
        yield SheetItem(
            number=number,
            qid=item.qid,
            revision=item.revision,
            qtype=item.qtype,
            shown=sitting_item(number, question, fragments[item.qid], item.option_order, item.points),
            response=response,
            is_readable=is_readable,
            key=key,
            correction=correction,
            mark=mark,
            points=item.points,
            partial_credit=item.partial_credit,
            changes=saved[number],
            not_counted=received[number] - saved[number],
        )


def response_text(item: PaperItem, question: Question, raw: object) -> tuple[str | None, bool]:
    """Return the response as people read it, None for a blank; and whether the question could read it."""
    question_type = QUESTION_TYPES[item.qtype]
    try:
        response = question_type.parse(raw, question, item.option_order)
    except BadResponse:
        return canonical_json(raw), False
    if response is None:
        return None, True
    return question_type.response_to_text(question, response, item.option_order), True
