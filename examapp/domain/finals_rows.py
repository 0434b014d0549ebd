"""Rows of a finals list: what is stored when it is published, and hashed so that nobody can change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from examapp.domain.advancement import Place, Reason, State
from examapp.domain.questions import sha256_of
from examapp.domain.rules import TieStep
from examapp.domain.wording import N_

STATE_LABELS: dict[State, str] = {
    "advanced": N_("晋级"),
    "alternate": N_("候补"),
    "capped_employer": N_("名额受限"),
    "capped_delegation": N_("名额受限"),
    "below_minimum": N_("未达最低分"),
    "outside_quota": N_("未晋级"),
    "cut_tie": N_("未晋级"),
    "withdrawn": N_("放弃"),
    "disqualified": N_("取消"),
}
PROMOTED_LABEL = N_("递补")
STEP_LABELS: dict[TieStep, str] = {
    "total": N_("总分"),
    "single": N_("单选得分"),
    "multiple": N_("多选得分"),
    "judge": N_("判断得分"),
    "blank": N_("填空得分"),
    "numeric": N_("数值题得分"),
    "matching": N_("匹配题得分"),
    "ordering": N_("排序题得分"),
    "cloze": N_("完形填空得分"),
    "scenario": N_("材料题得分"),
    "time_used": N_("用时"),
    "lot": N_("抽签"),
}


@dataclass(frozen=True, slots=True)
class FinalsRow:
    """One place on a finals list with all that led to it; scores in centipoints, rank 0 for the excluded."""

    rank: int
    ticket: str
    name: str
    employer: str
    delegation: str
    total: int
    section_scores: Mapping[str, int]
    time_used_s: int
    tied_with: int
    decided_by: TieStep | None
    lot_number: int | None
    state: State
    alternate_no: int | None
    reason: Reason
    remark: str = ""

    @property
    def is_promoted(self) -> bool:
        """Whether this one advanced from the alternates."""
        return self.state == "advanced" and self.alternate_no is not None

    @property
    def state_label(self) -> str:
        """What became of this one in a word, in Chinese and marked for translation."""
        return PROMOTED_LABEL if self.is_promoted else STATE_LABELS[self.state]


def finals_row(place: Place, name: str, remark: str = "") -> FinalsRow:
    """Return the row of a place."""
    standing, contender = place.standing, place.standing.contender
    return FinalsRow(
        rank=standing.rank,
        ticket=contender.ticket,
        name=name,
        employer=contender.employer,
        delegation=contender.delegation,
        total=contender.total,
        section_scores=dict(contender.section_scores),
        time_used_s=contender.time_used_s,
        tied_with=standing.tied_with,
        decided_by=standing.decided_by,
        lot_number=standing.lot_number,
        state=place.state,
        alternate_no=place.alternate_no,
        reason=place.reason,
        remark=remark,
    )


def row_to_json(row: FinalsRow) -> dict[str, Any]:
    """Return the row as plain JSON values, every field present."""
    data = {name: getattr(row, name) for name in FinalsRow.__dataclass_fields__}
    reason = {"template": row.reason.template, "parameters": dict(row.reason.parameters)}
    return {**data, "section_scores": dict(row.section_scores), "reason": reason}


def row_from_json(data: Mapping[str, Any]) -> FinalsRow:
    """Return the row that `row_to_json` wrote; raise KeyError, TypeError or ValueError for anything else."""
    if data["state"] not in get_args(State):
        raise ValueError("state")
    reason = Reason(str(data["reason"]["template"]), dict(data["reason"]["parameters"]))
    return FinalsRow(**{**data, "reason": reason})


def ranking_hash(rules_hash: str, bank_hash: str, rows: Iterable[FinalsRow]) -> str:
    """Return hex SHA-256 of the canonical JSON of the rules' and bank's hashes and all rows in order.

    Names and remarks stay outside: the ranking is the same when the spelling of a name is mended.
    """
    hashed = [
        {name: value for name, value in row_to_json(row).items() if name not in ("name", "remark")}
        for row in rows
    ]
    return sha256_of({"rules": rules_hash, "bank": bank_hash, "rows": hashed})


def tie_text(row: FinalsRow, above: FinalsRow | None) -> str:
    """Return what the column 同分判定 says, in Chinese: what separates this one from the one above.

    Only where the totals are equal; a tie that nothing separated is named as one.
    """
    if row.rank == 0:
        return ""
    parts = []
    if above is not None and row.decided_by is not None and row.total == above.total:
        parts.append(N_("与上一名同分，按{step}区分").format(step=STEP_LABELS[row.decided_by]))
    if row.tied_with:
        parts.append(N_("与另外 {count} 人并列").format(count=row.tied_with))
    if row.lot_number is not None:
        parts.append(N_("抽签号 {lot}").format(lot=row.lot_number))
    return "；".join(parts)


def in_order_of_places(rows: Sequence[FinalsRow]) -> list[FinalsRow]:
    """Return those who advance in order of rank, then the alternates by number; nobody else."""
    advanced = [row for row in rows if row.state == "advanced"]
    alternates = [row for row in rows if row.state == "alternate"]
    return [*advanced, *sorted(alternates, key=lambda row: row.alternate_no or 0)]
