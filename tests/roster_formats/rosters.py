"""Builders of made-up roster files."""

from __future__ import annotations

from examapp.domain.identity_numbers import check_character
from examapp.roster_formats.reading import read_roster
from examapp.roster_formats.report import RosterReport
from examapp.roster_formats.writing import write_table

HEADERS = ("序号", "姓名", "身份证号", "手机号", "工作单位", "所属市州/产业工会", "赛项代码", "准考证号")
EVENTS = {"01": "数控加工中心操作", "11": "建设建材系统焊接"}


def id_number(serial: int) -> str:
    """A valid number of a place that does not exist."""
    first = f"999999{19900101}{serial:03d}"
    return first + check_character(first)


def row(number: int = 1, **changes: str) -> tuple[str, ...]:
    """A faultless row; `changes` replace cells by header."""
    cells = {
        "序号": str(number),
        "姓名": f"职工{number}",
        "身份证号": id_number(number),
        "手机号": f"1380000{number:04d}",
        "工作单位": "示例机械有限公司",
        "所属市州/产业工会": "长春市总工会",
        "赛项代码": "11",
        "准考证号": "",
    }
    return tuple({**cells, **changes}[header] for header in HEADERS)


def read(
    *rows: tuple[str, ...], headers: tuple[str, ...] = HEADERS, filename: str = "名册.csv"
) -> RosterReport:
    """The report on a file of these rows, in a contest with EVENTS."""
    return read_roster(write_table(filename, headers, rows), filename, EVENTS)


def codes(report: RosterReport) -> list[tuple[str, int | None, str | None]]:
    """Each problem's code, row and column."""
    return [(problem.code, problem.where.row, problem.where.column) for problem in report.problems]
