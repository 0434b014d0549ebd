"""The sheet 检查报告 that is put into a person's workbook, and the marks on its faulty cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from examapp.bank_formats.report import Place, Problem, Severity
from examapp.bank_formats.table import Cell, Grid
from examapp.bank_formats.workbook_guard import column_number
from examapp.domain.wording import N_

Translate = Callable[[str], str]

SHEET_NAME = "检查报告"
# Stands in the sheet's first cell; a sheet of this name without it is the person's own.
SIGN = "题库检查报告（自动生成，再次读取题库时不读这一页）"
AUTHOR = "题库检查"
# Between a person's own comment and what was put behind it.
SEPARATOR = "\n—— 题库检查 ——\n"
ERROR_COLOR, WARNING_COLOR = "FFFFC7CE", "FFFFEB9C"
MOST_LINES = 10_000
MOST_COMMENTS = 5_000
LONGEST_COMMENT = 1_000

SEVERITY_WORDS: Mapping[Severity, str] = {"error": N_("错误"), "warning": N_("提醒")}
HEADERS = (N_("程度"), N_("位置"), N_("说明"), N_("原文"))
_FILE = N_("文件：{filename}")
_COUNTS = N_("{questions} 题可以导入，{errors} 处错误，{warnings} 处提醒。有错误的题目不会导入。")
_LEGEND = N_("红色的格子有错误，黄色的格子请核对；把鼠标移到格子上可以看到说明。改好后保存，直接重新上传。")
_CUT = N_("问题太多，只列出前 {n} 条。")
_SHEET_PLACE = N_("工作表“{sheet}”")
_ROW_PLACE = N_("第 {row} 行")
_COLUMN_PLACE = N_("{column} 列")
_LINE_PLACE = N_("第 {line} 行")
_WHOLE_FILE = N_("整个文件")


@dataclass(slots=True)
class CellMark:
    """What is said about one cell; an error weighs more than a warning."""

    severity: Severity = "warning"
    sentences: list[str] = field(default_factory=list)

    @property
    def comment(self) -> str:
        """The sentences, one a line."""
        text = "\n".join(dict.fromkeys(self.sentences))
        return text if len(text) <= LONGEST_COMMENT else text[: LONGEST_COMMENT - 1] + "…"

    @property
    def color(self) -> str:
        """The cell's new background, as ARGB."""
        return ERROR_COLOR if self.severity == "error" else WARNING_COLOR


# By sheet (None in a CSV file), then by cell, both numbers from 0.
Marks = Mapping[str | None, Mapping[Cell, CellMark]]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the sheet; `target` is the cell that it leads to."""

    severity: Severity
    texts: tuple[str, str, str, str]
    target: tuple[str | None, Cell] | None


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """The sheet's head and lines, and the marks that belong to them."""

    head: Sequence[str]
    headers: Sequence[str]
    lines: Sequence[CheckLine]
    marks: Marks


def is_check_sheet(grid: Grid) -> bool:
    """Return whether a sheet is one of these, which no reader reads."""
    return (grid.sheet or "").startswith(SHEET_NAME) and grid.at(0, 0).strip() == SIGN


def check_sheet(
    filename: str,
    questions: int,
    problems: Sequence[Problem],
    translate: Translate,
    notes: Sequence[str] = (),
    source: Callable[[Place], str] = lambda _place: "",
) -> CheckSheet:
    """Return the sheet for the problems, errors first; `source` tells what a file says at a place."""
    errors = sum(problem.severity == "error" for problem in problems)
    counts = {"questions": questions, "errors": errors, "warnings": len(problems) - errors}
    marks = _marks(problems, translate)
    head = [SIGN, translate(_FILE).format(filename=filename), translate(_COUNTS).format(**counts)]
    head += [translate(_LEGEND)] if marks else []
    head += [translate(note) for note in notes]
    head += [translate(_CUT).format(n=MOST_LINES)] if len(problems) > MOST_LINES else []
    ordered = sorted(problems, key=lambda problem: problem.severity != "error")[:MOST_LINES]
    lines = [_line(problem, translate, source) for problem in ordered]
    return CheckSheet(head, [translate(header) for header in HEADERS], lines, marks)


def commented_cells(marks: Marks) -> set[tuple[str | None, Cell]]:
    """Return the cells that get a comment: those with errors first, where there are too many for all."""
    cells = [(sheet, cell, mark) for sheet, cells in marks.items() for cell, mark in cells.items()]
    cells.sort(key=lambda each: each[2].severity != "error")
    return {(sheet, cell) for sheet, cell, _ in cells[:MOST_COMMENTS]}


def place_words(place: Place, translate: Translate) -> str:
    """Return where a problem is, in words."""
    parts = list(_place_parts(place, translate))
    return " ".join(parts) or translate(_WHOLE_FILE)


def _place_parts(place: Place, translate: Translate) -> Iterator[str]:
    if place.line is not None:
        yield translate(_LINE_PLACE).format(line=place.line)
        return
    if place.sheet:
        yield translate(_SHEET_PLACE).format(sheet=place.sheet)
    if place.row is not None:
        yield translate(_ROW_PLACE).format(row=place.row)
    if place.column:
        yield translate(_COLUMN_PLACE).format(column=place.column)


def _line(problem: Problem, translate: Translate, source: Callable[[Place], str]) -> CheckLine:
    place = problem.where
    cell = cell_of(place)
    texts = (
        translate(SEVERITY_WORDS[problem.severity]),
        place_words(place, translate),
        problem.render(translate),
        source(place),
    )
    return CheckLine(problem.severity, texts, None if cell is None else (place.sheet, cell))


def cell_of(place: Place) -> Cell | None:
    """Return the cell, from 0, that stands for a place in a table; the first one of a whole row or sheet."""
    if place.row is None:
        return (0, 0) if place.sheet else None
    return place.row - 1, column_number((place.column or "A").encode()) - 1


def _marks(problems: Sequence[Problem], translate: Translate) -> Marks:
    marks: dict[str | None, dict[Cell, CellMark]] = {}
    for problem in problems:
        cell = cell_of(problem.where)
        if cell is None or problem.where.row is None:
            continue
        mark = marks.setdefault(problem.where.sheet, {}).setdefault(cell, CellMark())
        mark.sentences.append(problem.render(translate))
        if problem.severity == "error":
            mark.severity = "error"
    return marks
