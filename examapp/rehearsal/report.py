"""The report of a rehearsal: its figures, and a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from examapp.domain.rehearsal import Findings, Rehearsal
from examapp.domain.wording import N_
from examapp.rehearsal.crowd import CrowdResult
from examapp.rehearsal.measures import STEPS, StepLatency, step_latency

PASSED = N_("彩排通过：已确认的作答一条不少，每份成绩都与手机上的记录一致。")
FAILED = N_("彩排未通过：{reasons}。请在正式比赛之前查明原因。")
REASON_LOST = N_("丢失 {count} 条已确认的作答")
REASON_WRONG = N_("{count} 份成绩有误")
REASON_FAILED = N_("{count} 人未能完成")
REASON_UNREPEATABLE = N_("两次排名不一致")


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a rehearsal showed; latencies in milliseconds, retries and failures by kind."""

    name: str
    entrants: int
    events: int
    finished: int
    findings: Findings
    duration_s: float
    requests: int
    latencies: tuple[StepLatency, ...]
    retries: Mapping[str, int]
    failures: Mapping[str, int]

    @property
    def requests_per_second(self) -> float:
        """Answered requests per second, over the whole rehearsal."""
        return round(self.requests / self.duration_s, 1) if self.duration_s else 0.0

    @property
    def shortcomings(self) -> tuple[str, ...]:
        """Why the rehearsal failed, in Chinese; empty when it passed."""
        unfinished = max(self.entrants - self.finished, sum(self.failures.values()))
        counted = (
            (REASON_LOST, self.findings.lost),
            (REASON_WRONG, self.findings.wrong),
            (REASON_FAILED, unfinished),
        )
        found = [sentence.format(count=count) for sentence, count in counted if count]
        return (*found, *(() if self.findings.repeatable else (REASON_UNREPEATABLE,)))

    @property
    def passed(self) -> bool:
        """Whether nothing was lost, wrong or left undone."""
        return not self.shortcomings

    @property
    def verdict(self) -> str:
        """The outcome in one sentence."""
        return PASSED if self.passed else FAILED.format(reasons="，".join(self.shortcomings))


def make_report(rehearsal: Rehearsal, crowd: CrowdResult, findings: Findings) -> Report:
    """Put together what the phones measured and what the record holds."""
    latencies = crowd.measures.latencies
    order = [step for step in STEPS if latencies.get(step)]
    return Report(
        name=rehearsal.name,
        entrants=len(crowd.logs),
        events=len(rehearsal.events),
        finished=sum(log.finished for log in crowd.logs),
        findings=findings,
        duration_s=round(crowd.duration_s, 1),
        requests=crowd.measures.requests,
        latencies=tuple(step_latency(step, latencies[step]) for step in order),
        retries=dict(sorted(crowd.measures.retries.items())),
        failures=dict(sorted(crowd.measures.failures.items())),
    )


def report_to_json(report: Report) -> dict[str, Any]:
    """Return the report as plain JSON values for other programs."""
    return {
        "name": report.name,
        "passed": report.passed,
        "verdict": report.verdict,
        "entrants": report.entrants,
        "events": report.events,
        "finished": report.finished,
        **report.findings.to_json(),
        "duration_s": report.duration_s,
        "requests": report.requests,
        "requests_per_second": report.requests_per_second,
        "latencies": [asdict(latency) for latency in report.latencies],
        "retries": dict(report.retries),
        "failures": dict(report.failures),
    }
