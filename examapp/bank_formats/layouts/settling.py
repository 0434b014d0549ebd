"""Rewrites the cells of an arranged table that only a mapping explains, and holds back what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from examapp.bank_formats.asks import Ask
from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import excerpt
from examapp.bank_formats.headers import Columns
from examapp.bank_formats.json_options import json_of_options
from examapp.bank_formats.layouts.arranging import Arrangement
from examapp.bank_formats.layouts.judge_signs import judge_signs
from examapp.bank_formats.layouts.numbered_blanks import numbered_blanks
from examapp.bank_formats.layouts.option_keys import (
    KEY,
    NO_KEY,
    counted_keys,
    first_option_is_key,
    letters_of,
)
from examapp.bank_formats.layouts.shown_keys import shown_keys
from examapp.bank_formats.layouts.table_rows_seen import (
    OWN_NUMBER,
    SeenRow,
    may_need_settling,
    seen_rows,
    stems_have_numbers,
)
from examapp.bank_formats.layouts.type_codes import type_codes
from examapp.bank_formats.looks import LOOK_LABELS, Look
from examapp.bank_formats.question_words import TYPE_LABELS
from examapp.bank_formats.table import Cell, Grid
from examapp.domain.problems import Problem as Wording
from examapp.domain.wording import N_

_CHOICE = N_("{code}（{label}）")
_CODE_IS = N_("{code} 是{qtype}")


@dataclass(slots=True)
class _Rewriting:
    """The new texts of cells, and the rows that are held back with the key of their open ask."""

    texts: dict[Cell, str]
    held: dict[int, str]

    def hold(self, rows: Iterable[SeenRow], key: str) -> None:
        for row in rows:
            self.held.setdefault(row.number, key)


def settled_grid(grid: Grid, arrangement: Arrangement, assembly: Assembly) -> tuple[Grid, Columns]:
    """Return the grid in words that the reader of tables knows, and its columns.

    Rows that wait for an answer are left out, and an error names what is asked.
    """
    columns = arrangement.columns
    if not may_need_settling(grid, arrangement.header_row, columns):
        return grid, columns
    rewriting = _Rewriting({}, {})
    rows = seen_rows(grid, arrangement.header_row, columns)
    rows = _settle_numbers(grid, rows, columns, rewriting, assembly)
    columns = _settle_options_of_stems(grid, rows, columns, rewriting, assembly)
    if "qtype" in columns.names:
        rows = _settle_types(grid, rows, columns, rewriting, assembly)
    if not any(row.answer for row in rows) and (shown := shown_keys(grid, rows, columns)):
        columns = _settle_shown(grid, shown, columns, rewriting, assembly)
    elif "answer" not in columns.names:
        columns = _settle_first_options(grid, rows, columns, rewriting, assembly)
    else:
        _settle_signs(grid, rows, columns, rewriting, assembly)
        _settle_counted(grid, rows, columns, rewriting, assembly)
        _settle_numbered_blanks(grid, rows, columns, rewriting, assembly)
    _report_held(grid, rewriting.held, assembly)
    if not rewriting.texts and not rewriting.held:
        return grid, columns
    return _rewritten(grid, rewriting), columns


def _settle_numbers(
    grid: Grid, rows: list[SeenRow], columns: Columns, rewriting: _Rewriting, assembly: Assembly
) -> list[SeenRow]:
    """Take the numbers off stems that nearly all have one: in a shuffled paper they would be wrong."""
    if not stems_have_numbers([row.stem for row in rows]):
        return rows
    stem = columns.column_of["stem"]
    plain = [replace(row, stem=OWN_NUMBER.sub("", row.stem, count=1)) for row in rows]
    changed = [new for old, new in zip(rows, plain, strict=True) if new.stem != old.stem]
    rewriting.texts.update({(row.number, stem): row.stem for row in changed})
    assembly.problems.warning("own_numbers", grid.place(changed[0].number, stem), count=len(changed))
    return [
        row
        if row.parted is None
        else replace(row, parted=(OWN_NUMBER.sub("", row.parted[0], count=1), row.parted[1]))
        for row in plain
    ]


def _settle_options_of_stems(
    grid: Grid, rows: list[SeenRow], columns: Columns, rewriting: _Rewriting, assembly: Assembly
) -> Columns:
    """Take options out of the stems' cells; a column behind the last one holds them."""
    parted = [(row.number, row.parted) for row in rows if row.parted is not None]
    if not parted:
        return columns
    stem = columns.column_of["stem"]
    column = columns.column_of.get("options", max(map(len, grid.rows)))
    for number, (text, options) in parted:
        rewriting.texts[number, stem] = text
        rewriting.texts[number, column] = json_of_options(list(options))
    assembly.problems.warning("options_in_stem", grid.place(parted[0][0], stem), count=len(parted))
    return replace(columns, fields={**columns.fields, column: "options"})


