"""Which column of a table holds what: by its headers, by what a person answered, or by what its cells are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from examapp.bank_formats.cleaning import clean
from examapp.bank_formats.headers import OPTION_LETTERS, SERIAL, Columns, columns_of
from examapp.bank_formats.layouts.column_kinds import SAMPLED_ROWS, ColumnKind, kind_of_column
from examapp.bank_formats.table import Grid, header_row_of

NO_HEADER = -1
FEWEST_ROWS = 3
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The header row (NO_HEADER for none) and the fields of the columns; `is_certain` when nothing is left open."""

    header_row: int
    columns: Columns
    is_certain: bool
    kinds: tuple[ColumnKind, ...] = ()


def arranged_by_headers(grid: Grid) -> Arrangement | None:
    """Return the arrangement of a table whose headers name a stem, and an answer or a way to one."""
    header_row, columns = header_row_of(grid)
    if not columns.is_complete:
        return None
    return Arrangement(header_row, _with_serial(grid, header_row, columns), is_certain=True)


def arranged_by_answer(fields: Sequence[str], header_row: int) -> Arrangement:
    """Return the arrangement that a person chose, a field or an empty text for each column."""
    columns = Columns()
    for number, name in enumerate(fields):
        if name and name not in columns.names:
            columns.fields[number] = name
    return Arrangement(header_row, columns, is_certain=True)


def arranged_by_cells(grid: Grid) -> Arrangement | None:
    """Return what the cells look like; None for a table that holds no questions that one could see."""
    header_row, columns = _header_row(grid)
    kinds = tuple(_kinds(grid, header_row))
    rows = sum(any(map(clean, row)) for row in grid.rows[header_row + 1 :])
    fields = {number: name for number, name in columns.fields.items() if name != SERIAL}
    by_header = set(fields.values())
    rest = [kind for kind in kinds if kind.number not in columns.fields and kind.kind != "empty"]
    if not rows or not _place_stem(fields, rest):
        return None
    _place_words(fields, rest)
    answers_are_clear = _place_answer(fields, rest)
    _place_options(fields, rest)
    if not rest and not any(name == "answer" or name.startswith("option") for name in fields.values()):
        return None
    found = Columns(fields={**fields, **_serials(kinds, fields)}, unknown=dict(columns.unknown))
    is_certain = (
        answers_are_clear
        and not rest
        and (header_row == NO_HEADER or by_header == set(fields.values()))
        and _holds_together(fields, kinds, rows)
    )
    return Arrangement(header_row, found, is_certain, kinds)


def shape_of(grid: Grid, arrangement: Arrangement) -> str:
    """Return what tells a table's layout from others, whatever is answered: its headers, or the kinds of columns."""
    if arrangement.header_row != NO_HEADER:
        return "headers " + "\x01".join(clean(text)[:60] for text in grid.merged_row(arrangement.header_row))
    return "kinds " + ",".join(kind.kind for kind in arrangement.kinds)


def _header_row(grid: Grid) -> tuple[int, Columns]:
    """Return the row of headers: known ones, or texts in the first row unlike all below them."""
    row, columns = header_row_of(grid)
    if len(columns.names) >= 2 and columns.names & {"stem", "answer", "qtype", "options"}:
        return row, columns
    first = next((number for number, texts in enumerate(grid.rows) if any(map(clean, texts))), 0)
    if _differs(grid, first):
        return first, columns_of(grid.merged_row(first))
    return NO_HEADER, Columns()


def _differs(grid: Grid, first: int) -> bool:
    """Return whether the first row has no place among the others: a text above numbers, letters or types."""
    for number in range(_width(grid)):
        own = clean(grid.at(first, number))
        below = kind_of_column(number, _cells(grid, first, number))
        if own and below.kind in ("serial", "types", "letters", "judged", "answers", "two", "digits"):
            with_own = kind_of_column(number, [own]).kind
            if (
                with_own not in (below.kind, "digits", "letters", "judged", "two", "types")
                and not own.isdigit()
            ):
                return True
    return False


def _width(grid: Grid) -> int:
    return max((len(row) for row in grid.rows[:SAMPLED_ROWS]), default=0)


def _cells(grid: Grid, header_row: int, number: int) -> list[str]:
    rows = range(header_row + 1, min(len(grid.rows), header_row + 1 + SAMPLED_ROWS))
    return [grid.at(row, number) for row in rows if any(map(clean, grid.rows[row]))]


