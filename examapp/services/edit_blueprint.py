"""Edit what a round in draft will be held under: blueprint, timing, advancement and window."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.domain.blueprint import InvalidBlueprint, blueprint_problems
from examapp.domain.errors import ExamError
from examapp.domain.problems import Problem
from examapp.domain.rules import (
    PRESETS,
    AdvancementRules,
    Blueprint,
    ReviewPolicy,
    RoundRules,
    TimingRules,
    rules_to_json,
)
from examapp.domain.rules_check import rules_problems
from examapp.services import prepared_rounds
from examapp.services.audit_log import record
from examapp.services.find_round import RoundNotDraft, lock_round, subject_of
from examapp.storage.contest import BlueprintVersion, Round


@dataclass(frozen=True, slots=True)
class Afterwards:
    """The rules of what entrants see and may do after a round."""

    show_rank: bool
    review: ReviewPolicy
    appeal_days: int


class InvalidRules(ExamError):
    """规则有误：{details}"""

    code = "invalid_rules"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems, so that a page can list and translate them."""
        self.problems = problems
        super().__init__(details="".join(problem.message for problem in problems))


class InvalidWindow(ExamError):
    """结束时间必须晚于开始时间，请修改时间窗口。"""

    code = "invalid_window"


class RoundWithoutBlueprint(ExamError):
    """“{round}”还没有组卷方案，请先设置。"""

    code = "round_without_blueprint"


class UnknownPreset(ExamError):
    """没有名为“{preset}”的规则模板，请从列表中选择。"""

    code = "unknown_preset"


def round_rules(session: Session, round_row: Round) -> RoundRules:
    """Return the rules in force: those of the round with its highest blueprint version."""
    rules = prepared_rounds.round_rules(session, round_row)
    if rules is None:
        raise RoundWithoutBlueprint(round=round_row.name)
    return rules


def afterwards_of(rules: RoundRules) -> Afterwards:
    """Return what the rules say of the time after the round."""
    return Afterwards(rules.show_rank, rules.review, rules.appeal_days)


def rules_and_blueprint(rules: RoundRules) -> tuple[dict[str, object], dict[str, object]]:
    """Return the rules as a round stores them: without the blueprint, and the blueprint apart."""
    content = rules_to_json(rules)
    blueprint: dict[str, object] = content.pop("blueprint")
    return content, blueprint


def save_blueprint(
    session: Session, *, round_id: int, blueprint: Blueprint, actor: str, now: datetime
) -> int:
    """Add a version of the blueprint and return its number; one that changes nothing is not added.

    Raises RoundNotDraft, InvalidBlueprint, InvalidRules.
    """
    round_row = _draft(session, round_id)
    before = round_rules(session, round_row)
    _check(replace(before, blueprint=blueprint))
    if before.blueprint == blueprint:
        return _last_version(session, round_row)
    version = _add_version(session, round_row, blueprint, actor, now)
    record(
        session,
        now=now,
        actor=actor,
        action="blueprint.save",
        subject=subject_of(round_row),
        before=asdict(before.blueprint),
        after=asdict(blueprint),
    )
    return version


def save_rules(
    session: Session,
    *,
    round_id: int,
    actor: str,
    now: datetime,
    timing: TimingRules | None = None,
    advancement: AdvancementRules | None = None,
    show_score_on_notice: bool | None = None,
    afterwards: Afterwards | None = None,
) -> RoundRules:
    """Replace the parts that are given and return the rules now in force.

    Raises RoundNotDraft, InvalidRules.
    """
    round_row = _draft(session, round_id)
    before = round_rules(session, round_row)
    shown = before.show_score_on_notice if show_score_on_notice is None else show_score_on_notice
    after = replace(
        before,
        timing=timing or before.timing,
        advancement=advancement or before.advancement,
        show_score_on_notice=shown,
        **asdict(afterwards or afterwards_of(before)),
    )
    _check(after)
    _store_rules(session, round_row, before, after, actor, now)
    return after


def save_window(
    session: Session,
    *,
    round_id: int,
    name: str,
    opens_at: datetime,
    closes_at: datetime,
    actor: str,
    now: datetime,
) -> None:
    """Set the name and the window of a round in draft; raise RoundNotDraft, InvalidWindow."""
    round_row = _draft(session, round_id)
    check_window(opens_at, closes_at)
    before = _window(round_row)
    round_row.name, round_row.opens_at, round_row.closes_at = name.strip(), opens_at, closes_at
    session.flush()
    record(
        session,
        now=now,
        actor=actor,
        action="round.window",
        subject=subject_of(round_row),
        before=before,
        after=_window(round_row),
    )


def apply_preset(session: Session, *, round_id: int, preset: str, actor: str, now: datetime) -> RoundRules:
    """Replace blueprint, timing and advancement by those of a preset; raise UnknownPreset, RoundNotDraft."""
    if preset not in PRESETS:
        raise UnknownPreset(preset=preset)
    round_row, rules = _draft(session, round_id), PRESETS[preset]
    before = round_rules(session, round_row)
    if before.blueprint != rules.blueprint:
        _add_version(session, round_row, rules.blueprint, actor, now)
    _store_rules(session, round_row, before, rules, actor, now)
    return rules


def check_window(opens_at: datetime, closes_at: datetime) -> None:
    """Raise InvalidWindow unless the window has a length."""
    if opens_at >= closes_at:
        raise InvalidWindow


def _window(round_row: Round) -> dict[str, str]:
    return {
        "name": round_row.name,
        "opens_at": round_row.opens_at.isoformat(),
        "closes_at": round_row.closes_at.isoformat(),
    }


def _draft(session: Session, round_id: int) -> Round:
    round_row = lock_round(session, round_id)
    if round_row.state != "draft":
        raise RoundNotDraft(round=round_row.name)
    return round_row


def _check(rules: RoundRules) -> None:
    if problems := blueprint_problems(rules.blueprint):
        raise InvalidBlueprint(problems)
    if problems := rules_problems(rules):
        raise InvalidRules(problems)


def _last_version(session: Session, round_row: Round) -> int:
    query = select(func.max(BlueprintVersion.version)).where(BlueprintVersion.round_id == round_row.id)
    return session.scalar(query) or 0


def _add_version(session: Session, round_row: Round, blueprint: Blueprint, actor: str, now: datetime) -> int:
    version = _last_version(session, round_row) + 1
    row = BlueprintVersion(
        round_id=round_row.id, version=version, content=asdict(blueprint), created_at=now, actor=actor
    )
    session.add(row)
    session.flush()
    return version


def _store_rules(
    session: Session, round_row: Round, before: RoundRules, after: RoundRules, actor: str, now: datetime
) -> None:
    if before == after:
        return
    round_row.rules = rules_and_blueprint(after)[0]
    session.flush()
    record(
        session,
        now=now,
        actor=actor,
        action="rules.save",
        subject=subject_of(round_row),
        before=rules_to_json(before),
        after=rules_to_json(after),
    )
