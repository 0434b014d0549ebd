"""The internal finals list of one event as a table: the columns of the rule book, title and footer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from examapp.domain.finals_rows import FinalsRow, tie_text
from examapp.domain.working_days import CONTEST_ZONE
from examapp.list_formats.cells import Cell, points


@dataclass(frozen=True, slots=True)
class FinalsSheet:
    """What is printed of one event's list; `version` is None for a ranking that is not published.

    `sitting` counts people whose attempts still run. The hashes are hex SHA-256.
    """

    competition_name: str
    event_code: str
    event_name: str
    round_name: str
    version: int | None
    sitting: int
    rows: tuple[FinalsRow, ...]
    rules_hash: str
    bank_hash: str
    ranking_hash: str
    generated_at: datetime

    @property
    def title(self) -> str:
        """The heading of the printed list."""
        return f"{self.competition_name} {self.event_name} {self.round_name}晋级名单（内部）"

    @property
    def version_text(self) -> str:
        """Which version it is, and that it is none while nothing is published."""
        if self.version is not None:
            return f"第 {self.version} 版"
        return f"未公布（还有 {self.sitting} 人在考）" if self.sitting else "未公布"

    @property
    def generated_text(self) -> str:
        """When the file was made, in the contest's time zone."""
        return self.generated_at.astimezone(CONTEST_ZONE).strftime("%Y-%m-%d %H:%M:%S")

    @property
    def footer(self) -> tuple[tuple[str, str], ...]:
        """What stands under the table: a label and a value a line."""
        return (
            ("规则指纹", self.rules_hash),
            ("题库指纹", self.bank_hash),
            ("排名指纹", self.ranking_hash),
            ("生成时间", f"{self.generated_text}（北京时间）"),
        )


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and its cell for a row and the row above it."""

    heading: str
    width: int
    cell: Callable[[FinalsSheet, FinalsRow, FinalsRow | None], Cell]


SIGNATURES = ("制表：", "复核：", "监督：")
EXTRA_SECTIONS = {
    "blank": "填空得分",
    "numeric": "数值题得分",
    "matching": "匹配题得分",
    "ordering": "排序题得分",
    "cloze": "完形填空得分",
    "scenario": "材料题得分",
}


def _section(heading: str, qtype: str) -> Column:
    def cell(_sheet: FinalsSheet, row: FinalsRow, _above: FinalsRow | None) -> Cell:
        return points(row.section_scores[qtype]) if qtype in row.section_scores else ""

    return Column(heading, 6, cell)


def _remark(row: FinalsRow) -> str:
    return f"{row.reason.message}：{row.remark}" if row.remark else row.reason.message


FIRST_COLUMNS = (
    Column("排名", 5, lambda _sheet, row, _above: row.rank or ""),
    Column("准考证号", 14, lambda _sheet, row, _above: row.ticket),
    Column("姓名", 9, lambda _sheet, row, _above: row.name),
    Column("工作单位", 21, lambda _sheet, row, _above: row.employer),
    Column("代表队", 12, lambda _sheet, row, _above: row.delegation),
    Column("赛项", 12, lambda sheet, _row, _above: f"{sheet.event_code} {sheet.event_name}"),
    Column("理论总分", 6, lambda _sheet, row, _above: points(row.total)),
    _section("多选得分", "multiple"),
    _section("单选得分", "single"),
    _section("判断得分", "judge"),
)
LAST_COLUMNS = (
    Column("用时(秒)", 6, lambda _sheet, row, _above: row.time_used_s),
    Column("同分判定", 13, lambda _sheet, row, above: tie_text(row, above)),
    # The check of papers is done by people with the list in hand, who fill this in.
    Column("资格审查", 6, lambda _sheet, _row, _above: ""),
    Column("名单状态", 11, lambda _sheet, row, _above: row.state_label),
    Column("候补序", 6, lambda _sheet, row, _above: row.alternate_no or ""),
    Column("备注", 24, lambda _sheet, row, _above: _remark(row)),
)


def columns_for(sheets: Iterable[FinalsSheet]) -> tuple[Column, ...]:
    """Return the columns of the rule book, with one more for each further question type that was set."""
    scored = {qtype for sheet in sheets for row in sheet.rows for qtype in row.section_scores}
    extra = [_section(heading, qtype) for qtype, heading in EXTRA_SECTIONS.items() if qtype in scored]
    return (*FIRST_COLUMNS, *extra, *LAST_COLUMNS)


def table(sheet: FinalsSheet, columns: Sequence[Column]) -> Iterable[list[Cell]]:
    """Yield the cells of each row, in order of the list."""
    for above, row in pairwise((None, *sheet.rows)):
        if row is not None:
            yield [column.cell(sheet, row, above) for column in columns]
