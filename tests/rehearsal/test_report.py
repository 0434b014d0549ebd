"""A rehearsal passes only when nothing was lost, wrong or left undone, and the report says why not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from examapp.cli.rehearsal_text import report_to_text
from examapp.domain.rehearsal import Findings, Rehearsal, RehearsedEntrant, RehearsedEvent, SittingLog
from examapp.rehearsal.crowd import CrowdResult
from examapp.rehearsal.measures import Measures
from examapp.rehearsal.report import Report, make_report, report_to_json

EVENT = RehearsedEvent("R01", 1, {}, {})
ENTRANT = RehearsedEntrant("R1N000001", "123456", EVENT)
REHEARSAL = Rehearsal(1, "彩排", (EVENT,), (ENTRANT,))
GOOD = Findings(
    acknowledged=9, found=9, results=1, wrong=0, ranked=1, advanced=1, repeatable=True, finals_bytes=99
)


def report(findings: Findings = GOOD, *, finished: bool = True) -> Report:
    """The report of one entrant, who was slow to sign in and had to save twice."""
    measures = Measures(retries=Counter({"save: HTTP 503": 2}))
    for milliseconds in (4.0, 6.0):
        measures.answered("sign-in", milliseconds)
    if not finished:
        measures.failures["submit: HTTP 409 closed"] += 1
    log = SittingLog(ENTRANT, 1, (), (), finished)
    return make_report(REHEARSAL, CrowdResult((log,), measures, 0.5), findings)


def test_a_rehearsal_without_fault_passes() -> None:
    made = report()
    assert made.passed
    assert "通过" in made.verdict
    assert report_to_json(made)["lost"] == 0


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (report(replace(GOOD, found=7)), "丢失 2 条"),
        (report(replace(GOOD, wrong=1)), "1 份成绩有误"),
        (report(finished=False), "1 人未能完成"),
        (report(replace(GOOD, repeatable=False)), "两次排名不一致"),
    ],
    ids=["lost", "wrong", "unfinished", "unrepeatable"],
)
def test_each_fault_fails_it_and_is_named(made: Report, reason: str) -> None:
    assert not made.passed
    assert reason in made.verdict


def test_retries_are_told_apart_from_failures() -> None:
    plain = report_to_json(report(finished=False))
    assert plain["retries"] == {"save: HTTP 503": 2}
    assert plain["failures"] == {"submit: HTTP 409 closed": 1}


def test_figures_are_per_second_and_per_step() -> None:
    plain = report_to_json(report())
    assert plain["requests_per_second"] == 4.0
    assert [each["step"] for each in plain["latencies"]] == ["sign-in"]


def test_people_read_everything_that_programs_read() -> None:
    text = report_to_text(report(replace(GOOD, found=7, examples=("答卷 1 第 5 题没有找到",))))
    for part in ("丢失", "登录", "6.0", "save: HTTP 503  2", "答卷 1 第 5 题没有找到", "彩排未通过"):
        assert part in text
