"""Prepare an open round for drawing and grading; what never changes is kept by each process."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from examapp.domain.blueprint import BankQuestion as DrawnQuestion
from examapp.domain.errors import ExamError
from examapp.domain.paper import Drawer
from examapp.domain.questions import Question
from examapp.domain.randomness import round_key
from examapp.domain.rules import RoundRules, rules_from_json
from examapp.domain.timing import Extension, Window
from examapp.services.freeze_bank import frozen_questions
from examapp.services.question_fragments import QuestionFragments, fragments_of
from examapp.storage.contest import BlueprintVersion, Round, RoundExtension
from examapp.storage.ids import integer_id
from examapp.storage.vault import Vault

MOST_ROUNDS_KEPT = 100


class RoundNotFrozen(ExamError):
    """本轮比赛还没有开放。"""

    code = "round_not_frozen"


class RoundNotFound(ExamError):
    """没有这一轮比赛。"""

    code = "round_not_found"


@dataclass(frozen=True, slots=True)
class Frozen:
    """What opening a round fixed for good: its rules, questions by qid and their HTML, the draw and its key."""

    rules: RoundRules
    questions: dict[str, Question]
    fragments: dict[str, QuestionFragments]
    drawer: Drawer
    key: bytes


@dataclass(frozen=True, slots=True)
class PreparedRound:
    """A round as starting, sitting and grading need it; window and extensions as they are now."""

    id: int
    name: str
    number: int
    state: str
    event_id: int
    event_code: str
    event_name: str
    window: Window
    extensions: tuple[Extension, ...]
    time_version: int
    rules: RoundRules
    questions: dict[str, Question]
    fragments: dict[str, QuestionFragments]
    drawer: Drawer
    key: bytes


CacheKey = tuple[str, int, str, str, str, str]
_kept: OrderedDict[CacheKey, Frozen] = OrderedDict()
_kept_lock = Lock()


def prepared_round(session: Session, vault: Vault, round_id: int) -> PreparedRound:
    """Return the round prepared; raise RoundNotFound, or RoundNotFrozen while it is a draft."""
    row = session.get(Round, integer_id(round_id), options=[joinedload(Round.event)], populate_existing=True)
    if row is None:
        raise RoundNotFound
    if row.state == "draft" or row.sealed_secret is None:
        raise RoundNotFrozen
    frozen = _frozen(session, vault, row)
    return PreparedRound(
        id=row.id,
        name=row.name,
        number=row.number,
        state=row.state,
        event_id=row.event_id,
        event_code=row.event.code,
        event_name=row.event.name,
        window=Window(row.opens_at, row.closes_at),
        extensions=_extensions(session, row.id),
        time_version=row.time_version,
        rules=frozen.rules,
        questions=frozen.questions,
        fragments=frozen.fragments,
        drawer=frozen.drawer,
        key=frozen.key,
    )


def round_rules(session: Session, row: Round) -> RoundRules | None:
    """Return the round's rules with the blueprint in force, None while it has no blueprint."""
    newest = (
        select(BlueprintVersion.content)
        .where(BlueprintVersion.round_id == row.id)
        .order_by(BlueprintVersion.version.desc())
        .limit(1)
    )
    content = session.scalar(newest)
    return rules_from_json({**row.rules, "blueprint": content}) if content is not None else None


def drawn_question(question: Question, revision: int) -> DrawnQuestion:
    """Return what the draw has to know of a question."""
    return DrawnQuestion(
        qid=question.qid,
        revision=revision,
        qtype=question.qtype,
        topic=question.topic,
        difficulty=question.difficulty,
        pool=question.pool,
        option_ids=question.option_ids,
        pinned_ids=question.pinned_ids,
    )


def _extensions(session: Session, round_id: int) -> tuple[Extension, ...]:
    granted = select(RoundExtension.granted_at, RoundExtension.seconds).where(
        RoundExtension.round_id == round_id
    )
    return tuple(Extension(granted_at, seconds) for granted_at, seconds in session.execute(granted))


def _frozen(session: Session, vault: Vault, row: Round) -> Frozen:
    address = session.get_bind().engine.url.render_as_string(hide_password=True)
    cache_key = (address, row.id, row.rules_hash, row.bank_hash, row.commitment, row.public_number)
    with _kept_lock:
        if cache_key in _kept:
            _kept.move_to_end(cache_key)
            return _kept[cache_key]
    frozen = _prepare(session, vault, row)
    with _kept_lock:
        _kept[cache_key] = frozen
        while len(_kept) > MOST_ROUNDS_KEPT:
            _kept.popitem(last=False)
    return frozen


def _prepare(session: Session, vault: Vault, row: Round) -> Frozen:
    rules = round_rules(session, row)
    if rules is None or row.sealed_secret is None:
        raise RoundNotFrozen
    numbered = frozen_questions(session, row.id)
    bank = [drawn_question(question, number) for question, number in numbered]
    return Frozen(
        rules=rules,
        questions={question.qid: question for question, _ in numbered},
        fragments=fragments_of(session, (question for question, _ in numbered)),
        drawer=Drawer(rules.blueprint, bank),
        key=round_key(vault.decrypt(row.sealed_secret), row.public_number),
    )