def _kinds(grid: Grid, header_row: int) -> Iterator[ColumnKind]:
    for number in range(_width(grid)):
        yield kind_of_column(number, _cells(grid, header_row, number))


def _take(fields: dict[int, str], rest: list[ColumnKind], kind: ColumnKind, name: str) -> None:
    fields[kind.number] = name
    rest.remove(kind)


def _place_stem(fields: dict[int, str], rest: list[ColumnKind]) -> bool:
    """Take the column of the longest, all different texts for the stem; return whether there is one."""
    if "stem" in fields.values():
        return True
    texts = [kind for kind in rest if kind.kind in ("text", "options") and kind.filled > 0.7]
    texts = [kind for kind in texts if kind.distinct > 0.7 and kind.length >= _SHORTEST_STEM]
    if not texts:
        return False
    longest = max(texts, key=lambda kind: (kind.kind == "text", kind.length))
    if longest.kind != "text":
        return False
    # An explanation can be longer than its question, which stands before it.
    earlier = [kind for kind in texts if kind.number < longest.number and kind.length > longest.length / 3]
    _take(fields, rest, earlier[0] if earlier else longest, "stem")
    return True


def _place_words(fields: dict[int, str], rest: list[ColumnKind]) -> None:
    """Place the columns whose words say what they are: running numbers, types, difficulties, options."""
    for kind in list(rest):
        name = {"types": "qtype", "difficulty": "difficulty", "options": "options"}.get(kind.kind)
        if kind.kind == "serial":
            rest.remove(kind)
        elif name and name not in fields.values():
            _take(fields, rest, kind, name)


def _place_answer(fields: dict[int, str], rest: list[ColumnKind]) -> bool:
    """Place the only column that can hold answers; return False where two could."""
    if "answer" in fields.values():
        return True
    candidates = [kind for kind in rest if kind.is_answer]
    telling = [kind for kind in candidates if kind.kind in ("letters", "judged", "answers")] or candidates
    if telling:
        _take(fields, rest, telling[-1], "answer")
    return len(telling) <= 1


def _place_options(fields: dict[int, str], rest: list[ColumnKind]) -> None:
    """Place the columns that follow the stem without a gap: two or more of them are the options."""
    if any(name.startswith("option") for name in fields.values()):
        return
    stem = next(number for number, name in fields.items() if name == "stem")
    following: list[ColumnKind] = []
    for kind in sorted(rest, key=lambda kind: kind.number):
        if kind.number == stem + 1 + len(following):
            following.append(kind)
    if len(following) >= 2 and following[0].filled >= following[-1].filled > 0:
        for letter, kind in zip(OPTION_LETTERS, following, strict=False):
            _take(fields, rest, kind, f"option {letter}")


def _serials(kinds: Sequence[ColumnKind], fields: dict[int, str]) -> dict[int, str]:
    first = next((kind.number for kind in kinds if kind.kind == "serial" and kind.number not in fields), None)
    return {} if first is None else {first: SERIAL}


def _holds_together(fields: dict[int, str], kinds: Sequence[ColumnKind], rows: int) -> bool:
    """Return whether the answers fit what stands beside them, so that nothing else can be meant."""
    answer = next((kinds[number].kind for number, name in fields.items() if name == "answer"), None)
    options = [number for number, name in fields.items() if name.startswith("option ")]
    filled = [kinds[number].filled for number in options]
    has_options = "options" in fields.values() or (len(options) >= 2 and sorted(filled)[-2] > 0.5)
    if answer in ("judged", "two"):
        return not has_options or answer == "judged"
    if answer in ("letters", "answers", "digits"):
        return has_options and rows >= FEWEST_ROWS
    return answer is None and has_options and rows >= FEWEST_ROWS


def _with_serial(grid: Grid, header_row: int, columns: Columns) -> Columns:
    """Return the columns with one of running numbers that has no header: it is known, and left alone."""
    if SERIAL in columns.names:
        return columns
    for number in range(len(grid.rows[header_row])):
        if number in columns.fields or clean(grid.at(header_row, number)):
            continue
        if kind_of_column(number, _cells(grid, header_row, number)).kind == "serial":
            return replace(columns, fields={**columns.fields, number: SERIAL})
    return columns
