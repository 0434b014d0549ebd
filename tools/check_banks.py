"""Read every bank of a folder and compare what was found with what the folder says must be found.

    python -m tools.check_banks FOLDER [--all]

Prints a line for each file: file · format · questions · errors · warnings · expected · verdict. What must be
found stands beside a file (`x.json` or `x.txt.expect.json`, see tools/bank_expectations.py) or in the tables of
an INDEX.md, column `n`. A question that is named as not readable counts as found. Without `--all` pictures,
expectations and other companions are left out of the table. Exit status 1 when a file differs.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from examapp.bank_formats.picture_problems import picture_problems
from examapp.bank_formats.registry import OPEN_CODES, read_as_proposed, read_bank
from examapp.bank_formats.report import BankReport
from tools.bank_expectations import Expectation, counts_of_index, expectation_beside, texts_with_counts

_COMPANIONS = (".md", ".expect.json", ".jpg", ".png", ".vtt", ".svg", ".gif")
# Documents that hold no question themselves: what a package is made of.
_PARTS_OF_PACKAGES = ("imsmanifest.xml", "assessment_meta.xml")
_UNREADABLE = frozenset(
    (
        "bad_xml",
        "unreadable_file",
        "unreadable_archive",
        "xml_entities",
        "xml_too_deep",
        "bad_json",
        "password",
    )
)
# One answer may open another question.
_ITEM = re.compile(rb"<item[\s>]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    name: str
    report: BankReport
    expected: str
    verdict: str

    @property
    def differs(self) -> bool:
        """Whether something else was found than must be."""
        return self.verdict.startswith("DIFFERENT")

    def cells(self) -> tuple[str, ...]:
        """Return the cells of the table."""
        report = self.report
        counts = (len(report.questions), len(report.errors), len(report.warnings))
        return (self.name, report.format or "-", *map(str, counts), self.expected, self.verdict)


def main() -> int:
    """Check the folder that the arguments name; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="every file, companions too")
    wanted = parser.parse_args()
    lines = list(checked(wanted.folder, everything=wanted.all))
    print_table(
        [
            ("file", "format", "questions", "errors", "warnings", "expected", "verdict"),
            *(line.cells() for line in lines),
        ]
    )
    differing = sum(line.differs for line in lines)
    found = sum(len(line.report.questions) for line in lines)
    print(f"\n{len(lines)} files, {found} questions, {differing} different")
    return 1 if differing else 0


def checked(folder: Path, *, everything: bool = False) -> Iterator[Line]:
    """Yield a line for each bank of the folder, in the order of their paths."""
    indexed = counts_of_index(folder)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        expected = expectation_beside(path)
        name = str(path.relative_to(folder))
        texts = list(texts_with_counts(path))
        for number, (text, count) in enumerate(texts, 1):
            report = read_bank(text.encode(), "case.txt")
            yield _line(f"{name} #{number}", report, Expectation(count=count))
        if not texts and (everything or _is_bank(path)):
            wanted = expected or Expectation(count=indexed.get(path))
            yield _line(name, _read(path), wanted, len(_ITEM.findall(path.read_bytes())))


def met(report: BankReport) -> int:
    """Return how many questions the file was found to hold: those taken in and those named."""
    refused = {
        (place.file, place.sheet, place.row, place.line)
        for place, code in ((problem.where, problem.code) for problem in report.errors)
        if (place.row is not None or place.line is not None) and code not in _UNREADABLE
    }
    described = sum(problem.code in ("description", "description_question") for problem in report.warnings)
    return len(report.questions) + len(refused) + described


def print_table(rows: list[tuple[str, ...]]) -> None:
    """Print the rows with each column as wide as its widest cell."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print(" · ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _is_bank(path: Path) -> bool:
    name = path.name.lower()
    beside = path.with_suffix("").with_suffix(".gift") if name.endswith(".json") else None
    if name in _PARTS_OF_PACKAGES or (beside is not None and beside.exists()):
        return False
    return not name.endswith(_COMPANIONS) and "scoring" not in path.parts


def _read(path: Path) -> BankReport:
    """Read a file; what it asks a person is answered by its own proposal, or by the first choice."""
    data = path.read_bytes()
    report = read_as_proposed(read_bank(data, path.name), data, path.name)
    known = (problem for problem in report.problems if problem.code not in OPEN_CODES)
    return replace(report, problems=(*known, *picture_problems(report)))


def _line(name: str, report: BankReport, expected: Expectation, items: int = 0) -> Line:
    unreadable = next((problem for problem in report.errors if problem.code in _UNREADABLE), None)
    if unreadable is not None:
        return Line(name, report, expected.told, f"named as unreadable: {unreadable.message}")
    found = met(report)
    if expected.count == 1 and found == items > 1:
        # An index that counts files says 1 of a document with several items.
        return Line(name, report, expected.told, f"agrees with the {items} items of the document")
    differences = expected.differences(report, found)
    if differences:
        return Line(name, report, expected.told, "DIFFERENT: " + "; ".join(differences[:3]))
    if expected.is_empty:
        why = next(iter(report.errors), None)
        return Line(
            name,
            report,
            "-",
            f"nothing expected; {why.message}" if why and not report.questions else "nothing expected",
        )
    return Line(name, report, expected.told, f"agrees, {len(report.asks)} asked" if report.asks else "agrees")


if __name__ == "__main__":
    sys.exit(main())