def _settle_types(
    grid: Grid, rows: list[SeenRow], columns: Columns, rewriting: _Rewriting, assembly: Assembly
) -> list[SeenRow]:
    """Put words in the place of codes; return the rows with their types."""
    types = type_codes(rows, grid.sheet, assembly.asker)
    column = columns.column_of["qtype"]
    settled = []
    for row in rows:
        qtype = types.get(row.written_type)
        if row.written_type in types and qtype is None:
            rewriting.hold([row], assembly.asker.key(f"type_{row.written_type}", grid.sheet))
        elif qtype is not None:
            rewriting.texts[row.number, column] = TYPE_LABELS[qtype]
            row = replace(row, qtype=qtype)
        settled.append(row)
    known = {code: qtype for code, qtype in types.items() if qtype is not None}
    if known:
        _warn_of_codes(grid, rows, known, column, assembly)
    return settled


def _warn_of_codes(
    grid: Grid, rows: list[SeenRow], known: Mapping[str, str], column: int, assembly: Assembly
) -> None:
    first = next(row.number for row in rows if row.written_type in known)
    told = tuple(
        Wording(_CODE_IS, {"code": code, "qtype": Wording(TYPE_LABELS[qtype])})
        for code, qtype in known.items()
    )
    assembly.problems.warning("type_codes", grid.place(first, column), codes=told)


def _settle_shown(
    grid: Grid,
    shown: tuple[Look, dict[int, str]],
    columns: Columns,
    rewriting: _Rewriting,
    assembly: Assembly,
) -> Columns:
    """Take the options that are set apart for the keys, and say so."""
    look, keys = shown
    column = columns.column_of.get("answer", _free_column(grid, columns))
    rewriting.texts.update({(number, column): key for number, key in keys.items()})
    parameters = {"count": len(keys), "look": Wording(LOOK_LABELS[look])}
    assembly.problems.warning("key_by_look", grid.place(min(keys)), **parameters)
    return replace(columns, fields={**columns.fields, column: "answer"})


def _settle_first_options(
    grid: Grid, rows: list[SeenRow], columns: Columns, rewriting: _Rewriting, assembly: Assembly
) -> Columns:
    """Give every row an answer where the first option is known to be it; its column stands behind the last."""
    answer_column = _free_column(grid, columns)
    with_options = [row for row in rows if row.options]
    answer = first_option_is_key(with_options, grid.sheet, assembly.asker) if with_options else NO_KEY
    ask = assembly.asker.key("first_option", grid.sheet)
    if answer is None:
        rewriting.hold(with_options, ask)
    elif answer == KEY and with_options:
        rewriting.texts.update({(row.number, answer_column): "A" for row in with_options})
        place = grid.place(with_options[0].number)
        assembly.problems.warning("first_option_is_key", place, count=len(with_options))
    return replace(columns, fields={**columns.fields, answer_column: "answer"})


