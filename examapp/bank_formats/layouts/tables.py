"""Reads tables of any layout: known headers, columns known by their cells, or columns that a person named."""

from __future__ import annotations

from dataclasses import dataclass

from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.draft import FIELD_LABELS
from examapp.bank_formats.headers import SERIAL, column_letters
from examapp.bank_formats.layouts.arranging import (
    NO_HEADER,
    Arrangement,
    arranged_by_cells,
    arranged_by_headers,
    shape_of,
)
from examapp.bank_formats.layouts.column_asks import COLUMNS_CODE, ask_columns
from examapp.bank_formats.layouts.settling import report_open_ask, settled_grid
from examapp.bank_formats.table import Grid, read_grid
from examapp.domain.problems import Problem as Wording
from examapp.domain.wording import N_

_COLUMN_IS = N_("{column} 列是{field}")
_OPTION_COLUMN = N_("选项{letter}")
_SERIAL_COLUMN = N_("序号")


@dataclass(frozen=True, slots=True)
class SeenTable:
    """A table and how it can be read: None for one without questions that could be seen."""

    grid: Grid
    arrangement: Arrangement | None
    has_headers: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether its columns are known without asking."""
        return self.arrangement is not None and self.arrangement.is_certain


def seen_table(grid: Grid) -> SeenTable:
    """Return how a grid can be read."""
    by_headers = arranged_by_headers(grid)
    if by_headers is not None:
        return SeenTable(grid, by_headers, has_headers=True)
    return SeenTable(grid, arranged_by_cells(grid))


def read_table(table: SeenTable, assembly: Assembly) -> None:
    """Take the questions of a table into the assembly, as far as nothing is left to ask."""
    proposal, asker, grid = table.arrangement, assembly.asker, table.grid
    if proposal is None:
        return
    named = f"{grid.sheet}\x01" if asker.has_sheets else ""
    asker.shape.append(named + shape_of(grid, proposal))
    arrangement: Arrangement | None = proposal
    if not proposal.is_certain or asker.answer_for(COLUMNS_CODE, grid.sheet) is not None:
        arrangement = ask_columns(grid, proposal, asker)
    elif proposal.header_row == NO_HEADER:
        _warn_of_columns(grid, proposal, assembly)
    if arrangement is None:
        ask = next(ask for ask in asker.asks if ask.key == asker.key(COLUMNS_CODE, grid.sheet))
        count = sum(any(row) for row in grid.rows[proposal.header_row + 1 :])
        report_open_ask(ask, count, grid, proposal.header_row + 1, assembly)
        return
    settled, columns = settled_grid(grid, arrangement, assembly)
    read_grid(settled, assembly, (arrangement.header_row, columns))


def _warn_of_columns(grid: Grid, arrangement: Arrangement, assembly: Assembly) -> None:
    """Say how a table without headers is read."""
    told = tuple(
        Wording(_COLUMN_IS, {"column": column_letters(number), "field": _spoken(name)})
        for number, name in sorted(arrangement.columns.fields.items())
    )
    assembly.problems.warning("columns_by_cells", grid.place(arrangement.header_row + 1), columns=told)


def _spoken(name: str) -> Wording:
    if name == SERIAL:
        return Wording(_SERIAL_COLUMN)
    if name.startswith("option "):
        return Wording(_OPTION_COLUMN, {"letter": name.removeprefix("option ")})
    return Wording(FIELD_LABELS[name])
