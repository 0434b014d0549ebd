"""Remove a rehearsal with all its rows; a real competition is never touched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.services.audit_log import record
from examapp.storage.afterwards import Appeal, DataRequest, PlaceReplyRow
from examapp.storage.attempts import Attempt, JournalRow
from examapp.storage.banks import Bank, BankQuestion, BankUpload, QuestionRevision, RoundQuestion
from examapp.storage.base import Base
from examapp.storage.contest import (
    BlueprintVersion,
    Competition,
    Event,
    Qualification,
    Round,
    RoundExtension,
)
from examapp.storage.people import Consent, Delegation, Employer, Entrant, Entry, StaffAssignment
from examapp.storage.pictures import BankPicture
from examapp.storage.practice import PracticeAnswer, PracticePaper, PracticeStanding
from examapp.storage.results import FinalsList, Result
from examapp.storage.sealed_files import SealedFile


class NoRehearsal(ExamError):
    """这不是彩排，不能删除。"""

    code = "no_rehearsal"


def kept_rehearsals(session: Session) -> tuple[int, ...]:
    """Return the ids of all rehearsals there are, the oldest first."""
    query = select(Competition.id).where(Competition.is_rehearsal).order_by(Competition.id)
    return tuple(session.scalars(query))


def remove_rehearsal(session: Session, *, competition_id: int, actor: str, now: datetime) -> None:
    """Delete the rehearsal, children first; raise NoRehearsal for any other competition.

    What the audit log says of it stays: the log only grows.
    """
    competition = session.get(Competition, competition_id)
    if competition is None or not competition.is_rehearsal:
        raise NoRehearsal
    name = competition.name
    session.expunge(competition)
    for table, belongs in _children_first(competition_id):
        session.execute(delete(table).where(belongs), execution_options={"synchronize_session": False})
    session.expire_all()
    record(session, now=now, actor=actor, action="rehearsal.remove", subject=f"competition:{name}")


def _children_first(competition_id: int) -> Iterator[tuple[type[Base], ColumnElement[bool]]]:
    """Yield every table with the condition that finds the competition's rows in it."""
    events = select(Event.id).where(Event.competition_id == competition_id)
    rounds = select(Round.id).where(Round.event_id.in_(events))
    yield from _practice(events)
    yield from _sittings(rounds)
    yield from _rounds(rounds)
    yield from _banks(events)
    yield from _people(competition_id, events)
    yield Round, Round.event_id.in_(events)
    yield Event, Event.competition_id == competition_id
    yield Competition, Competition.id == competition_id


def _practice(events: Select[Any]) -> Iterator[tuple[type[Base], ColumnElement[bool]]]:
    # Its phones never practise, but a person who looks at it may.
    yield PracticeAnswer, PracticeAnswer.event_id.in_(events)
    yield PracticeStanding, PracticeStanding.event_id.in_(events)
    yield PracticePaper, PracticePaper.event_id.in_(events)


def _sittings(rounds: Select[Any]) -> Iterator[tuple[type[Base], ColumnElement[bool]]]:
    attempts = select(Attempt.id).where(Attempt.round_id.in_(rounds))
    yield JournalRow, JournalRow.attempt_id.in_(attempts)
    yield Result, Result.attempt_id.in_(attempts)
    yield SealedFile, SealedFile.attempt_id.in_(attempts)
    yield Appeal, Appeal.attempt_id.in_(attempts)
    yield Attempt, Attempt.round_id.in_(rounds)


def _rounds(rounds: Select[Any]) -> Iterator[tuple[type[Base], ColumnElement[bool]]]:
    yield PlaceReplyRow, PlaceReplyRow.round_id.in_(rounds)
    yield FinalsList, FinalsList.round_id.in_(rounds)
    yield Qualification, Qualification.round_id.in_(rounds)
    yield RoundQuestion, RoundQuestion.round_id.in_(rounds)
    yield BlueprintVersion, BlueprintVersion.round_id.in_(rounds)
    yield RoundExtension, RoundExtension.round_id.in_(rounds)


def _banks(events: Select[Any]) -> Iterator[tuple[type[Base], ColumnElement[bool]]]:
    banks = select(Bank.id).where(Bank.event_id.in_(events))
    questions = select(BankQuestion.id).where(BankQuestion.bank_id.in_(banks))
    yield BankUpload, BankUpload.event_id.in_(events)
    yield QuestionRevision, QuestionRevision.question_id.in_(questions)
    yield BankQuestion, BankQuestion.bank_id.in_(banks)
    # The pictures themselves may be in other banks too: they are kept once, and name nobody.
    yield BankPicture, BankPicture.bank_id.in_(banks)
    yield Bank, Bank.event_id.in_(events)


def _people(competition_id: int, events: Select[Any]) -> Iterator[tuple[type[Base], ColumnElement[bool]]]:
    entrants = select(Entrant.id).where(Entrant.competition_id == competition_id)
    yield StaffAssignment, StaffAssignment.event_id.in_(events)
    yield DataRequest, DataRequest.entrant_id.in_(entrants)
    yield Consent, Consent.entrant_id.in_(entrants)
    yield Entry, Entry.event_id.in_(events)
    yield Entrant, Entrant.competition_id == competition_id
    yield Employer, Employer.competition_id == competition_id
    yield Delegation, Delegation.competition_id == competition_id
