"""`flask roster`: check and import rosters, print PIN slips."""

from __future__ import annotations

import json
from pathlib import Path

import click
from flask.cli import AppGroup
from tqdm import tqdm

from examapp.cli.asking import confirmed
from examapp.cli.context import collaborators
from examapp.cli.output_file import OutputPath, write_output
from examapp.cli.problem_list import print_problems
from examapp.cli.refusals import refusals_exit_1
from examapp.roster_formats.reading import read_roster
from examapp.roster_formats.report import RosterReport, RosterRow
from examapp.services.audit_log import COMMAND_LINE
from examapp.services.find_competition import find_competition, known_event_names
from examapp.services.find_round import find_event
from examapp.services.import_roster import RosterChange, event_names, import_roster
from examapp.services.pin_slips import events_of_competition, pin_slips, reset_pin, slips_file

RosterPath = click.Path(exists=True, dir_okay=False, path_type=Path)
group = AppGroup("roster", help="参赛名册：检查、导入、登录密码。")


@group.command("check")
@click.argument("file", type=RosterPath)
@click.option("--json", "as_json", is_flag=True, help="只在标准输出打印一个 JSON 文档。")
def check_command(file: Path, as_json: bool) -> None:
    """只读取并报告每一处问题，不导入；没有数据库时不核对赛项代码。"""
    report = read_roster(file.read_bytes(), file.name, known_event_names(collaborators().database))
    if as_json:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False))
    else:
        _print_report(file, report)
    if report.errors:
        raise SystemExit(1)


@group.command("import")
@click.argument("file", type=RosterPath)
@click.option("--yes", is_flag=True, help="不再询问。")
@click.option("--skip-errors", is_flag=True, help="有错误的行不导入，其余照常导入。")
@refusals_exit_1
def import_command(file: Path, yes: bool, skip_errors: bool) -> None:
    """导入参赛名册；已有的人按身份证号（没有时按姓名和手机号）更新，不会重复。"""
    using = collaborators()
    with using.database.reading() as session:
        competition_id = find_competition(session)
        names = event_names(session, competition_id)
    report = read_roster(file.read_bytes(), file.name, names)
    _print_report(file, report)
    if report.errors and not skip_errors:
        click.echo("有错误，没有导入任何人。请改正，或加 --skip-errors 只导入没有错误的行。", err=True)
        raise SystemExit(1)
    if not yes and not confirmed(f"导入 {len(report.rows)} 条报名吗？"):
        click.echo("没有导入。", err=True)
        return
    change = _import(competition_id, report.rows)
    counts = f"新增 {change.added}，更新 {change.updated}，不变 {change.unchanged}"
    click.echo(
        f"已导入：{counts}；新单位 {change.employers_added}，新代表队 {change.delegations_added}。", err=True
    )


@group.command("pins")
@click.argument("events", nargs=-1)
@click.option("-o", "--output", type=OutputPath(), required=True)
@refusals_exit_1
def pins_command(events: tuple[str, ...], output: Path) -> None:
    """写出登录密码条（.xlsx 或 .csv）；不写赛项代码时为全部赛项。"""
    using = collaborators()
    with using.database.transaction() as session:
        event_ids = [find_event(session, code).id for code in events]
        if not events:
            event_ids = events_of_competition(session, find_competition(session))
        slips = pin_slips(session, using.vault, event_ids=event_ids, actor=COMMAND_LINE, now=using.clock())
        data = slips_file(output.name, slips)
    write_output(output, data, private=True)
    click.echo(f"已写入 {output}：{len(slips)} 人。凭密码条即可登录，请妥善保管。", err=True)


@group.command("reset-pin")
@click.argument("ticket")
@click.option("--reason", default="", help="理由，记入审计日志。")
@refusals_exit_1
def reset_pin_command(ticket: str, reason: str) -> None:
    """作废一个准考证号的登录密码，打印新密码。"""
    using = collaborators()
    with using.database.transaction() as session:
        pin = reset_pin(
            session, using.vault, ticket=ticket, actor=COMMAND_LINE, now=using.clock(), reason=reason
        )
    click.echo(pin)


def _import(competition_id: int, rows: tuple[RosterRow, ...]) -> RosterChange:
    using = collaborators()
    with tqdm(total=len(rows), unit="行") as bar, using.database.transaction() as session:
        return import_roster(
            session,
            using.vault,
            competition_id=competition_id,
            rows=rows,
            actor=COMMAND_LINE,
            now=using.clock(),
            progress=bar.update,
        )


def _print_report(file: Path, report: RosterReport) -> None:
    print_problems(file.name, report.problems)
    counts = f"{len(report.errors)} 处错误，{len(report.warnings)} 处提示"
    click.echo(f"{file.name}：{report.seen} 人，可导入 {len(report.rows)} 人，{counts}。")
