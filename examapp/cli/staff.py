"""`flask staff`: accounts of the contest's office."""

from __future__ import annotations

import os
import sys

import click
from flask.cli import AppGroup

from examapp.cli.context import collaborators
from examapp.cli.refusals import refusals_exit_1
from examapp.services.audit_log import COMMAND_LINE
from examapp.services.create_staff import ROLES, create_staff, generated_password

PASSWORD_VARIABLE = "EXAMAPP_STAFF_PASSWORD"  # noqa: S105 - a variable's name, not a password

group = AppGroup("staff", help="工作人员账号。")


@group.command("create")
@click.argument("username")
@click.option("--role", type=click.Choice(ROLES), required=True, help="组委会、赛项协调员或监督员。")
@click.option("--name", required=True, help="姓名。")
@click.option("--event", "events", multiple=True, help="协调员负责的赛项代码，可写多次。")
@refusals_exit_1
def create_command(username: str, role: str, name: str, events: tuple[str, ...]) -> None:
    """新建账号；密码在提示后输入，也可由环境变量 EXAMAPP_STAFF_PASSWORD 给出，都没有时自动生成。"""
    using, (password, is_generated) = collaborators(), _password()
    with using.database.transaction() as session:
        create_staff(
            session,
            username=username,
            name=name,
            role=role,
            password=password,
            event_codes=events,
            actor=COMMAND_LINE,
            now=using.clock(),
        )
    click.echo(f"已新建账号 {username}。", err=True)
    if is_generated:
        click.echo("自动生成的密码（只显示这一次）：", err=True)
        click.echo(password)


def _password() -> tuple[str, bool]:
    """Return the password and whether it was made up here."""
    given = os.environ.get(PASSWORD_VARIABLE, "")
    if not given and sys.stdin.isatty():
        given = click.prompt(
            "密码（直接回车则自动生成）",
            default="",
            hide_input=True,
            show_default=False,
            confirmation_prompt=True,
        )
    return (given, False) if given else (generated_password(), True)
