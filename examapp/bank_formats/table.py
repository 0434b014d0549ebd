"""Questions out of a grid of texts, whether it came from a workbook or a CSV file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import clean, compact, excerpt
from examapp.bank_formats.draft import FIELD_LABELS, Draft, ProblemList
from examapp.bank_formats.headers import (
    ENGLISH,
    OPTION_LETTERS,
    SERIAL,
    Columns,
    column_letters,
    columns_of,
    field_of,
)
from examapp.bank_formats.looks import Look
from examapp.bank_formats.option_texts import options_of_cell, without_own_letters
from examapp.bank_formats.part_rows import with_parts
from examapp.bank_formats.progress import watched
from examapp.bank_formats.question_words import type_of
from examapp.bank_formats.report import Place
from examapp.domain.problems import Problem as Wording
from examapp.domain.problems import as_it_is

Cell = tuple[int, int]
HEADER_SEARCH_ROWS = 30
# Fields that a person writes once for several rows, by merging the cells.
_MERGEABLE = ("qtype", "event", "topic", "difficulty", "points", "pool", "source", "status")
_SECTION = re.compile(r"(?:第?[一二三四五六七八九十\d]{1,3}(?:部分|大题)?[、.．,，:： ]{0,3})?(.{2,40})")
MarkFinder = Callable[[], Mapping[Look, Mapping[Cell, tuple[str, ...]]]]


def no_marks() -> Mapping[Look, Mapping[Cell, tuple[str, ...]]]:
    """Return no mark: nothing is known of how texts are set."""
    return {}


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's texts; `rows[0]` is Excel's row 1. `merged` maps a covered cell to the one with its text.

    `open_quote` is the row (from 0) of a CSV text from which on nothing could be read; `errors` are cells
    whose formula has no value. `marked` finds the texts of cells that are set apart, by their look: it is
    asked only where no answers are written.
    """

    rows: Sequence[Sequence[str]]
    sheet: str | None = None
    merged: Mapping[Cell, Cell] = field(default_factory=dict)
    dates: frozenset[Cell] = frozenset()
    open_quote: int | None = None
    errors: frozenset[Cell] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    marked: MarkFinder = no_marks

    def at(self, row: int, column: int) -> str:
        """Return the text of a cell (from 0), empty outside."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""

    def merged_at(self, row: int, column: int) -> str:
        """Return the text of a cell, that of its merged area where there is one."""
        return self.at(*self.merged.get((row, column), (row, column)))

    def merged_row(self, row: int) -> list[str]:
        """Return the texts of a row with merged areas filled in."""
        return [self.merged_at(row, column) for column in range(len(self.rows[row]))]

    def place(self, row: int, column: int | None = None) -> Place:
        """Return the place of a cell, or of a row."""
        return Place(self.sheet, row + 1, None if column is None else column_letters(column))

    @property
    def is_empty(self) -> bool:
        """Whether no cell holds anything."""
        return not any(clean(text) for row in self.rows for text in row)


@dataclass(frozen=True, slots=True)
class _RowPlaces(Mapping[str, Place]):
    """The places of a row's fields, made when asked for: few of a large table's fields have a problem."""

    grid: Grid
    row: int
    column_of: Mapping[str, int]

    def __getitem__(self, name: str) -> Place:
        return self.grid.place(self.row, self.column_of[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.column_of)

    def __len__(self) -> int:
        return len(self.column_of)


def header_row_of(grid: Grid) -> tuple[int, Columns]:
    """Return the row (from 0) that names the most columns among the first ones, and what it names."""
    best = (0, Columns())
    for row in range(min(len(grid.rows), HEADER_SEARCH_ROWS)):
        columns = columns_of(grid.merged_row(row))
        rank = (columns.is_complete, len(columns.names))
        if rank > (best[1].is_complete, len(best[1].names)):
            best = (row, columns)
    return best


def read_grid(grid: Grid, assembly: Assembly, arranged: tuple[int, Columns] | None = None) -> None:
    """Take every question of a grid into the assembly.

    `arranged` is the header row (-1 for none) and what its columns hold, where that is known by other means.
    """
    header_row, columns = arranged or header_row_of(grid)
    _report_columns(grid, header_row, columns, assembly)
    already = len(assembly.problems.found)
    drafts = _drafts(grid, header_row, columns, assembly)
    for draft in with_parts(drafts, assembly) if "parent" in columns.names else drafts:
        assembly.add_draft(draft)
    if "qtype" not in columns.names:
        _gather_guesses(grid.place(max(header_row, 0)), already, assembly)


def _drafts(grid: Grid, header_row: int, columns: Columns, assembly: Assembly) -> Iterator[Draft]:
    hint = grid.sheet or ""
    width = _width(grid, header_row)
    filled = _filled_columns(grid, header_row, columns)
    for row in watched(range(header_row + 1, len(grid.rows))):
        section = section_of(grid.rows[row])
        if section is not None:
            hint = section
        elif _is_question(grid, row, columns):
            is_sound = _is_sound(grid, row, width, columns, assembly)
            draft = (
                _draft(grid, row, columns, filled, hint, assembly)
                if is_sound or "parent" in columns.names
                else None
            )
            # A question must not come in without a part whose row is damaged.
            if draft and (is_sound or draft.text("parent")):
                yield draft if is_sound else replace(draft, is_damaged=True)


def _filled_columns(grid: Grid, header_row: int, columns: Columns) -> Sequence[tuple[int, str]]:
    """Return the columns without those that are empty in every row; a merged area may fill one."""
    below = range(header_row + 1, len(grid.rows))
    return [
        (number, name)
        for number, name in sorted(columns.fields.items())
        if grid.merged or any(grid.at(row, number) for row in below)
    ]


def refuse_grid(grid: Grid, assembly: Assembly) -> None:
    """Say what is missing in a grid without usable headers."""
    header_row, columns = header_row_of(grid)
    seen = _seen(grid, header_row)
    if len(columns.names) >= 2 and columns.names & {"stem", "answer", "qtype"}:
        missing = tuple(
            Wording(FIELD_LABELS[name]) for name in ("stem", "answer") if name not in columns.names
        )
        assembly.problems.error("missing_columns", grid.place(header_row), missing=missing, seen=seen)
    else:
        first = next((row for row in range(len(grid.rows)) if any(clean(text) for text in grid.rows[row])), 0)
        assembly.problems.error("no_header", grid.place(first), seen=_seen(grid, first))


def _seen(grid: Grid, row: int) -> tuple[Wording, ...]:
    texts = grid.merged_row(row)[:10] if grid.rows else []
    return tuple(as_it_is(excerpt(text, 12)) for text in texts if clean(text))


def _report_columns(grid: Grid, header_row: int, columns: Columns, assembly: Assembly) -> None:
    for number, header in columns.duplicates.items():
        _report_duplicate(grid, header_row, number, header, assembly)
    for number, header in columns.unknown.items():
        assembly.problems.warning("unknown_column", grid.place(header_row, number), header=excerpt(header))
    hidden = sorted(
        row + 1 for row in grid.hidden_rows if row > header_row and any(map(clean, grid.rows[row]))
    )
    if hidden:
        listed = "、".join(map(str, hidden[:10])) + ("…" if len(hidden) > 10 else "")
        assembly.problems.warning("hidden_rows", grid.place(hidden[0] - 1), count=len(hidden), rows=listed)
    width = _width(grid, header_row) if header_row >= 0 else 0
    for number in range(width):
        if (
            number not in columns.fields
            and not clean(grid.merged_at(header_row, number))
            and _has_texts_below(grid, header_row, number)
        ):
            assembly.problems.warning("unnamed_column", grid.place(header_row, number))


def _report_duplicate(grid: Grid, header_row: int, number: int, header: str, assembly: Assembly) -> None:
    """Name a column that is there twice; a second one of stems holds questions that nobody would miss."""
    place = grid.place(header_row, number)
    texts = [text for row in range(header_row + 1, len(grid.rows)) if (text := clean(grid.at(row, number)))]
    if field_of(header) == "stem" and texts:
        shown = {"header": excerpt(header), "text": excerpt(" / ".join(texts[:3]))}
        assembly.problems.error("second_stem_column", place, count=len(texts), **shown)
    else:
        assembly.problems.warning("duplicate_column", place, header=excerpt(header))


def _width(grid: Grid, header_row: int) -> int:
    """Return how many columns there are: in a CSV text those of a header row, elsewhere all that are used."""
    has_own_width = grid.sheet is None and header_row >= 0
    rows = grid.rows[header_row : header_row + 1] if has_own_width else grid.rows
    return max((len(row) for row in rows), default=0)


def _is_sound(grid: Grid, row: int, width: int, columns: Columns, assembly: Assembly) -> bool:
    """Return whether a row's cells can be trusted to stand where they belong; say so if not."""
    own = ProblemList()
    extra = [text for text in map(clean, grid.rows[row][width:]) if text]
    if extra:
        place = grid.place(row, width)
        own.error("extra_cells", place, count=len(extra), text=excerpt("、".join(extra)))
    for column in columns.fields:
        if (row, column) in grid.errors:
            own.error("error_cell", grid.place(row, column))
    if own.has_errors:
        assembly.refuse(own)
    return not own.has_errors


