"""`flask demo`: a contest to try the system with, and rosters of any size."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click
from flask.cli import AppGroup
from tqdm import tqdm

from config import ROOT
from examapp.cli.context import collaborators
from examapp.cli.output_file import OutputPath, write_output
from examapp.cli.refusals import refusals_exit_1
from examapp.roster_formats.columns import COLUMN_LABELS
from examapp.roster_formats.writing import write_table
from examapp.services.demo_contest import demo_events, made_up_rows
from examapp.services.prepare_demo import DemoContest, prepare_demo

BANKS_FOLDER = ROOT / "question_banks"
LOGINS_FILE = "demo-logins.txt"
LARGEST_ROSTER = 99_999
ANY_HOST = "0.0.0.0"  # noqa: S104 - recognised here, not listened on
ELSEWHERE = "192.0.2.1"  # reserved for documentation (RFC 5737)

group = AppGroup("demo", help="试用数据。")


@group.command("prepare")
@click.option("--address", default="http://127.0.0.1:8000", show_default=True, help="打印用的网址。")
@refusals_exit_1
def prepare_command(address: str) -> None:
    """建立示例大赛（已有的不重复建立），打印网址和登录方式。"""
    using = collaborators()
    logins = using.settings.instance / LOGINS_FILE
    with using.database.transaction() as session:
        contest = prepare_demo(
            session,
            using.vault,
            banks_folder=BANKS_FOLDER,
            known_passwords=_read_passwords(logins),
            now=using.clock(),
        )
    _write_passwords(logins, contest.passwords)
    _print(contest, _seen_from_phones(address), logins)


@group.command("roster")
@click.option("--entrants", type=click.IntRange(1, LARGEST_ROSTER), required=True, help="人数。")
@click.option("-o", "--output", type=OutputPath(), required=True)
@refusals_exit_1
def roster_command(entrants: int, output: Path) -> None:
    """写出任意人数的虚构名册（.xlsx 或 .csv），赛项为示例大赛的 40 个。"""
    headers = [label for column, label in COLUMN_LABELS.items() if column != "event_name"]
    write_output(output, write_table(output.name, headers, _roster_rows(entrants)))
    click.echo(f"已写入 {output}：{entrants} 人。", err=True)


def _roster_rows(entrants: int) -> Iterator[Sequence[str]]:
    codes = [code for code, _, _ in demo_events()]
    for row in tqdm(made_up_rows(range(entrants), codes), total=entrants, unit="人"):
        texts = asdict(row)
        yield [texts[column] for column in COLUMN_LABELS if column != "event_name"]


def _read_passwords(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {line[0]: line[1] for line in lines if len(line) == 2}


def _write_passwords(path: Path, passwords: dict[str, str]) -> None:
    path.touch(mode=0o600)
    text = "".join(f"{username} {password}\n" for username, password in passwords.items())
    path.write_text(text, encoding="utf-8")


def _seen_from_phones(address: str) -> str:
    """Return the address with this machine's own in place of 0.0.0.0, which no phone can open."""
    if ANY_HOST not in address:
        return address
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((ELSEWHERE, 9))  # sends nothing: it only picks the way out
            own = probe.getsockname()[0]
        except OSError:
            own = "127.0.0.1"
    return address.replace(ANY_HOST, own)


def _print(contest: DemoContest, address: str, logins: Path) -> None:
    click.echo(f"首页        {address}/")
    click.echo(f"参赛职工    {address}/exam/")
    for one in contest.tickets:
        click.echo(f"  {one.event}：准考证号 {one.ticket}  密码 {one.pin}  （{one.name}）")
    click.echo(f"工作人员    {address}/staff/sign-in")
    for username, password in contest.passwords.items():
        click.echo(f"  {username}  {password}")
    click.echo(f"工作人员密码保存在 {logins}。人员均为虚构。")
