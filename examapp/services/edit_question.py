"""Write a new question, or change one; nobody's work is overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from examapp.bank_formats.checks import check_question
from examapp.bank_formats.draft import Draft, ProblemList
from examapp.bank_formats.drafting import question_of
from examapp.bank_formats.report import Place, Problem
from examapp.domain.errors import ExamError
from examapp.domain.question_life import STATUS_DRAFT, status_after_edit
from examapp.domain.question_texts import text_hash
from examapp.domain.questions import Question, question_to_json
from examapp.markup.picture_names import missing_pictures
from examapp.services.audit_log import record
from examapp.services.import_bank import UnknownEventId
from examapp.services.keep_pictures import name_bank_pictures, with_pictures
from examapp.services.question_in_force import add_revision, lock_question, revision_row
from examapp.services.similar_questions import similar_to
from examapp.storage.banks import Bank, BankQuestion, QuestionRevision
from examapp.storage.contest import Event

# What the reader of drafts calls a question that came without a number.
MADE_UP_QID = "auto-"


class QidTaken(ExamError):
    """题目编号“{qid}”已经有了。请换一个编号，或者直接修改那道题。"""

    code = "qid_taken"


class EditedMeanwhile(ExamError):
    """您打开本页之后，{actor} 把这道题改成了第 {number} 版，所以没有保存。您填写的内容还在；请对照下面的差异，仍要以您填写的为准，就再保存一次。"""

    code = "edited_meanwhile"


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """What the import's checks say of a question as it was typed; `question` is None where it can't be saved."""

    question: Question | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps it from being saved."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def check_draft(session: Session, *, event_id: int, draft: Draft, question_id: int | None) -> CheckedDraft:
    """Return the question with everything wrong or doubtful about it, the bank's pictures resolved."""
    problems = ProblemList()
    question = question_of(draft, problems)
    if question is None:
        return CheckedDraft(None, tuple(problems.found))
    check_question(question, draft.where, problems)
    _note_twins(session, event_id, question, question_id, problems, draft.where)
    (shown,) = with_pictures(session, event_id, [question], {})
    for name in missing_pictures(shown):
        problems.warning("missing_in_bank", draft.where("image"), name=name[:60])
    sound = not problems.has_errors
    return CheckedDraft(shown if sound else None, tuple(problems.found))


def create_question(
    session: Session, *, event_id: int, question: Question, actor: str, now: datetime, reason: str = ""
) -> int:
    """Add the question as a draft and return its id; raise UnknownEventId, QidTaken.

    One without a number of its own gets the next one of those written here.
    """
    event, bank = _bank(session, event_id)
    if question.qid.startswith(MADE_UP_QID):
        question = replace(question, qid=_next_qid(session, event, bank))
    if session.scalar(_with_qid(bank.id, question.qid)) is not None:
        raise QidTaken(qid=question.qid)
    question = replace(_with_pictures(session, bank, question), status=STATUS_DRAFT)
    row = BankQuestion(bank_id=bank.id, qid=question.qid, current_revision=1)
    session.add(row)
    session.flush()
    first = revision_row(row.id, 1, question, actor=actor, now=now, reason=reason)
    session.execute(insert(QuestionRevision), [first])
    record(
        session,
        now=now,
        actor=actor,
        action="question.create",
        subject=f"event:{event.code}/question:{question.qid}",
        after={"revision": 1, "content": question_to_json(question)},
        reason=reason,
    )
    return row.id


def revise_question(
    session: Session,
    *,
    event_id: int,
    question_id: int,
    base: int,
    question: Question,
    actor: str,
    now: datetime,
    reason: str = "",
) -> int:
    """Put what was typed in force as a new revision and return its number; nothing typed, nothing new.

    `base` is the revision that the typing began with. Raises QuestionNotFound, EditedMeanwhile.
    """
    before = lock_question(session, event_id=event_id, question_id=question_id)
    if before.number != base:
        raise EditedMeanwhile(actor=_actor_of(session, question_id, before.number), number=before.number)
    bank = _bank(session, event_id)[1]
    question = replace(_with_pictures(session, bank, question), qid=before.standing.qid)
    changed = text_hash(question_to_json(question)) != before.text_hash
    question = replace(question, status=status_after_edit(before.standing, text_changed=changed))
    if question == before.question:
        return before.number
    number = add_revision(session, before, question, actor=actor, now=now, reason=reason)
    record(
        session,
        now=now,
        actor=actor,
        action="question.revise",
        subject=before.subject,
        before={"revision": before.number, "content": before.content},
        after={"revision": number, "content": question_to_json(question)},
        reason=reason,
    )
    return number


def _note_twins(
    session: Session,
    event_id: int,
    question: Question,
    question_id: int | None,
    problems: ProblemList,
    where: Callable[[str], Place],
) -> None:
    for qid in similar_to(session, event_id=event_id, question=question, besides=question_id)[:3]:
        problems.warning("like_one_in_bank", where("stem"), qid=qid)


def _bank(session: Session, event_id: int) -> tuple[Event, Bank]:
    event = session.get(Event, event_id, with_for_update={"key_share": True})
    if event is None:
        raise UnknownEventId
    bank = session.scalar(select(Bank).where(Bank.event_id == event_id))
    if bank is None:
        bank = Bank(event_id=event_id)
        session.add(bank)
        session.flush()
    return event, bank


def _next_qid(session: Session, event: Event, bank: Bank) -> str:
    """Return the number after the highest one given here: 11-W001, 11-W002, …"""
    start = f"{event.code}-W"
    query = select(BankQuestion.qid).where(
        BankQuestion.bank_id == bank.id, BankQuestion.qid.startswith(start, autoescape=True)
    )
    given = (qid.removeprefix(start) for qid in session.scalars(query))
    numbers = [int(number) for number in given if number.isascii() and number.isdecimal() and len(number) < 9]
    return f"{start}{max(numbers, default=0) + 1:03d}"


def _with_qid(bank_id: int, qid: str) -> Select[int]:
    return select(BankQuestion.id).where(BankQuestion.bank_id == bank_id, BankQuestion.qid == qid)


def _with_pictures(session: Session, bank: Bank, question: Question) -> Question:
    (shown,) = with_pictures(session, bank.event_id, [question], {})
    name_bank_pictures(session, bank.id, [shown], {})
    return shown


def _actor_of(session: Session, question_id: int, number: int) -> str:
    query = select(QuestionRevision.actor).where(
        QuestionRevision.question_id == question_id, QuestionRevision.number == number
    )
    return session.scalar(query) or ""
