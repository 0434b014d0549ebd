"""Remember per event how files of one layout are read, show it, and forget it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.bank_formats.asks import Ask
from examapp.bank_formats.registry import read_bank
from examapp.bank_formats.report import BankReport
from examapp.domain.errors import ExamError
from examapp.domain.problems import Problem as Wording
from examapp.domain.problems import as_it_is
from examapp.services.audit_log import record
from examapp.storage.banks import BankLayout
from examapp.storage.contest import Event
from examapp.storage.database import Database


class LayoutNotFound(ExamError):
    """找不到这个记住的读法，可能已经删除。"""

    code = "layout_not_found"


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """What was asked about a sheet (empty in a file of one table), and what was answered."""

    sheet: str
    question: Wording
    answer: Wording


@dataclass(frozen=True, slots=True)
class KnownLayout:
    """A remembered layout: the file it was last answered for, and each question with its answer."""

    id: int
    format: str
    filename: str
    answers: tuple[KnownAnswer, ...]
    saved_at: datetime
    actor: str


def remembered_answers(session: Session, event_id: int, fingerprint: str) -> Mapping[str, str] | None:
    """Return what was answered for files of this layout; None where nothing is remembered."""
    found = _layout(session, event_id, fingerprint) if fingerprint else None
    return None if found is None else {key: str(value) for key, value in found.answers["given"].items()}


def read_as_remembered(
    database: Database,
    event_id: int,
    filename: str,
    data: bytes,
    report: BankReport,
    format: str | None = None,  # noqa: A002 - DESIGN §6 calls it format
) -> BankReport:
    """Return what a file holds with the answers that are remembered for its layout; the report where none are."""
    with database.reading() as session:
        answers = remembered_answers(session, event_id, report.fingerprint)
    if answers is None:
        return report
    return read_bank(data, filename, format, layout={**answers, **given_answers(report)})


def given_answers(report: BankReport) -> dict[str, str]:
    """Return the answers that a person gave; what a file says itself, the next one may say otherwise."""
    return {ask.key: ask.answer or "" for ask in report.asks if ask.is_given}


def remember_layout(
    session: Session, *, event_id: int, report: BankReport, filename: str, actor: str, now: datetime
) -> None:
    """Keep how a file was read for the next ones of its layout; the same answers once more change nothing."""
    given = given_answers(report)
    if not report.fingerprint or not given:
        return
    known = _layout(session, event_id, report.fingerprint)
    before = None if known is None else known.answers["given"]
    if before == given:
        return
    layout = known or BankLayout(event_id=event_id, fingerprint=report.fingerprint)
    layout.format, layout.filename = report.format, filename
    layout.answers = {
        "given": given,
        "told": [_told(ask) for ask in report.asks if ask.is_given],
    }
    layout.saved_at, layout.actor = now, actor
    session.add(layout)
    session.flush()
    subject = f"event:{_code(session, event_id)}"
    after = {"filename": filename, "answers": given}
    record(
        session, now=now, actor=actor, action="bank_layout.save", subject=subject, before=before, after=after
    )


def known_layouts(session: Session, event_id: int) -> list[KnownLayout]:
    """Return what is remembered for an event, the newest first."""
    query = select(BankLayout).where(BankLayout.event_id == event_id).order_by(BankLayout.saved_at.desc())
    return [
        KnownLayout(
            each.id,
            each.format,
            each.filename,
            tuple(map(_known_answer, each.answers["told"])),
            each.saved_at,
            each.actor,
        )
        for each in session.scalars(query)
    ]


def forget_layout(session: Session, *, event_id: int, layout_id: int, actor: str, now: datetime) -> None:
    """Ask again about the next file of this layout; raise LayoutNotFound."""
    layout = session.get(BankLayout, layout_id)
    if layout is None or layout.event_id != event_id:
        raise LayoutNotFound
    before = {"filename": layout.filename, "answers": layout.answers["given"]}
    session.delete(layout)
    session.flush()
    subject = f"event:{_code(session, event_id)}"
    record(session, now=now, actor=actor, action="bank_layout.remove", subject=subject, before=before)


def _told(ask: Ask) -> dict[str, Any]:
    """Return an ask and its answer as sentences that are worded when they are shown."""
    label = next((choice.label for choice in ask.choices if choice.code == ask.answer), None)
    answer = label or as_it_is(ask.answer or "")
    return {
        "sheet": ask.sheet if "@" in ask.key else "",
        "question": {"template": ask.question.template, "parameters": dict(ask.question.parameters)},
        "answer": {"template": answer.template, "parameters": dict(answer.parameters)},
    }


def _known_answer(told: dict[str, Any]) -> KnownAnswer:
    return KnownAnswer(told["sheet"] or "", Wording(**told["question"]), Wording(**told["answer"]))


def _layout(session: Session, event_id: int, fingerprint: str) -> BankLayout | None:
    query = select(BankLayout).where(BankLayout.event_id == event_id, BankLayout.fingerprint == fingerprint)
    return session.scalar(query)


def _code(session: Session, event_id: int) -> str | None:
    return session.scalar(select(Event.code).where(Event.id == event_id))