def _is_question(grid: Grid, row: int, columns: Columns) -> bool:
    """Return whether a row says anything, and is not the header row once more."""
    names = (name for number, name in columns.fields.items() if clean(grid.at(row, number)))
    return any(name != SERIAL for name in names) and not _repeats_header(grid, row, columns)


def _repeats_header(grid: Grid, row: int, columns: Columns) -> bool:
    """Return whether a row is the header row once more; most rows are told by their first cell."""
    first, name = next(iter(columns.fields.items()))
    return field_of(grid.merged_at(row, first)) == name and (
        columns_of(grid.merged_row(row)).fields == columns.fields
    )


def _gather_guesses(header: Place, already: int, assembly: Assembly) -> None:
    """Put one warning in the place of one for each row, where the table has no column for the type at all."""
    found = assembly.problems.found
    guesses = [problem for problem in found[already:] if problem.code == "type_guessed"]
    if not guesses:
        return
    found[already:] = [problem for problem in found[already:] if problem.code != "type_guessed"]
    counts = Counter(problem.parameters["qtype"] for problem in guesses)
    listed = tuple(Wording("{qtype} {n}", {"qtype": qtype, "n": n}) for qtype, n in counts.items())
    assembly.problems.warning("no_type_column", header, counts=listed)


def _has_texts_below(grid: Grid, header_row: int, column: int) -> bool:
    return any(clean(grid.at(row, column)) for row in range(header_row + 1, len(grid.rows)))


