"""A roster file, workbook or CSV, as rows and problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from examapp.bank_formats import workbook
from examapp.bank_formats.cleaning import clean, compact, excerpt
from examapp.bank_formats.csv_table import MAXIMUM_BYTES, MAXIMUM_ROWS, SEPARATORS, grid_of_text
from examapp.bank_formats.decoding import decode
from examapp.bank_formats.report import Place
from examapp.bank_formats.table import Grid
from examapp.bank_formats.workbook_guard import WorkbookRefused
from examapp.domain.problems import Problem as Wording
from examapp.roster_formats.columns import SERIAL, column_named, columns_of, missing_columns
from examapp.roster_formats.duplicates import Duplicates
from examapp.roster_formats.report import ProblemList, RosterReport, RosterRow
from examapp.roster_formats.row_reading import Events, RowReader

HEADER_SEARCH_ROWS = 30
# A row is the header when it names this many columns; fewer could be a row about people.
_HEADERS_AT_LEAST = 3
# 合计 with a number beside it; a person's row has more cells than that.
_REMARK_CELLS_AT_MOST = 3
_REMARK_WORDS = ("注", "说明", "填表", "备注", "合计", "总计", "审核", "制表", "联系")


@dataclass(slots=True)
class _Reading:
    """What has been found so far."""

    events: Events
    problems: ProblemList = field(default_factory=ProblemList)
    rows: list[RosterRow] = field(default_factory=list)
    duplicates: Duplicates = field(default_factory=Duplicates)
    seen: int = 0


def read_roster(data: bytes, filename: str, event_names: Mapping[str, str] | None = None) -> RosterReport:
    """Return what the file holds; `event_names` maps code to name, None leaves events unchecked."""
    reading = _Reading(Events(event_names))
    if event_names is None:
        reading.problems.warning("events_unknown", Place())
    format_name = "xlsx" if workbook.recognises(data, filename) else "csv"
    try:
        grids = (
            workbook.grids_of_workbook(data) if format_name == "xlsx" else _csv_grids(data, reading.problems)
        )
        _read_grids([(grid, visible) for grid, visible in grids if not grid.is_empty], reading)
    except WorkbookRefused as refused:
        reading.problems.error(refused.code, Place(), **refused.parameters)
    if not reading.seen and not reading.problems.has_errors:
        reading.problems.error("no_rows", Place())
    return RosterReport(format_name, tuple(reading.rows), tuple(reading.problems.found), reading.seen)


def _csv_grids(data: bytes, problems: ProblemList) -> list[tuple[Grid, bool]]:
    if len(data) > MAXIMUM_BYTES:
        raise WorkbookRefused("too_large", found=f"{len(data)} B", limit=f"{MAXIMUM_BYTES} B")
    decoded = decode(data)
    if decoded is None:
        raise WorkbookRefused("unknown_format" if b"\x00" in data else "unknown_encoding")
    if decoded.guessed:
        problems.warning("guessed_encoding", Place(), encoding=decoded.encoding)
    grids = [grid_of_text(decoded.text, separator) for separator in SEPARATORS]
    best = max(grids, key=lambda grid: len(_header_of(grid)[1]))
    if len(best.rows) > MAXIMUM_ROWS:
        raise WorkbookRefused("too_large", found=len(best.rows), limit=MAXIMUM_ROWS)
    if best.open_quote is not None:
        problems.error("open_quote", best.place(best.open_quote))
    return [(best, True)]


def _header_of(grid: Grid) -> tuple[int, dict[str, int]]:
    """Return the row (from 0) that names the most columns among the first ones, and the columns."""
    candidates = [
        (row, columns_of(grid.merged_row(row))) for row in range(min(len(grid.rows), HEADER_SEARCH_ROWS))
    ]
    return max(candidates, key=lambda candidate: len(candidate[1]), default=(0, {}))


def _read_grids(grids: list[tuple[Grid, bool]], reading: _Reading) -> None:
    headers = [(grid, visible, *_header_of(grid)) for grid, visible in grids]
    usable = [len(columns) >= _HEADERS_AT_LEAST for _, _, _, columns in headers]
    for (grid, visible, header_row, columns), is_usable in zip(headers, usable, strict=True):
        missing = missing_columns(columns)
        if not is_usable and any(usable):
            reading.problems.warning("sheet_skipped", Place(grid.sheet), sheet=grid.sheet)
        elif not is_usable:
            reading.problems.error("no_header", grid.place(header_row))
        elif missing:
            reading.problems.error(
                "missing_columns", grid.place(header_row), missing=tuple(map(Wording, missing))
            )
        else:
            if not visible:
                reading.problems.warning("hidden_sheet", Place(grid.sheet), sheet=grid.sheet)
            _read_grid(grid, header_row, columns, reading)


def _read_grid(grid: Grid, header_row: int, columns: dict[str, int], reading: _Reading) -> None:
    _report_columns(grid, header_row, columns, reading.problems)
    reader = RowReader(grid, columns, reading.events)
    own_columns = [number for column, number in columns.items() if column != SERIAL]
    for row in range(header_row + 1, len(grid.rows)):
        texts = [text for text in grid.rows[row] if text and not text.isspace()]
        if _is_remark(texts):
            reading.problems.warning("remark_row", grid.place(row), text=excerpt(clean(texts[0])))
        elif any(clean(grid.at(row, number)) for number in own_columns) and not _repeats(grid, row, columns):
            if grid.sheet is None and (extra := _behind(grid, row, header_row)):
                reading.seen += 1
                place = grid.place(row, len(grid.rows[header_row]))
                reading.problems.error("extra_cells", place, count=len(extra))
            else:
                _read_row(reader, row, reading)


def _report_columns(grid: Grid, header_row: int, columns: dict[str, int], problems: ProblemList) -> None:
    for number, header in enumerate(grid.merged_row(header_row)):
        column = column_named(header)
        if compact(header) and column is None:
            problems.warning("unknown_column", grid.place(header_row, number), header=excerpt(header))
        elif (
            column not in (None, SERIAL)
            and columns[column] != number
            and not _is_merged(grid, header_row, number)
        ):
            problems.warning("duplicate_column", grid.place(header_row, number), header=excerpt(header))
    hidden = sorted(
        row + 1 for row in grid.hidden_rows if row > header_row and any(map(clean, grid.rows[row]))
    )
    if hidden:
        listed = "、".join(map(str, hidden[:10])) + ("…" if len(hidden) > 10 else "")
        problems.warning("hidden_rows", grid.place(hidden[0] - 1), count=len(hidden), rows=listed)


def _is_merged(grid: Grid, row: int, column: int) -> bool:
    return (row, column) in grid.merged and grid.merged[row, column] != (row, column)


def _behind(grid: Grid, row: int, header_row: int) -> list[str]:
    """Return the texts of a CSV row behind the last header: a separator in a cell has moved them there."""
    return [text for text in grid.rows[row][len(grid.rows[header_row]) :] if clean(text)]


def _read_row(reader: RowReader, row: int, reading: _Reading) -> None:
    reading.seen += 1
    found = reader.read(row, reading.problems)
    if found is not None and reading.duplicates.accept(found, reading.problems):
        reading.rows.append(found)


def _is_remark(texts: list[str]) -> bool:
    return 0 < len(texts) <= _REMARK_CELLS_AT_MOST and clean(texts[0]).startswith(_REMARK_WORDS)


def _repeats(grid: Grid, row: int, columns: dict[str, int]) -> bool:
    """Tell a header row that is printed again, as on every page of a long list."""
    return column_named(grid.at(row, columns["name"])) == "name"
