"""The report of a rehearsal as people read it on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from examapp.cli.text_table import text_table
from examapp.rehearsal.measures import StepLatency
from examapp.rehearsal.report import Report, report_to_json

LABELS = {
    "name": "名称",
    "events": "赛项",
    "entrants": "参赛人数",
    "finished": "完成交卷",
    "acknowledged": "已确认的作答",
    "found": "记录中找到",
    "lost": "丢失",
    "wrong_results": "成绩错误",
    "ranked": "排名人数",
    "advanced": "晋级人数",
    "ranking_repeatable": "排名可重现",
    "duration_s": "用时（秒）",
    "requests": "请求总数",
    "requests_per_second": "每秒请求",
}
STEP_LABELS = {
    "sign-in": "登录",
    "consent": "须知",
    "events": "赛项页",
    "start": "开始",
    "page": "答卷页",
    "save": "保存",
    "submit": "交卷",
}


def report_to_text(report: Report) -> str:
    """Return figures, latencies, errors and the verdict."""
    plain = report_to_json(report)
    figures = text_table(("项目", "结果"), [(label, _shown(plain[name])) for name, label in LABELS.items()])
    return "\n".join((figures, "", _latencies(report), "", *_errors(report), "", report.verdict))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _latencies(report: Report) -> str:
    rows = [
        (STEP_LABELS[each.step], str(each.count), *(f"{ms:.1f}" for ms in _times(each)))
        for each in report.latencies
    ]
    return text_table(("步骤（毫秒）", "次数", "p50", "p95", "p99", "最大"), rows)


def _times(latency: StepLatency) -> tuple[float, ...]:
    return latency.p50_ms, latency.p95_ms, latency.p99_ms, latency.max_ms


def _errors(report: Report) -> Iterator[str]:
    counted = (("重试后成功或放弃前的错误", report.retries), ("未能交卷", report.failures))
    for heading, counts in counted:
        yield f"{heading}：{'' if counts else '无'}"
        yield from (f"  {kind}  {count}" for kind, count in counts.items())
    yield from report.findings.examples
