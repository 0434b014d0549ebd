"""Publish the finals list of a closed round: a new version that never changes again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.domain.finals_rows import row_to_json
from examapp.domain.questions import canonical_json
from examapp.services.audit_log import record
from examapp.services.find_round import RoundNotClosed, given_reason, lock_round, subject_of
from examapp.services.qualify_for_next_round import qualify_for_next_round
from examapp.services.rank_round import Ranking, rank_round
from examapp.storage.results import FinalsList
from examapp.storage.vault import Vault


class NobodyRanked(ExamError):
    """“{round}”没有任何成绩，没有名单可以公布。"""

    code = "nobody_ranked"


class NothingChanged(ExamError):
    """名单与已公布的第 {version} 版完全相同，没有新版本可以公布。"""

    code = "nothing_changed"


def publish_finals_list(
    session: Session, vault: Vault, *, round_id: int, actor: str, now: datetime, reason: str = ""
) -> int:
    """Publish the ranking as it is now and return the number of its version; open the next round to it.

    Raises RoundNotClosed, NobodyRanked, NothingChanged; ReasonNeeded from the second version on.
    """
    round_row = lock_round(session, round_id)
    if round_row.state != "closed":
        raise RoundNotClosed(round=round_row.name)
    ranking = rank_round(session, vault, round_id=round_id, now=now)
    if not ranking.rows:
        raise NobodyRanked(round=round_row.name)
    last = _last_version(session, round_id)
    if last is not None:
        _check_changed(last, ranking)
        reason = given_reason(reason)
    published = _add(session, last, ranking, reason.strip(), actor, now)
    record(
        session,
        now=now,
        actor=actor,
        action="finals.publish",
        subject=subject_of(round_row),
        before=_summary(last),
        after=_summary(published),
        reason=reason.strip(),
    )
    qualify_for_next_round(session, round_id=round_id, actor=actor, now=now)
    return published.version


def _last_version(session: Session, round_id: int) -> FinalsList | None:
    query = select(FinalsList).where(FinalsList.round_id == round_id).order_by(FinalsList.version.desc())
    return session.scalar(query.limit(1))


def _check_changed(last: FinalsList, ranking: Ranking) -> None:
    if canonical_json(last.rows) == canonical_json([row_to_json(row) for row in ranking.rows]):
        raise NothingChanged(version=last.version)


def _add(
    session: Session, last: FinalsList | None, ranking: Ranking, reason: str, actor: str, now: datetime
) -> FinalsList:
    published = FinalsList(
        round_id=ranking.round_id,
        version=last.version + 1 if last else 1,
        rows=[row_to_json(row) for row in ranking.rows],
        ranking_hash=ranking.ranking_hash,
        rules_hash=ranking.rules_hash,
        bank_hash=ranking.bank_hash,
        reason=reason,
        published_at=now,
        actor=actor,
    )
    session.add(published)
    session.flush()
    return published


def _summary(published: FinalsList | None) -> dict[str, object] | None:
    if published is None:
        return None
    advanced = sum(row["state"] == "advanced" for row in published.rows)
    return {"version": published.version, "ranking_hash": published.ranking_hash, "advanced": advanced}
