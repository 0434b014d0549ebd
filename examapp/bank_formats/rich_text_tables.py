"""A table of a foreign text, gathered cell by cell and written in our markup."""

from __future__ import annotations

from dataclasses import dataclass, field

from examapp.bank_formats.rich_text_marks import resolved_marks

MOST_COLUMNS = 20


@dataclass(slots=True)
class TableText:
    """Remembers where each cell begins in the pieces of the text around it."""

    rows: list[list[str]] = field(default_factory=list)
    start: str = "\ue006"
    row: str = "\ue007"
    cell: str = "\ue008"

    def begin(self) -> str:
        """Return the mark that begins the table."""
        return self.start

    def begin_row(self) -> str:
        """Return the mark that begins a row."""
        return self.row

    def begin_cell(self) -> str:
        """Return the mark that begins a cell."""
        return self.cell

    def written(self, pieces: list[str]) -> str:
        """Take the table's pieces off the text and return it in markup: the first row is its head."""
        position = _last(pieces, self.start)
        text = "".join(pieces[position + 1 :])
        del pieces[position:]
        before_first, *rows = text.split(self.row)
        table = [[_cell(cell) for cell in row.split(self.cell)[1:]] for row in rows]
        table = [row for row in table if row]
        loose = resolved_marks(before_first.replace(self.cell, " "))
        written = _lines(table)
        return f"\ue004{loose}\ue004{written}\ue004" if loose.strip() else f"\ue004{written}\ue004"


def _last(pieces: list[str], mark: str) -> int:
    return next(number for number in range(len(pieces) - 1, -1, -1) if pieces[number] == mark)


def _cell(text: str) -> str:
    return " ".join(resolved_marks(text).split())


def _lines(table: list[list[str]]) -> str:
    columns = max((len(row) for row in table), default=0)
    if columns < 2 or columns > MOST_COLUMNS or len(table) < 2:
        return "\n".join("  ".join(cell for cell in row if cell) for row in table)
    full = [[*row, *[""] * (columns - len(row))] for row in table]
    lines = ["|" + "|".join(cell.replace("|", "\\|") for cell in row) + "|" for row in full]
    return "\n".join([lines[0], "|" + "---|" * columns, *lines[1:]])
