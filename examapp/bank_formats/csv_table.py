"""CSV: the columns of the workbook, parted by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from examapp.bank_formats.asks import Answers, Asker
from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.decoding import Decoded, decode
from examapp.bank_formats.headers import columns_of
from examapp.bank_formats.layouts.tables import read_table, seen_table
from examapp.bank_formats.report import BankReport, Place
from examapp.bank_formats.single_column import read_single_column
from examapp.bank_formats.table import Grid, header_row_of, refuse_grid
from examapp.bank_formats.table_rows import rows_to_write, table_losses
from examapp.domain.questions import Question
from examapp.domain.wording import N_

MAXIMUM_BYTES = 50_000_000
MAXIMUM_ROWS = 100_000
MAXIMUM_COLUMNS = 256
SEPARATORS = ",\t;"
_RANKED_ROWS = 2_000
# Stands in a line of its own behind the text; where it doesn't arrive, a quotation mark was left open.
_END = "\x00"
_FORMULA = re.compile(r"'{0,9}[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?")


def read(data: bytes, filename: str) -> BankReport:
    """Read a CSV file of any usual encoding and separator."""
    return read_answered(data, filename, {})


def read_answered(data: bytes, filename: str, answers: Answers) -> BankReport:
    """Read a CSV file as its asks are answered."""
    assembly = Assembly("csv", asker=Asker(answers))
    decoded = decode(data) if len(data) <= MAXIMUM_BYTES else None
    if len(data) > MAXIMUM_BYTES:
        assembly.problems.error("too_large", Place(), found=f"{len(data)} B", limit=f"{MAXIMUM_BYTES} B")
    elif decoded is None:
        assembly.problems.error("unknown_encoding", Place())
    else:
        _read_text(decoded, assembly)
    return assembly.report()


def recognises(data: bytes, filename: str) -> bool:
    """Tell by a header row with a stem and an answer, or by the file's name when the content is text."""
    decoded = decode(data[:MAXIMUM_BYTES])
    if decoded is None:
        return False
    if filename.lower().endswith((".csv", ".tsv")):
        return True
    head = decoded.text.lstrip()[:2000].splitlines()[:3]
    return any(columns_of(line.split(separator)).is_complete for line in head for separator in SEPARATORS)


def write(questions: Sequence[Question]) -> bytes:
    """Write UTF-8 with a byte order mark, so that Excel opens it right."""
    target = io.StringIO()
    csv.writer(target).writerows(map(neutral, row) for row in rows_to_write(questions))
    return target.getvalue().encode("utf-8-sig")


def neutral(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _written(text: str) -> str:
    """Return the text without the apostrophe that `neutral` put before it."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def _read_text(decoded: Decoded, assembly: Assembly) -> None:
    if decoded.guessed:
        assembly.problems.warning("replaced_characters", Place(), encoding=decoded.encoding)
    grids = [grid_of_text(decoded.text, separator) for separator in SEPARATORS]
    best = max(grids, key=_rank)
    if len(best.rows) > MAXIMUM_ROWS or any(len(row) > MAXIMUM_COLUMNS for row in best.rows):
        size = f"{len(best.rows)} × {max(map(len, best.rows))}"
        assembly.problems.error("too_large", Place(), found=size, limit=f"{MAXIMUM_ROWS} × {MAXIMUM_COLUMNS}")
    elif best.is_empty and best.open_quote is None:
        assembly.problems.error("no_questions", Place())
    elif (table := seen_table(best)).arrangement is not None:
        read_table(table, assembly)
    elif not read_single_column(best, assembly):
        refuse_grid(best, assembly)
    if best.open_quote is not None:
        assembly.problems.error("open_quote", best.place(best.open_quote))


def _rank(grid: Grid) -> tuple[int, float]:
    """Return how well a separator parts the text: by known headers, else by rows of one width above one."""
    widths = Counter(len(row) for row in grid.rows[:_RANKED_ROWS] if any(row))
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return len(header_row_of(grid)[1].names), count / widths.total() if width > 1 else 0.0


def grid_of_text(text: str, separator: str) -> Grid:
    """Return the rows, each as wide as its texts; stop soon after the limit.

    A row whose quotation mark is never closed holds all that follows; it is left out and named.
    """
    csv.field_size_limit(MAXIMUM_BYTES)
    rows: list[list[str]] = []
    text = text.replace(_END, "")
    text += _END if text.endswith(("\n", "\r")) else f"\n{_END}"
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        if row == [_END]:
            return Grid(rows)
        rows.append([_written(text) for text in row])
        if len(rows) > MAXIMUM_ROWS:
            return Grid(rows)
    return Grid(rows[:-1], open_quote=len(rows) - 1)


FORMAT = BankFormat(
    name="csv",
    label=N_("CSV 表格"),
    order=60,
    recognises=recognises,
    read=read,
    write=write,
    losses=table_losses,
    suffix=".csv",
    read_answered=read_answered,
)
