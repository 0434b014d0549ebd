"""Put a bank file beside the bank: question by question, and where both say nearly the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.bank_formats.draft import FIELD_LABELS
from examapp.domain.bank_change import BankChange
from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.questions import Question, question_from_json
from examapp.domain.word_changes import Piece
from examapp.services.check_bank_file import BankCheck
from examapp.services.compare_revisions import FieldChange, changes_between
from examapp.services.find_near_duplicates import NearDuplicates, near_duplicates
from examapp.services.import_bank import planned_contents
from examapp.storage.banks import BankQuestion, QuestionRevision
from examapp.storage.current_revisions import is_current_in

Fate = Literal["conflict", "kept", "revised"]

MOST_SHOWN = 200
_QUERIED_AT_ONCE = 500
_COMPARED = frozenset(FIELD_LABELS[name] for name in ("qtype", "stem", "prompts", "options", "answer"))


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that the file and the bank tell differently; `changes` lead from the bank's to the file's.

    One decided on here that wasn't edited was reviewed.
    """

    qid: str
    fate: Fate
    question_id: int
    changed_at: datetime
    changed_by: str
    is_edited: bool
    stem: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two questions nearly the same: one of the file by its position, and its twin.

    The twin is another one of the file (`twin_number`) or one of the bank (`twin_id`). `changes` lead from
    the twin to the question, the stem first, also where it is the same.
    """

    percent: int
    question: Question
    number: int
    twin: Question
    twin_number: int | None
    twin_id: int | None
    changes: tuple[FieldChange, ...]


def differences(
    session: Session, *, event_id: int, check: BankCheck, change: BankChange
) -> tuple[Difference, ...]:
    """Return the differences, at most MOST_SHOWN of those to decide on and as many of the others."""
    deciding = islice(chain(_as("conflict", change.conflicts), _as("kept", change.kept)), MOST_SHOWN)
    fates = dict(chain(deciding, islice(_as("revised", change.revised), MOST_SHOWN)))
    wanted = [question for question in check.report.questions if not question.qid or question.qid in fates]
    contents = planned_contents(session, event_id=event_id, questions=wanted, pictures=check.report.pictures)
    ours = _current(session, event_id, list(fates))
    return tuple(_difference(qid, fate, ours[qid], contents[qid]) for qid, fate in fates.items())


def similar_in_file(check: BankCheck) -> tuple[SimilarPair, ...]:
    """Return the file's near-duplicates, the nearest first, at most MOST_SHOWN."""
    questions = check.report.questions
    return tuple(
        SimilarPair(
            pair.percent,
            questions[pair.second],
            pair.second,
            questions[pair.first],
            pair.first,
            None,
            _sides(questions[pair.first], questions[pair.second]),
        )
        for pair in check.duplicates.pairs[:MOST_SHOWN]
    )


def similar_in_bank(
    session: Session, *, event_id: int, check: BankCheck, change: BankChange
) -> tuple[tuple[SimilarPair, ...], int]:
    """Return what the file would bring that the bank nearly has, the nearest first, and how many there are."""
    brought = {*change.added, *change.revised}
    numbers = [n for n, question in enumerate(check.report.questions) if question.qid in brought]
    known = _others(session, event_id, {question.qid for question in check.report.questions})
    if not numbers or not known:
        return (), 0
    new = [check.report.questions[number] for number in numbers]
    found = _with_bank(near_duplicates(new, [question for _, question in known]))
    pairs = tuple(
        SimilarPair(
            percent,
            new[first],
            numbers[first],
            known[second][1],
            None,
            known[second][0],
            _sides(known[second][1], new[first]),
        )
        for percent, first, second in found[:MOST_SHOWN]
    )
    return pairs, len(found)


def _as(fate: Fate, qids: Sequence[str]) -> Iterator[tuple[str, Fate]]:
    return ((qid, fate) for qid in qids)


def _difference(qid: str, fate: Fate, ours: Mapping[str, Any], content: dict[str, Any]) -> Difference:
    mine, files = question_from_json(ours["content"]), question_from_json(content)
    changes = changes_between(mine, files)
    return Difference(
        qid, fate, ours["id"], ours["created_at"], ours["actor"], bool(ours["is_edited"]), mine.stem, changes
    )


def _current(session: Session, event_id: int, qids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for start in range(0, len(qids), _QUERIED_AT_ONCE):
        query = select(
            BankQuestion.qid,
            BankQuestion.id,
            QuestionRevision.content,
            QuestionRevision.created_at,
            QuestionRevision.actor,
            (func.coalesce(BankQuestion.imported_hash, "") != QuestionRevision.content_hash).label(
                "is_edited"
            ),
        ).where(is_current_in(event_id), BankQuestion.qid.in_(qids[start : start + _QUERIED_AT_ONCE]))
        found |= {row["qid"]: row for row in session.execute(query).mappings()}
    return found


def _others(session: Session, event_id: int, qids: set[str]) -> list[tuple[int, Question]]:
    query = select(BankQuestion.id, BankQuestion.qid, QuestionRevision.content).where(is_current_in(event_id))
    rows = session.execute(query.order_by(BankQuestion.id))
    return [(row.id, question_from_json(row.content)) for row in rows if row.qid not in qids]


def _with_bank(found: NearDuplicates) -> list[tuple[int, int, int]]:
    return [(pair.percent, pair.first, pair.second) for pair in found.pairs if pair.is_known]


def _sides(twin: Question, question: Question) -> tuple[FieldChange, ...]:
    """Return stem and key, differing or not, and what differs of type and options."""
    changed = {(each.label, each.detail): each for each in changes_between(twin, question)}
    stem, key = (FIELD_LABELS["stem"], ""), (FIELD_LABELS["answer"], "")
    same_stem = FieldChange(*stem, (Piece("same", question.stem),), is_word=False)
    others = [each for place, each in changed.items() if each.label in _COMPARED and place not in (stem, key)]
    return (changed.get(stem, same_stem), *others, *_key_beside(changed.get(key), question))


def _key_beside(changed: FieldChange | None, question: Question) -> tuple[FieldChange, ...]:
    """Return the key also where both have the same; the parts of a composite question have their own."""
    if changed is not None or question.parts:
        return () if changed is None else (changed,)
    text = QUESTION_TYPES[question.qtype].key_to_text(question, question.option_ids)
    is_word = question.qtype == "judge"
    return (FieldChange(FIELD_LABELS["answer"], "", (Piece("same", text),), is_word=is_word),)
