"""Change topic, difficulty, pool, tags or state of many questions at once, after showing what would change."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.question_life import STATUS_REVIEWED, check_step
from examapp.domain.questions import Question, sha256_of
from examapp.services.audit_log import record
from examapp.services.compare_revisions import FieldChange, changes_between
from examapp.services.move_question import keep_review
from examapp.services.question_in_force import QuestionInForce, add_revisions, questions_in_force
from examapp.storage.banks import BankQuestion
from examapp.storage.contest import Event


class NothingToChange(ExamError):
    """没有题目会改变。请选择题目和要改的内容。"""

    code = "nothing_to_change"


class PlanOutdated(ExamError):
    """您看过之后，题库又有变化，所以没有修改。请看一下新的结果，再确认一次。"""

    code = "plan_outdated"


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What is set; None leaves a field as it is, a difficulty of 0 and an empty topic clear it."""

    topic: str | None = None
    difficulty: int | None = None
    pool: str | None = None
    status: str | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """One question that would get a new revision."""

    before: QuestionInForce
    after: Question

    @property
    def differences(self) -> tuple[FieldChange, ...]:
        """What differs, field by field."""
        return changes_between(self.before.question, self.after)


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """What a bulk change would do: `refused` are questions that can't take the state, with the reason.

    `stamp` is another one as soon as anything of it is.
    """

    changes: tuple[PlannedChange, ...]
    unchanged: int
    refused: tuple[ExamError, ...]
    stamp: str


def plan_bulk_change(
    session: Session, *, event_id: int, ids: Collection[int], change: BulkChange, actor: str
) -> BulkPlan:
    """Return what the change would do to these questions, without doing it."""
    changes, refused, unchanged = [], [], 0
    for before in questions_in_force(session, event_id=event_id, ids=ids):
        after = _changed(before.question, change)
        if after == before.question:
            unchanged += 1
        elif refusal := _refusal(before, after, actor):
            refused.append(refusal)
        else:
            changes.append(PlannedChange(before, after))
    stamp = sha256_of([[each.before.id, each.before.number, repr(each.after)] for each in changes])
    return BulkPlan(tuple(changes), unchanged, tuple(refused), stamp)


def apply_bulk_change(
    session: Session,
    *,
    event_id: int,
    ids: Collection[int],
    change: BulkChange,
    stamp: str,
    actor: str,
    now: datetime,
    reason: str = "",
) -> int:
    """Give each question that changes a new revision and return how many did.

    `stamp` is that of the plan that was looked at. Raises NothingToChange, PlanOutdated.
    """
    locked = select(BankQuestion.id).where(BankQuestion.id.in_(list(ids))).order_by(BankQuestion.id)
    session.execute(locked.with_for_update())
    plan = plan_bulk_change(session, event_id=event_id, ids=ids, change=change, actor=actor)
    if not plan.changes:
        raise NothingToChange
    if plan.stamp != stamp:
        raise PlanOutdated
    for each in plan.changes:
        if each.after.status == STATUS_REVIEWED != each.before.standing.status:
            keep_review(session, each.before, actor, now, reason)
    pairs = [(each.before, each.after) for each in plan.changes]
    add_revisions(session, pairs, actor=actor, now=now, reason=reason)
    _record(session, event_id, plan, change, actor, now, reason)
    return len(plan.changes)


def _changed(question: Question, change: BulkChange) -> Question:
    kept = [tag for tag in question.tags if tag not in change.remove_tags]
    return replace(
        question,
        topic=question.topic if change.topic is None else change.topic,
        difficulty=question.difficulty if change.difficulty is None else change.difficulty or None,
        pool=change.pool or question.pool,
        status=change.status or question.status,
        tags=tuple(dict.fromkeys([*kept, *change.add_tags])),
    )


def _refusal(before: QuestionInForce, after: Question, actor: str) -> ExamError | None:
    if after.status == before.standing.status:
        return None
    try:
        check_step(before.standing, after.status, actor)
    except ExamError as refusal:
        return refusal
    return None


def _record(
    session: Session,
    event_id: int,
    plan: BulkPlan,
    change: BulkChange,
    actor: str,
    now: datetime,
    reason: str,
) -> None:
    code = session.scalar(select(Event.code).where(Event.id == event_id))
    before = {each.before.standing.qid: _filing(each.before.question) for each in plan.changes}
    after = {each.before.standing.qid: _filing(each.after) for each in plan.changes}
    record(
        session,
        now=now,
        actor=actor,
        action="bank.edit_many",
        subject=f"event:{code}",
        before=before,
        after=after,
        reason=reason,
    )


def _filing(question: Question) -> dict[str, object]:
    return {
        "topic": question.topic,
        "difficulty": question.difficulty,
        "pool": question.pool,
        "status": question.status,
        "tags": list(question.tags),
    }
