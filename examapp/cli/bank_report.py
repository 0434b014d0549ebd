"""What checking a bank file found, as a person reads it in a shell."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from tqdm import tqdm

from examapp.bank_formats.progress import watching
from examapp.bank_formats.report import BankReport, Problem
from examapp.cli.problem_list import print_problems, spoken_place
from examapp.domain.bank_counts import BankCounts
from examapp.domain.blueprint import POOL_NAMES
from examapp.domain.question_types import QUESTION_TYPES
from examapp.services.check_bank_file import BankCheck

SHOWN_PAIRS = 50
SHOWN_VALUES = 20
# A shorter table is read before anyone looks.
_LONG = 2_000
_SEVERITIES = {"error": "错误", "warning": "提示"}


@contextmanager
def reading_bar() -> Iterator[None]:
    """Show on standard error how far the reading of a long table has come."""
    bars: list[Any] = []

    def show(done: int, total: int) -> None:
        if total < _LONG:
            return
        if done == 0:
            bars.append(tqdm(total=total, unit="行", file=sys.stderr, desc="读取", mininterval=0.5))
        bars[-1].update(done - bars[-1].n)
        if done == total:
            bars[-1].close()

    with watching(show):
        yield


def print_check(filename: str, check: BankCheck) -> None:
    """Print every problem, then the counts, the problems by kind, and the questions nearly the same."""
    report = check.report
    print_problems(filename, report.problems)
    click.echo(f"{filename}（{report.format or '格式未知'}）：{_totals(report)}。")
    if report.questions:
        _print_counts(check.counts)
    if report.problems:
        _print_kinds(report.problems)
    _print_pairs(check)


def _totals(report: BankReport) -> str:
    return f"{len(report.questions)} 题可用，{len(report.errors)} 处错误，{len(report.warnings)} 处提示"


def _print_counts(counts: BankCounts) -> None:
    types = {
        QUESTION_TYPES[name].label: n for name, n in counts.qtype.most_common() if name in QUESTION_TYPES
    }
    difficulties = {f"难度 {value}" if value else "未标": n for value, n in counts.difficulty.most_common()}
    pools = {POOL_NAMES.get(name, name): n for name, n in counts.pool.most_common()}
    topics = {name or "未标": n for name, n in counts.topic.most_common(SHOWN_VALUES)}
    for heading, counted in (
        ("题型", types),
        ("难度", difficulties),
        ("公开范围", pools),
        ("知识点", topics),
    ):
        click.echo(f"  {heading}：" + "，".join(f"{name} {n}" for name, n in counted.items()))
    if len(counts.topic) > SHOWN_VALUES:
        click.echo(f"  （知识点共 {len(counts.topic)} 个，只列出题目最多的 {SHOWN_VALUES} 个）")


def _print_kinds(problems: tuple[Problem, ...]) -> None:
    kinds = Counter((problem.severity, problem.code) for problem in problems)
    click.echo("  按类别：")
    for (severity, code), n in sorted(kinds.items(), key=lambda kind: (kind[0][0] != "error", -kind[1])):
        click.echo(f"    {_SEVERITIES[severity]} {code}：{n} 处")


def _print_pairs(check: BankCheck) -> None:
    pairs, report = check.duplicates.pairs, check.report
    if not pairs:
        return
    more = "" if check.duplicates.is_complete else "以上"
    click.echo(f"  相近的题目 {len(pairs)} 对{more}，请核对是否重复：")
    for pair in pairs[:SHOWN_PAIRS]:
        first, second = (report.questions[number] for number in (pair.first, pair.second))
        places = [spoken_place(report.places[number]) for number in (pair.first, pair.second)]
        click.echo(f"    {pair.percent}%  {places[0]}：{_one_line(first.stem)}")
        click.echo(f"          {places[1]}：{_one_line(second.stem)}")
    if len(pairs) > SHOWN_PAIRS:
        click.echo(f"    （只列出最相近的 {SHOWN_PAIRS} 对，全部见 --json）")


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
