"""Texts of one question a line, its parts between signs: `1#题干#正确$错误$错误`, `1#题干$0`, `题干|A|B|C|D|答案`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from examapp.bank_formats.asks import Answers, Asker
from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import normal_lines
from examapp.bank_formats.decoding import decode
from examapp.bank_formats.layouts.tables import read_table, seen_table
from examapp.bank_formats.report import BankReport, Place
from examapp.bank_formats.table import Grid, refuse_grid
from examapp.domain.wording import N_

MAXIMUM_BYTES = 20_000_000
MAXIMUM_LINES = 100_000
# What people part texts with, and never write in nearly every line for another reason.
SIGNS = "#$|@^\t&¦║,;"
_LOOKED_AT = 300
_FEWEST_LINES = 3
_NEARLY_ALL = 0.95
_MOST_PARTS = 30


@dataclass(frozen=True, slots=True)
class Signs:
    """The sign between the parts of a line, how often it stands there, and that inside of the last part."""

    outer: str
    count: int
    inner: str = ""

    def parts(self, line: str) -> list[str]:
        """Return the parts of a line."""
        parts = line.split(self.outer, self.count)
        if self.inner:
            parts[-1:] = parts[-1].split(self.inner)
        return [part.strip() for part in parts[:_MOST_PARTS]]


def recognises(data: bytes, filename: str) -> bool:
    """Tell by lines that the same signs part into columns which are known for sure."""
    decoded = decode(data) if len(data) <= MAXIMUM_BYTES else None
    if decoded is None or decoded.text.lstrip()[:1] in ("<", "{", "["):
        return False
    lines = normal_lines(decoded.text[:400_000]).split("\n")[:_LOOKED_AT]
    signs = signs_of(lines)
    return signs is not None and seen_table(_grid(lines, signs)).is_sure


def read(data: bytes, filename: str) -> BankReport:
    """Read one question a line."""
    return read_answered(data, filename, {})


def read_answered(data: bytes, filename: str, answers: Answers) -> BankReport:
    """Read one question a line as the file's asks are answered."""
    assembly = Assembly("separated", asker=Asker(answers))
    decoded = decode(data) if len(data) <= MAXIMUM_BYTES else None
    if len(data) > MAXIMUM_BYTES:
        assembly.problems.error("too_large", Place(), found=f"{len(data)} B", limit=f"{MAXIMUM_BYTES} B")
    elif decoded is None:
        assembly.problems.error("unknown_encoding", Place())
    else:
        if decoded.guessed:
            assembly.problems.warning("replaced_characters", Place(), encoding=decoded.encoding)
        _read_lines(normal_lines(decoded.text).split("\n"), assembly)
    return assembly.report()


def signs_of(lines: Sequence[str]) -> Signs | None:
    """Return the signs that part nearly every line in the same way; None where none do."""
    filled = [line for line in lines if line.strip()]
    if len(filled) < _FEWEST_LINES:
        return None
    constant = {sign: count for sign in SIGNS if (count := _usual_count(sign, filled))}
    if not constant:
        return None
    outer = min(constant, key=lambda sign: (filled[0].find(sign), SIGNS.index(sign)))
    # The part behind the last sign may be parted once more: options of one question.
    last = [line.split(outer, constant[outer])[-1] for line in filled]
    inner = [
        sign
        for sign in "$#|@^"
        if sign != outer and sum(sign in part for part in last) >= _NEARLY_ALL * len(last)
    ]
    return Signs(outer, constant[outer], inner[0] if inner else "")


def _usual_count(sign: str, lines: Sequence[str]) -> int:
    """Return how often a sign stands in nearly every line, 0 where that differs."""
    counts = Counter(line.count(sign) for line in lines)
    count, lines_with_it = counts.most_common(1)[0]
    return count if lines_with_it >= _NEARLY_ALL * len(lines) and count < _MOST_PARTS else 0


def _read_lines(lines: Sequence[str], assembly: Assembly) -> None:
    signs = signs_of(lines[:_LOOKED_AT])
    if len(lines) > MAXIMUM_LINES:
        assembly.problems.error("too_large", Place(), found=len(lines), limit=MAXIMUM_LINES)
    elif signs is None:
        assembly.problems.error("no_questions", Place())
    else:
        grid = _grid(lines, signs)
        table = seen_table(grid)
        if table.arrangement is None:
            refuse_grid(grid, assembly)
        read_table(table, assembly)


def _grid(lines: Sequence[str], signs: Signs) -> Grid:
    return Grid([signs.parts(line) if line.strip() else [] for line in lines])


FORMAT = BankFormat(
    name="separated",
    label=N_("每行一题的文本"),
    order=65,
    recognises=recognises,
    read=read,
    suffix=".txt",
    read_answered=read_answered,
)