def _settle_signs(
    grid: Grid, rows: list[SeenRow], columns: Columns, rewriting: _Rewriting, assembly: Assembly
) -> None:
    signs = judge_signs(rows, grid.sheet, assembly.asker)
    if signs is None:
        return
    column = columns.column_of["answer"]
    if signs.right is None:
        rewriting.hold(signs.rows, assembly.asker.key("judge_right", grid.sheet))
        return
    rewriting.texts.update({(row.number, column): signs.word(row.answer) for row in signs.rows})
    wrong = next(sign for sign in signs.pair if sign != signs.right)
    assembly.problems.warning(
        "judge_signs",
        grid.place(signs.rows[0].number, column),
        count=len(signs.rows),
        right=signs.right,
        wrong=wrong,
    )


def _settle_counted(
    grid: Grid, rows: list[SeenRow], columns: Columns, rewriting: _Rewriting, assembly: Assembly
) -> None:
    counted = counted_keys(rows, grid.sheet, assembly.asker)
    if counted is None:
        return
    column = columns.column_of["answer"]
    if counted.first is None:
        rewriting.hold(counted.rows, assembly.asker.key("option_numbers", grid.sheet))
        return
    rewriting.texts.update(
        {(row.number, column): letters_of(row.answer, counted.first) for row in counted.rows}
    )
    place = grid.place(counted.rows[0].number, column)
    assembly.problems.warning("option_numbers", place, count=len(counted.rows), first=counted.first)


def _settle_numbered_blanks(
    grid: Grid, rows: list[SeenRow], columns: Columns, rewriting: _Rewriting, assembly: Assembly
) -> None:
    column = columns.column_of["answer"]
    blanks = [row for row in rows if row.qtype == "blank"]
    found = {row.number: text for row in blanks if (text := numbered_blanks(row.stem, row.answer))}
    rewriting.texts.update({(number, column): text for number, text in found.items()})
    if found:
        assembly.problems.warning("numbered_blanks", grid.place(min(found), column), count=len(found))


def _free_column(grid: Grid, columns: Columns) -> int:
    """Return the number of a column behind all others."""
    return max([*map(len, grid.rows), *(number + 1 for number in columns.fields)], default=0)


def _report_held(grid: Grid, held: Mapping[int, str], assembly: Assembly) -> None:
    """Name each open ask once, with the number of questions that wait for it."""
    for key in dict.fromkeys(held.values()):
        rows = [row for row, waiting in held.items() if waiting == key]
        ask = next(ask for ask in assembly.asker.asks if ask.key == key)
        report_open_ask(ask, len(rows), grid, min(rows), assembly)


def report_open_ask(ask: Ask, count: int, grid: Grid, row: int, assembly: Assembly) -> None:
    """Note as an error what has to be answered before these questions can be read."""
    told: dict[str, object] = {"count": count, "key": ask.key}
    if ask.wrong_answer is not None:
        place = grid.place(max(row, 0))
        assembly.problems.error("wrong_answer", place, key=ask.key, text=excerpt(ask.wrong_answer, 100))
    if ask.columns:
        assembly.problems.error("open_columns", grid.place(max(row, 0)), example=ask.default, **told)
        return
    told["choices"] = tuple(
        Wording(_CHOICE, {"code": choice.code, "label": choice.label}) for choice in ask.choices
    )
    assembly.problems.error("open_ask", grid.place(max(row, 0)), question=ask.question, **told)


def _rewritten(grid: Grid, rewriting: _Rewriting) -> Grid:
    rows: list[list[str]] = [list(row) for row in grid.rows]
    for (number, column), text in rewriting.texts.items():
        rows[number] += [""] * (column + 1 - len(rows[number]))
        rows[number][column] = text
    for number in rewriting.held:
        rows[number] = []
    # A cell that was rewritten has a text of its own, whatever area it was merged into.
    merged = {cell: first for cell, first in grid.merged.items() if cell not in rewriting.texts}
    return replace(grid, rows=rows, merged=merged)
