"""The problems of a file as a person reads them in a shell."""

from __future__ import annotations

from collections.abc import Sequence

import click

from examapp.bank_formats.report import Place, Problem

_SEVERITIES = {"error": "错误", "warning": "提示"}


def print_problems(filename: str, problems: Sequence[Problem], *, to_stderr: bool = False) -> None:
    """Print a line for each problem: file, place, severity, sentence."""
    for problem in problems:
        parts = (filename, spoken_place(problem.where), _SEVERITIES[problem.severity], problem.message)
        click.echo("：".join(part for part in parts if part), err=to_stderr)


def spoken_place(place: Place) -> str:
    """Return where a problem is, in words; empty for the file as a whole."""
    file = f"{place.file} " if place.file else ""
    if place.line is not None:
        return f"{file}第 {place.line} 行"
    sheet = f"工作表“{place.sheet}”" if place.sheet else ""
    row = f"第 {place.row} 行" if place.row is not None else ""
    column = f" {place.column} 列" if place.column else ""
    return f"{file}{sheet}{row}{column}".rstrip()
