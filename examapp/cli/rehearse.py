"""`flask rehearse`: hold a made-up contest over HTTP against a running server, and report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext

from examapp.cli.context import collaborators
from examapp.cli.refusals import refusals_exit_1
from examapp.cli.rehearsal_text import report_to_text
from examapp.domain.rehearsal import Rehearsal
from examapp.rehearsal.crowd import CrowdSettings, run_crowd
from examapp.rehearsal.reaching import reach
from examapp.rehearsal.report import Report, make_report, report_to_json
from examapp.services.audit_log import COMMAND_LINE
from examapp.services.check_rehearsal import check_rehearsal
from examapp.services.collaborators import Collaborators
from examapp.services.prepare_rehearsal import prepare_rehearsal
from examapp.services.remove_rehearsal import kept_rehearsals, remove_rehearsal

LARGEST_CROWD = 5000


@click.command("rehearse", help="彩排：用虚构的人员和题目，对正在运行的服务器走完整场比赛并出具报告。")
@click.option("--entrants", default=100, show_default=True, help="参赛人数，平均分到各赛项。")
@click.option("--events", default=2, show_default=True, help="赛项数。")
@click.option(
    "--url", default="http://127.0.0.1:8000", show_default=True, help="服务器地址，须用同一数据库。"
)
@click.option(
    "--phones",
    default=100,
    show_default=True,
    type=click.IntRange(1, LARGEST_CROWD),
    help="同时答题的手机数。",
)
@click.option("--seed", default=1, show_default=True, help="决定每个人如何作答；相同的种子行为相同。")
@click.option(
    "--time-limit", default=3600, show_default=True, type=click.IntRange(min=1), help="最长用时（秒）。"
)
@click.option("--keep", is_flag=True, help="结束后保留彩排数据，以便在页面上查看。")
@click.option("--json", "as_json", is_flag=True, help="只向标准输出打印一个 JSON 文档。")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="把 JSON 报告写入文件。")
@click.option(
    "--remove-kept",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _parameter, chosen: _remove_kept(context) if chosen else None,
    help="只清除以前保留或中断的彩排数据，然后结束。",
)
@with_appcontext
@refusals_exit_1
def group(
    entrants: int,
    events: int,
    url: str,
    phones: int,
    seed: int,
    time_limit: int,
    keep: bool,
    as_json: bool,
    report: Path | None,
) -> None:
    """Prepare, let everybody sit, compare, report; exit status 0 only when nothing went wrong."""
    using = collaborators()
    crowd = CrowdSettings(url, at_once=phones, seed=seed, time_limit_s=time_limit, shows_progress=True)
    with _rehearsal(using, entrants, events, keep=keep) as rehearsal:
        found = _rehearse(using, rehearsal, crowd)
    document = json.dumps(report_to_json(found), ensure_ascii=False, indent=2)
    if report is not None:
        report.write_text(document + "\n", encoding="utf-8")
    click.echo(document if as_json else report_to_text(found))
    raise SystemExit(0 if found.passed else 1)


@with_appcontext
def _remove_kept(context: click.Context) -> None:
    using = collaborators()
    with using.database.transaction() as session:
        kept = kept_rehearsals(session)
        for competition_id in kept:
            remove_rehearsal(session, competition_id=competition_id, actor=COMMAND_LINE, now=using.clock())
    click.echo(f"已清除 {len(kept)} 场彩排。")
    context.exit(0)


@contextmanager
def _rehearsal(using: Collaborators, entrants: int, events: int, *, keep: bool) -> Iterator[Rehearsal]:
    """Give a prepared rehearsal and remove it afterwards, whatever happened in between."""
    click.echo("正在准备彩排…", err=True)
    with using.database.transaction() as session:
        made = prepare_rehearsal(
            session, using.vault, entrants=entrants, events=events, actor=COMMAND_LINE, now=using.clock()
        )
    try:
        yield made
    finally:
        if keep:
            click.echo(f"彩排数据已保留：{made.name}", err=True)
        else:
            with using.database.transaction() as session:
                remove_rehearsal(
                    session, competition_id=made.competition_id, actor=COMMAND_LINE, now=using.clock()
                )


def _rehearse(using: Collaborators, rehearsal: Rehearsal, settings: CrowdSettings) -> Report:
    reach(settings.url, rehearsal.entrants[0])
    crowd = run_crowd(rehearsal.entrants, settings)
    click.echo("正在核对记录…", err=True)
    with using.database.transaction() as session:
        findings = check_rehearsal(
            session, using.vault, rehearsal=rehearsal, logs=crowd.logs, actor=COMMAND_LINE, now=using.clock()
        )
    return make_report(rehearsal, crowd, findings)
