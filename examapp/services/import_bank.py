"""Bring questions into an event's bank: new ones, new revisions of known ones, nothing twice."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from examapp.bank_formats.drafting import qid_for
from examapp.domain.bank_change import BankChange, KnownQuestion, change_of, taking
from examapp.domain.errors import ExamError
from examapp.domain.questions import Question, question_to_json, sha256_of
from examapp.services.audit_log import record
from examapp.services.keep_pictures import keep_pictures, name_bank_pictures, with_pictures
from examapp.services.question_in_force import unreviewed_as_drafts
from examapp.storage.banks import Bank, BankQuestion, QuestionReview, QuestionRevision
from examapp.storage.contest import Event
from examapp.storage.current_revisions import is_current_in


class DuplicateQid(ExamError):
    """题目编号“{qid}”在要导入的题目中出现了两次，内容不同。请改成不同的编号。"""

    code = "duplicate_qid"


class UnknownEventId(ExamError):
    """没有这个赛项，可能已被删除。请返回赛项列表重新选择。"""

    code = "unknown_event_id"


@dataclass(frozen=True, slots=True)
class _Said:
    """What a file says of a question."""

    qid: str
    content: dict[str, Any]
    content_hash: str


def import_bank(
    session: Session,
    *,
    event_id: int,
    questions: Sequence[Question],
    actor: str,
    now: datetime,
    pictures: Mapping[str, bytes] | None = None,
    take: Container[str] = (),
) -> BankChange:
    """Add or revise the questions in the event's bank; a question whose content is there is left alone.

    So is one that was decided on here since a file last had it, unless its id is in `take`.
    `pictures` are files by name that came with the questions; a picture with a name that the bank knows
    takes its place in these questions. Raises UnknownEventId, DuplicateQid.
    """
    bank = _locked_bank(session, event_id)
    files = pictures or {}
    keep_pictures(session, files, now)
    questions = with_pictures(session, event_id, questions, files)
    name_bank_pictures(session, bank.id, questions, files)
    contents = _contents(questions)
    known = _known_questions(session, event_id)
    hashes = {qid: sha256_of(content) for qid, content in contents.items()}
    change = taking(change_of(hashes, known), take)
    _add(session, bank, [_Said(qid, contents[qid], hashes[qid]) for qid in change.added], actor, now)
    taken = {known[qid].question_id: contents[qid] for qid in change.revised if qid in take}
    drafts = unreviewed_as_drafts(session, event_id, taken)
    revised = [
        _said(qid, contents[qid], hashes[qid], drafts.get(known[qid].question_id)) for qid in change.revised
    ]
    _revise(session, revised, known, actor, now)
    _note_what_the_file_said(session, hashes, known)
    if not change.is_empty or change.conflicts:
        _record(session, bank, change, actor, now)
    return change


def plan_import(
    session: Session,
    *,
    event_id: int,
    questions: Sequence[Question],
    pictures: Mapping[str, bytes] | None = None,
) -> BankChange:
    """Return what `import_bank` would do, without doing it; raise DuplicateQid.

    The pictures are those that `keep_pictures` has kept before.
    """
    contents = planned_contents(session, event_id=event_id, questions=questions, pictures=pictures)
    hashes = {qid: sha256_of(content) for qid, content in contents.items()}
    return change_of(hashes, _known_questions(session, event_id))


def planned_contents(
    session: Session,
    *,
    event_id: int,
    questions: Sequence[Question],
    pictures: Mapping[str, bytes] | None = None,
) -> dict[str, dict[str, Any]]:
    """Return the JSON object that each question would get, by qid; raise DuplicateQid."""
    return _contents(with_pictures(session, event_id, questions, pictures or {}))


def _contents(questions: Sequence[Question]) -> dict[str, dict[str, Any]]:
    """Return each question's JSON object by qid, in the file's order; without a qid it gets one of its content."""
    contents: dict[str, dict[str, Any]] = {}
    for given in questions:
        question = given if given.qid else replace(given, qid=qid_for(given))
        content = question_to_json(question)
        if contents.setdefault(question.qid, content) != content:
            raise DuplicateQid(qid=question.qid)
    return contents


def _known_questions(session: Session, event_id: int) -> dict[str, KnownQuestion]:
    query = select(
        BankQuestion.qid,
        BankQuestion.id,
        QuestionRevision.number,
        QuestionRevision.content_hash,
        BankQuestion.imported_hash,
    ).where(is_current_in(event_id))
    reviewed = _reviewed(session, event_id)
    return {
        row.qid: KnownQuestion(row[1], row[2], row[3], row[4], row[1] in reviewed)
        for row in session.execute(query)
    }


def _reviewed(session: Session, event_id: int) -> set[int]:
    """Return the ids of the questions whose text in force was reviewed here after it came."""
    query = (
        select(QuestionReview.question_id)
        .join(BankQuestion, BankQuestion.id == QuestionReview.question_id)
        .where(
            is_current_in(event_id),
            QuestionReview.text_hash == QuestionRevision.text_hash,
            QuestionReview.reviewed_at >= QuestionRevision.created_at,
        )
    )
    return set(session.scalars(query))


def _locked_bank(session: Session, event_id: int) -> Bank:
    """Return the event's bank, made when there was none; two imports into one event take turns."""
    if session.get(Event, event_id, with_for_update={"key_share": True}) is None:
        raise UnknownEventId
    bank = session.scalar(select(Bank).where(Bank.event_id == event_id))
    if bank is None:
        bank = Bank(event_id=event_id)
        session.add(bank)
        session.flush()
    return bank


