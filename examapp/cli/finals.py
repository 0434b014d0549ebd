"""`flask finals`: publish and export finals lists."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from examapp.cli.attempts import sweep_everything
from examapp.cli.context import collaborators
from examapp.cli.output_file import OutputPath, write_output
from examapp.cli.refusals import refusals_exit_1
from examapp.services.audit_log import COMMAND_LINE
from examapp.services.export_finals import LIST_FORMAT_CODES, finals_sheets, record_export, write_lists
from examapp.services.find_round import round_of_event
from examapp.services.publish_finals_list import publish_finals_list

group = AppGroup("finals", help="晋级名单：公布、导出。")


@group.command("publish")
@click.argument("event")
@click.option("--round", "number", type=int, help="第几轮；默认为最近开放的一轮。")
@click.option("--reason", default="", help="公布新版本的理由；第一版可以不填。")
@refusals_exit_1
def publish_command(event: str, number: int | None, reason: str) -> None:
    """公布晋级名单的新版本；公布后不可更改。"""
    using = collaborators()
    with using.database.transaction() as session:
        version = publish_finals_list(
            session,
            using.vault,
            round_id=round_of_event(session, event, number).id,
            actor=COMMAND_LINE,
            now=using.clock(),
            reason=reason,
        )
    click.echo(f"已公布第 {version} 版。", err=True)


@group.command("export")
@click.argument("events", nargs=-1)
@click.option("--format", "format_code", type=click.Choice(LIST_FORMAT_CODES), required=True)
@click.option("-o", "--output", type=OutputPath(), required=True)
@refusals_exit_1
def export_command(events: tuple[str, ...], format_code: str, output: Path) -> None:
    """导出名单：不写赛项代码时导出全部赛项，每个赛项一张表。"""
    using = collaborators()
    sweep_everything(using)
    with using.database.reading() as session:
        sheets = finals_sheets(session, using.vault, events, using.clock())
    write_output(output, write_lists(sheets, format_code))
    subject = " ".join(f"event:{code}" for code in events) or "finals"
    with using.database.transaction() as session:
        record_export(session, subject=subject, format=format_code, actor=COMMAND_LINE, now=using.clock())
    click.echo(f"已写入 {output}。", err=True)
