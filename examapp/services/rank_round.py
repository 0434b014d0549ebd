"""Rank a round: from the results in the record to the finals list, with every place's reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.domain.advancement import Place, advance, promote
from examapp.domain.errors import ExamError
from examapp.domain.finals_rows import FinalsRow, finals_row, ranking_hash, row_to_json
from examapp.domain.grading import PaperScore
from examapp.domain.randomness import round_key
from examapp.domain.rules import AdvancementRules
from examapp.domain.standings import Contender, Exclusion, rank
from examapp.services.edit_blueprint import round_rules
from examapp.services.find_round import find_round
from examapp.services.sweep_attempts import sweep_attempts
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Round
from examapp.storage.results import FinalsList
from examapp.storage.scored_entries import ScoredEntry, scored_entries
from examapp.storage.vault import Vault

SWEEP_BATCH = 500


class RoundStillSitting(ExamError):
    """“{round}”还有 {sitting} 人在考，不能排名；请等他们交卷或到时，或者先看预排名。"""

    code = "round_still_sitting"


class RoundNeverOpened(ExamError):
    """“{round}”还没有开放，没有成绩可以排名。"""

    code = "round_never_opened"


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranking of one round; `sitting` counts the attempts still open, which have no place yet.

    `rows` are in order of rank, the excluded last. The hashes are hex SHA-256.
    """

    round_id: int
    event_code: str
    event_name: str
    round_number: int
    round_name: str
    round_state: str
    sitting: int
    rows: tuple[FinalsRow, ...]
    ranking_hash: str
    rules_hash: str
    bank_hash: str

    @property
    def is_preliminary(self) -> bool:
        """Whether places may still change because people may still sit."""
        return self.round_state != "closed" or self.sitting > 0


def rank_round(
    session: Session, vault: Vault, *, round_id: int, now: datetime, preliminary: bool = False
) -> Ranking:
    """Close what has run out, then rank everybody who has a result.

    Raises RoundNeverOpened; RoundStillSitting unless preliminary.
    """
    sweep_round(session, vault, round_id=round_id, now=now)
    ranking = current_ranking(session, vault, round_id=round_id)
    if ranking.sitting and not preliminary:
        raise RoundStillSitting(round=ranking.round_name, sitting=ranking.sitting)
    return ranking


def current_ranking(
    session: Session, vault: Vault, *, round_id: int, instead: Mapping[str, PaperScore] | None = None
) -> Ranking:
    """Return the ranking by the results in the record, changing nothing; who never started is left out.

    `instead` holds scores by ticket to rank by in place of those in the record.

    Who is excluded before the first list is published has no place; who is excluded after it keeps the
    rank, and the next alternate steps in. An attempt that has run out but waits for the next sweep
    counts as sitting. Raises RoundNeverOpened.
    """
    round_row = find_round(session, round_id)
    if round_row.state == "draft":
        raise RoundNeverOpened(round=round_row.name)
    rows = tuple(_rows(session, vault, round_row, instead or {}))
    return Ranking(
        round_id=round_row.id,
        event_code=round_row.event.code,
        event_name=round_row.event.name,
        round_number=round_row.number,
        round_name=round_row.name,
        round_state=round_row.state,
        sitting=count_open_attempts(session, round_id),
        rows=rows,
        ranking_hash=ranking_hash(round_row.rules_hash, round_row.bank_hash, rows),
        rules_hash=round_row.rules_hash,
        bank_hash=round_row.bank_hash,
    )


def ranking_to_json(ranking: Ranking) -> dict[str, Any]:
    """Return the ranking as plain JSON values for other programs; the reason is its Chinese sentence."""
    return {
        "event": {"code": ranking.event_code, "name": ranking.event_name},
        "round": {"number": ranking.round_number, "name": ranking.round_name, "state": ranking.round_state},
        "preliminary": ranking.is_preliminary,
        "sitting": ranking.sitting,
        "hashes": {
            "ranking": ranking.ranking_hash,
            "rules": ranking.rules_hash,
            "bank": ranking.bank_hash,
        },
        "rows": [{**row_to_json(row), "reason": row.reason.message} for row in ranking.rows],
    }


def sweep_round(session: Session, vault: Vault, *, round_id: int, now: datetime) -> int:
    """Close every expired attempt of the round and return how many there were."""
    swept = 0
    while batch := sweep_attempts(session, vault, now=now, limit=SWEEP_BATCH, round_id=round_id):
        swept += batch
    return swept


def count_open_attempts(session: Session, round_id: int) -> int:
    """Return how many attempts of the round are running."""
    query = select(func.count()).where(Attempt.round_id == round_id, Attempt.state == "open")
    return session.scalar(query) or 0


def lot_key(vault: Vault, round_row: Round) -> bytes:
    """Return the key that the round's lots are drawn with: the one of its papers."""
    sealed = round_row.sealed_secret
    return round_key(vault.decrypt(sealed), round_row.public_number) if sealed else b""


def _rows(
    session: Session, vault: Vault, round_row: Round, instead: Mapping[str, PaperScore]
) -> Iterator[FinalsRow]:
    scored = {
        entry.ticket: _scored_instead(entry, instead.get(entry.ticket))
        for entry in scored_entries(session, round_row.id)
    }
    rules = round_rules(session, round_row).advancement
    places = _places(
        [_contender(entry) for entry in scored.values()],
        rules,
        _excluded_before_publication(session, round_row.id),
        lot_key(vault, round_row),
        round_row.event.code,
    )
    for place in places:
        entry = scored[place.standing.contender.ticket]
        yield finals_row(place, entry.name, entry.exclusion_reason)


def _scored_instead(entry: ScoredEntry, score: PaperScore | None) -> ScoredEntry:
    return replace(entry, total=score.total, section_scores=score.section_scores) if score else entry


def _places(
    contenders: Iterable[Contender],
    rules: AdvancementRules,
    excluded_before: frozenset[str] | None,
    key: bytes,
    event: str,
) -> tuple[Place, ...]:
    """Rank as if nobody had left after publication, then let the alternates step in for those who did."""
    left: dict[Exclusion, set[str]] = {"withdrawn": set(), "disqualified": set()}
    field = []
    for contender in contenders:
        if contender.exclusion and excluded_before is not None and contender.ticket not in excluded_before:
            left[contender.exclusion].add(contender.ticket)
            contender = replace(contender, exclusion="")
        field.append(contender)
    places = advance(rank(field, rules, key, event), rules, key, event)
    return promote(places, rules, left["withdrawn"], left["disqualified"])


def _excluded_before_publication(session: Session, round_id: int) -> frozenset[str] | None:
    """Return the tickets without a rank in the first published list, None when there is none yet."""
    first = select(FinalsList.rows).where(FinalsList.round_id == round_id).order_by(FinalsList.version)
    rows = session.scalar(first.limit(1))
    return None if rows is None else frozenset(row["ticket"] for row in rows if row["rank"] == 0)


def _contender(entry: ScoredEntry) -> Contender:
    return Contender(
        ticket=entry.ticket,
        employer=entry.employer,
        delegation=entry.delegation,
        total=entry.total,
        section_scores=tuple(sorted(entry.section_scores.items())),
        time_used_s=entry.time_used_ms // 1000,
        exclusion=cast("Exclusion", entry.exclusion),
    )