def _note_what_the_file_said(
    session: Session, hashes: Mapping[str, str], known: Mapping[str, KnownQuestion]
) -> None:
    """Remember it of every known question, also where ours was kept: the same file asks nothing twice."""
    said = [
        {"id": known[qid].question_id, "imported_hash": hash_}
        for qid, hash_ in hashes.items()
        if qid in known and known[qid].imported_hash != hash_
    ]
    if said:
        session.execute(update(BankQuestion), said)


def _add(session: Session, bank: Bank, new: Sequence[_Said], actor: str, now: datetime) -> None:
    if not new:
        return
    ids = session.scalars(
        insert(BankQuestion).returning(BankQuestion.id, sort_by_parameter_order=True),
        [
            {"bank_id": bank.id, "qid": each.qid, "current_revision": 1, "imported_hash": each.content_hash}
            for each in new
        ],
    ).all()
    revisions = [
        _revision(question_id, 1, each, actor, now) for question_id, each in zip(ids, new, strict=True)
    ]
    session.execute(insert(QuestionRevision), revisions)


def _revise(
    session: Session,
    changed: Sequence[_Said],
    known: dict[str, KnownQuestion],
    actor: str,
    now: datetime,
) -> None:
    if not changed:
        return
    revisions = [
        _revision(known[each.qid].question_id, known[each.qid].number + 1, each, actor, now)
        for each in changed
    ]
    session.execute(insert(QuestionRevision), revisions)
    session.execute(
        update(BankQuestion),
        [{"id": row["question_id"], "current_revision": row["number"]} for row in revisions],
    )


def _said(qid: str, content: dict[str, Any], hash_: str, instead: dict[str, Any] | None) -> _Said:
    """Return what becomes the question's revision: what the file says, or that with its state held back."""
    if instead is None or instead == content:
        return _Said(qid, content, hash_)
    return _Said(qid, instead, sha256_of(instead))


def _revision(question_id: int, number: int, said: _Said, actor: str, now: datetime) -> dict[str, Any]:
    copied = {name: said.content[name] for name in ("qtype", "topic", "difficulty", "pool", "status")}
    return {
        "question_id": question_id,
        "number": number,
        "content": said.content,
        "content_hash": said.content_hash,
        "created_at": now,
        "actor": actor,
        **copied,
    }


def _record(session: Session, bank: Bank, change: BankChange, actor: str, now: datetime) -> None:
    record(
        session,
        now=now,
        actor=actor,
        action="bank.import",
        subject=f"event:{bank.event.code}",
        after={
            "added": list(change.added),
            "revised": list(change.revised),
            "unchanged": len(change.unchanged),
            "kept": [*change.conflicts, *change.kept],
        },
    )
