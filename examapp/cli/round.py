"""`flask round`: prepare, open, extend and close rounds."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from examapp.cli.context import collaborators
from examapp.cli.refusals import refusals_exit_1
from examapp.cli.text_table import text_table
from examapp.services.audit_log import COMMAND_LINE
from examapp.services.check_round import count_other_points, questions_without_pictures, shortage_report
from examapp.services.close_round import close_round
from examapp.services.extend_round import extend_round
from examapp.services.find_round import round_of_event
from examapp.services.list_rounds import list_rounds
from examapp.services.open_round import open_round

STATES = {"draft": "未开放", "open": "开放", "closed": "已结束"}

group = AppGroup("round", help="轮次：检查、开放、加时、结束。")
round_option = click.option("--round", "number", type=int, help="第几轮；默认为最近开放的一轮。")


@group.command("list")
@refusals_exit_1
def list_command() -> None:
    """列出全部轮次及其状态。"""
    with collaborators().database.reading() as session:
        rounds = list_rounds(session)
    rows = [
        (each.event_code, each.event_name, str(each.number), each.name, STATES[each.state], each.window_text)
        for each in rounds
    ]
    click.echo(text_table(("赛项", "名称", "轮次", "轮次名称", "状态", "时间窗口（北京时间）"), rows))


@group.command("check")
@click.argument("event")
@round_option
@refusals_exit_1
def check_command(event: str, number: int | None) -> None:
    """检查题库是否够组卷；缺题时逐条列出，退出码为 1。"""
    with collaborators().database.reading() as session:
        round_id = round_of_event(session, event, number).id
        problems, other_points = shortage_report(session, round_id), count_other_points(session, round_id)
        without_pictures = questions_without_pictures(session, round_id)
    for problem in problems:
        click.echo(problem.message)
    if other_points:
        click.echo(f"题库中有 {other_points} 题自带的分值与组卷方案不同；计分一律按组卷方案。", err=True)
    if without_pictures:
        listed = "、".join(without_pictures[:10])
        click.echo(f"有 {len(without_pictures)} 题写了图片文件名，却没有导入图片：{listed}。", err=True)
    if problems:
        raise SystemExit(1)
    click.echo("题库足够按组卷方案组卷。")


@group.command("open")
@click.argument("event")
@click.option("--round", "number", type=int, help="第几轮；默认为最早的未开放轮次。")
@click.option("--public-number", default="", help="事先约定的公开号码（如彩票开奖号），参与抽题种子。")
@refusals_exit_1
def open_command(event: str, number: int | None, public_number: str) -> None:
    """冻结题库和规则，开放本轮，输出抽题种子的承诺值。"""
    using = collaborators()
    with using.database.transaction() as session:
        commitment = open_round(
            session,
            using.vault,
            round_id=round_of_event(session, event, number, state="draft").id,
            actor=COMMAND_LINE,
            now=using.clock(),
            public_number=public_number,
        )
    click.echo(commitment)


@group.command("close")
@click.argument("event")
@round_option
@click.option("--reason", required=True, help="理由，记入审计日志。")
@click.option("--force", is_flag=True, help="强制收走还在作答的答卷。")
@refusals_exit_1
def close_command(event: str, number: int | None, reason: str, force: bool) -> None:
    """结束本轮；还有人在考时拒绝，除非 --force。"""
    using = collaborators()
    with using.database.transaction() as session:
        forced = close_round(
            session,
            using.vault,
            round_id=round_of_event(session, event, number).id,
            actor=COMMAND_LINE,
            now=using.clock(),
            reason=reason,
            force=force,
        )
    click.echo(f"本轮已结束，强制收卷 {forced} 份。", err=True)


@group.command("extend")
@click.argument("event")
@round_option
@click.option("--minutes", type=click.IntRange(min=1), required=True, help="给正在考试的人加几分钟。")
@click.option("--reason", required=True, help="理由，记入审计日志。")
@refusals_exit_1
def extend_command(event: str, number: int | None, minutes: int, reason: str) -> None:
    """给正在考试的所有人加时。"""
    using = collaborators()
    with using.database.transaction() as session:
        prolonged = extend_round(
            session,
            round_id=round_of_event(session, event, number).id,
            seconds=minutes * 60,
            reason=reason,
            actor=COMMAND_LINE,
            now=using.clock(),
        )
    click.echo(f"已为 {prolonged.attempts} 份答卷加时 {minutes} 分钟。", err=True)
