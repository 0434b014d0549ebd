"""Builders of rows for tests: a made-up contest, small enough to see through."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.questions import ChoiceAnswer, JudgeAnswer, Option, Question, question_to_json, sha256_of
from examapp.domain.randomness import commitment
from examapp.domain.rules import Blueprint, RoundRules, Section, rules_to_json
from examapp.storage.banks import Bank, BankQuestion, QuestionRevision, RoundQuestion
from examapp.storage.contest import BlueprintVersion, Competition, Event, Round
from examapp.storage.people import Consent, Delegation, Employer, Entrant, Entry
from examapp.storage.vault import Vault

SMALL_BLUEPRINT = Blueprint(
    (Section("single", 4, 1000), Section("multiple", 2, 2000), Section("judge", 2, 1000))
)


def make_competition(session: Session, now: datetime, name: str = "测试大赛") -> Competition:
    """A competition with a notice to accept."""
    competition = Competition(name=name, notice_version="1", notice_text="考试须知", created_at=now)
    session.add(competition)
    session.flush()
    return competition


def make_event(session: Session, competition: Competition, code: str = "11", name: str = "焊接") -> Event:
    """An event of the competition."""
    event = Event(competition_id=competition.id, code=code, name=name)
    session.add(event)
    session.flush()
    return event


def make_round(
    session: Session,
    event: Event,
    now: datetime,
    *,
    number: int = 1,
    rules: RoundRules | None = None,
    opens_in: timedelta = timedelta(hours=-1),
    closes_in: timedelta = timedelta(hours=8),
) -> Round:
    """A round in draft with a blueprint of eight questions, its window around `now`."""
    rules = rules or RoundRules(SMALL_BLUEPRINT)
    content = rules_to_json(rules)
    blueprint = content.pop("blueprint")
    row = Round(
        event_id=event.id,
        number=number,
        name="初赛",
        opens_at=now + opens_in,
        closes_at=now + closes_in,
        rules=content,
    )
    session.add(row)
    session.flush()
    session.add(BlueprintVersion(round_id=row.id, version=1, content=blueprint, created_at=now, actor="test"))
    session.flush()
    return row


def freeze_round(
    session: Session, vault: Vault, row: Round, now: datetime, secret: bytes = bytes(range(32))
) -> Round:
    """The round opened with its event's whole bank, its draw under the given secret."""
    revisions = session.scalars(
        select(QuestionRevision)
        .join(BankQuestion, BankQuestion.id == QuestionRevision.question_id)
        .join(Bank, Bank.id == BankQuestion.bank_id)
        .where(Bank.event_id == row.event_id, QuestionRevision.number == BankQuestion.current_revision)
    ).all()
    session.add_all(RoundQuestion(round_id=row.id, revision_id=revision.id) for revision in revisions)
    row.rules_hash = sha256_of([row.rules, row.blueprints[-1].content])
    row.bank_hash = sha256_of(sorted(revision.content_hash for revision in revisions))
    row.roster_hash = sha256_of([])
    row.commitment = commitment(secret, row.bank_hash, row.rules_hash, row.roster_hash)
    row.sealed_secret = vault.encrypt(secret)
    row.state, row.opened_at = "open", now
    session.flush()
    return row


def give_consent(session: Session, entry: Entry, now: datetime) -> None:
    """The entrant's acceptance of the competition's notice."""
    session.add(Consent(entrant_id=entry.entrant_id, notice_version="1", given_at=now))
    session.flush()


def make_question(number: int, qtype: str = "single", **changes: object) -> Question:
    """A question whose right options are B (单选), A and C (多选), or which is right when even (判断)."""
    options = tuple(Option(letter, f"选项{letter}{number}") for letter in "ABCD") if qtype != "judge" else ()
    answer = {
        "single": ChoiceAnswer(frozenset("B")),
        "multiple": ChoiceAnswer(frozenset("AC")),
        "judge": JudgeAnswer(number % 2 == 0),
    }[qtype]
    values: dict[str, object] = {
        "qid": f"{qtype}-{number:03d}",
        "qtype": qtype,
        "stem": f"{qtype} 题干 {number}",
        "options": options,
        "answer": answer,
        "explanation": f"解析 {number}",
        "topic": ("安全", "工艺")[number % 2],
        "difficulty": 1 + number % 3,
    }
    return Question(**{**values, **changes})  # type: ignore[arg-type]


def make_bank(session: Session, event: Event, now: datetime, per_type: int = 10) -> Bank:
    """A bank of `per_type` questions of each choice type and 判断."""
    bank = Bank(event_id=event.id)
    session.add(bank)
    session.flush()
    for qtype in ("single", "multiple", "judge"):
        for number in range(per_type):
            add_question(session, bank, make_question(number, qtype), now)
    return bank


def add_question(session: Session, bank: Bank, question: Question, now: datetime) -> QuestionRevision:
    """The question as the first revision of its qid."""
    content = question_to_json(question)
    row = BankQuestion(bank_id=bank.id, qid=question.qid, imported_hash=sha256_of(content))
    session.add(row)
    session.flush()
    revision = QuestionRevision(
        question_id=row.id,
        number=1,
        content=content,
        content_hash=sha256_of(content),
        qtype=question.qtype,
        topic=question.topic,
        difficulty=question.difficulty,
        pool=question.pool,
        status=question.status,
        created_at=now,
        actor="test",
    )
    session.add(revision)
    session.flush()
    return revision


def make_entry(session: Session, vault: Vault, event: Event, number: int = 1) -> Entry:
    """An entrant of the event; five in a row share an employer, ten a delegation."""
    competition_id = event.competition_id
    employer = _named(session, Employer, competition_id, f"示例单位{number // 5}")
    delegation = _named(
        session, Delegation, competition_id, f"代表队{number // 10}", code=f"{number // 10:02d}"
    )
    entrant = Entrant(
        competition_id=competition_id,
        identity_hash=vault.lookup_hash("test", f"{event.id}-{number}"),
        name=f"职工{number}",
        mobile_encrypted=vault.encrypt_text(f"1380000{number:04d}"),
        employer_id=employer.id,
        delegation_id=delegation.id,
    )
    session.add(entrant)
    session.flush()
    entry = Entry(entrant_id=entrant.id, event_id=event.id, ticket=f"04{event.id:02d}00{number:06d}")
    session.add(entry)
    session.flush()
    return entry


def _named(
    session: Session, table: type[Employer | Delegation], competition_id: int, name: str, **more: str
) -> Employer | Delegation:
    row = session.query(table).filter_by(competition_id=competition_id, name=name).one_or_none()
    if row is None:
        row = table(competition_id=competition_id, name=name, **more)
        session.add(row)
        session.flush()
    return row
