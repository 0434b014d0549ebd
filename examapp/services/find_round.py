"""Find events and rounds, with the refusals that everything about rounds shares."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.services.prepared_rounds import RoundNotFound
from examapp.storage.contest import Competition, Event, Round


class EventNotFound(ExamError):
    """没有代码为“{event}”的赛项，请核对赛项代码。"""

    code = "event_not_found"


class EventWithoutRound(ExamError):
    """赛项“{event}”还没有第 {number} 轮，请先新建轮次。"""

    code = "event_without_round"


class RoundNotDraft(ExamError):
    """“{round}”已经开放，规则、组卷方案和时间窗口已冻结，不能再修改。"""

    code = "round_not_draft"


class RoundNotOpen(ExamError):
    """“{round}”不在开放状态，不能进行这项操作。"""

    code = "round_not_open"


class RoundNotClosed(ExamError):
    """“{round}”尚未结束，请先结束本轮。"""

    code = "round_not_closed"


class ReasonNeeded(ExamError):
    """请填写理由：它会记入审计日志，供日后核查。"""

    code = "reason_needed"


def find_round(session: Session, round_id: int) -> Round:
    """Return the round; raise RoundNotFound."""
    found = session.get(Round, round_id)
    if found is None:
        raise RoundNotFound
    return found


def lock_round(session: Session, round_id: int) -> Round:
    """Return the round as it is now, held against other changes until the transaction ends."""
    query = select(Round).where(Round.id == round_id).with_for_update(key_share=True)
    found = session.scalar(query, execution_options={"populate_existing": True})
    if found is None:
        raise RoundNotFound
    return found


def find_event(session: Session, code: str) -> Event:
    """Return the event of this code in the newest competition that is no rehearsal, else in the newest one."""
    query = (
        select(Event)
        .join(Competition)
        .where(Event.code == code)
        .order_by(Competition.is_rehearsal, Competition.id.desc())
        .limit(1)
    )
    event = session.scalar(query)
    if event is None:
        raise EventNotFound(event=code)
    return event


def round_of_event(session: Session, code: str, number: int | None = None, state: str = "") -> Round:
    """Return that round of the event; without a number the one that commands mean.

    That is the first one of the state, if one is asked for and there is any; else the last one that was
    opened; else the first. Raises EventNotFound, EventWithoutRound.
    """
    event = find_event(session, code)
    rounds = list(session.scalars(select(Round).where(Round.event_id == event.id).order_by(Round.number)))
    if number is not None:
        meant = [each for each in rounds if each.number == number]
    else:
        of_state = [each for each in rounds if each.state == state][:1]
        opened = [each for each in rounds if each.state != "draft"][-1:]
        meant = of_state or opened or rounds
    if not meant:
        raise EventWithoutRound(event=code, number=number or 1)
    return meant[0]


def subject_of(round_row: Round) -> str:
    """Return how the audit log names a round."""
    return f"event:{round_row.event.code} round:{round_row.number}"


def given_reason(reason: str) -> str:
    """Return the reason without blanks around it; raise ReasonNeeded when nothing is left."""
    if not reason.strip():
        raise ReasonNeeded
    return reason.strip()
