"""Hold the record of a rehearsal against what its phones were promised."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from examapp.domain.grading import answers_hash
from examapp.domain.questions import canonical_json
from examapp.domain.rehearsal import AcknowledgedEntry, Findings, Rehearsal, SittingLog
from examapp.domain.rehearsal_scoring import last_responses, score_by_phone
from examapp.domain.wording import N_
from examapp.services.close_round import close_round
from examapp.services.export_finals import export_round
from examapp.services.rank_round import rank_round, ranking_to_json
from examapp.storage.attempts import JournalRow
from examapp.storage.results import Result
from examapp.storage.vault import Vault

ATTEMPTS_AT_ONCE = 200
MOST_EXAMPLES = 20
LOST = N_("答卷 {attempt} 第 {item} 题：已确认的作答（会话 {sitting}，序号 {seq}）在记录中没有找到")
WRONG = N_("答卷 {attempt}：记录的成绩与按手机记录重新计算的成绩不一致")

# By sitting and seq: item, kind, response and status as stored.
_Stored = Mapping[tuple[int, int], tuple[int, str, object, str]]


@dataclass(slots=True)
class _Comparison:
    found: int = 0
    results: int = 0
    wrong: int = 0
    examples: list[str] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        """Keep the sentence as an example, unless there are enough."""
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append(sentence)


def check_rehearsal(
    session: Session,
    vault: Vault,
    *,
    rehearsal: Rehearsal,
    logs: Sequence[SittingLog],
    actor: str,
    now: datetime,
) -> Findings:
    """Close the rounds, compare every log with the record, rank each round twice, export the lists."""
    for event in rehearsal.events:
        reason = N_("彩排结束")
        close_round(session, vault, round_id=event.round_id, actor=actor, now=now, reason=reason, force=True)
    comparison = _Comparison()
    for some in _batches(logs):
        _compare(session, vault, some, comparison)
    ranked, advanced, repeatable = _rank_twice(session, vault, rehearsal, now)
    return Findings(
        acknowledged=sum(len(log.entries) for log in logs),
        found=comparison.found,
        results=comparison.results,
        wrong=comparison.wrong,
        ranked=ranked,
        advanced=advanced,
        repeatable=repeatable,
        finals_bytes=sum(_exported_bytes(session, vault, event.round_id, now) for event in rehearsal.events),
        examples=tuple(comparison.examples),
    )


def _batches(logs: Sequence[SittingLog]) -> Iterator[list[SittingLog]]:
    remaining = iter(log for log in logs if log.attempt_id is not None)
    while some := list(islice(remaining, ATTEMPTS_AT_ONCE)):
        yield some


def _compare(session: Session, vault: Vault, logs: Sequence[SittingLog], comparison: _Comparison) -> None:
    ids = [log.attempt_id for log in logs if log.attempt_id is not None]
    stored = _stored_entries(session, ids)
    results = _stored_results(session, ids)
    for log in logs:
        _compare_entries(vault, log, stored.get(log.attempt_id or 0, {}), comparison)
        if log.finished:
            _compare_result(log, results.get(log.attempt_id or 0), comparison)


def _stored_entries(session: Session, attempt_ids: Sequence[int]) -> dict[int, _Stored]:
    query = select(
        JournalRow.attempt_id,
        JournalRow.sitting,
        JournalRow.seq,
        JournalRow.item,
        JournalRow.kind,
        JournalRow.response,
        JournalRow.status,
    ).where(JournalRow.attempt_id.in_(attempt_ids))
    stored: dict[int, dict[tuple[int, int], tuple[int, str, object, str]]] = {}
    for attempt_id, sitting, seq, item, kind, response, status in session.execute(query):
        of_attempt = stored.setdefault(attempt_id, {})
        of_attempt[sitting, seq] = (item, kind, json.loads(response), status)
    return dict(stored)


def _compare_entries(vault: Vault, log: SittingLog, stored: _Stored, comparison: _Comparison) -> None:
    attempt_id = log.attempt_id or 0
    sittings = {token: vault.sitting_of(attempt_id, token) for token in {e.session for e in log.entries}}
    for entry in log.entries:
        sitting = sittings[entry.session] or 0
        if stored.get((sitting, entry.seq)) == (entry.item, entry.kind, entry.response, "saved"):
            comparison.found += 1
        else:
            comparison.note(_lost(attempt_id, sitting, entry))


def _lost(attempt_id: int, sitting: int, entry: AcknowledgedEntry) -> str:
    return LOST.format(attempt=attempt_id, item=entry.item, sitting=sitting, seq=entry.seq)


def _stored_results(session: Session, attempt_ids: Sequence[int]) -> dict[int, Result]:
    query = (
        select(Result)
        .options(undefer(Result.marks), undefer(Result.responses))
        .where(Result.attempt_id.in_(attempt_ids), Result.is_current)
        .execution_options(populate_existing=True)
    )
    return {result.attempt_id: result for result in session.scalars(query)}


def _compare_result(log: SittingLog, result: Result | None, comparison: _Comparison) -> None:
    comparison.results += result is not None
    if result is None or not _agrees(log, result):
        comparison.wrong += 1
        comparison.note(WRONG.format(attempt=log.attempt_id))


def _agrees(log: SittingLog, result: Result) -> bool:
    responses, score = last_responses(log), score_by_phone(log)
    return (
        result.responses == {str(item): response for item, response in responses.items()}
        and result.answers_hash == answers_hash(responses)
        and result.total == score.total
        and result.section_scores == score.section_scores
        and result.marks == list(score.marks)
        and result.answered == score.answered
    )


def _rank_twice(session: Session, vault: Vault, rehearsal: Rehearsal, now: datetime) -> tuple[int, int, bool]:
    """Return how many were ranked, how many of them go on, and whether ranking again gives the same bytes."""
    ranked, advanced, repeatable = 0, 0, True
    for event in rehearsal.events:
        first = rank_round(session, vault, round_id=event.round_id, now=now)
        session.expire_all()
        again = rank_round(session, vault, round_id=event.round_id, now=now)
        ranked += len(first.rows)
        advanced += sum(row.state == "advanced" for row in first.rows)
        repeatable &= canonical_json(ranking_to_json(first)) == canonical_json(ranking_to_json(again))
    return ranked, advanced, repeatable


def _exported_bytes(session: Session, vault: Vault, round_id: int, now: datetime) -> int:
    return len(export_round(session, vault, round_id=round_id, format="xlsx", generated_at=now))