def section_of(row: Sequence[str]) -> str | None:
    """Return the heading a row consists of, such as 一、单选题（每题1分）; None for any other row."""
    texts = [text for text in row if text and not text.isspace()]
    match = _SECTION.fullmatch(compact(texts[0][:60])) if len(texts) == 1 else None
    return match[1] if match and type_of(match[1]) else None


def _draft(
    grid: Grid,
    row: int,
    columns: Columns,
    filled: Sequence[tuple[int, str]],
    hint: str,
    assembly: Assembly,
) -> Draft:
    texts: dict[str, str] = {}
    options: list[tuple[str, str]] = []
    for number, name in filled:
        text = grid.merged_at(row, number) if name in _MERGEABLE else grid.at(row, number)
        if grid.dates:
            _check_cell(grid, (row, number), text, assembly)
        if name.startswith("option ") and not name.endswith(ENGLISH):
            options.append((name.removeprefix("option "), text))
        elif name == "options":
            options.extend(options_of_cell(text))
        elif name != SERIAL:
            texts[name] = text
    options = without_own_letters(options)
    options.sort(key=lambda option: OPTION_LETTERS.index(option[0]))
    places = _RowPlaces(grid, row, columns.column_of)
    return Draft(places["stem"], texts, tuple(options), places, hint)


def _check_cell(grid: Grid, cell: Cell, text: str, assembly: Assembly) -> None:
    if cell in grid.dates:
        assembly.problems.warning("date_cell", grid.place(*cell), text=excerpt(text))
