"""`flask db`: the database's schema."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from examapp.cli.context import collaborators
from examapp.cli.refusals import refusals_exit_1
from examapp.services.upgrade_database import upgrade_database, write_migration

group = AppGroup("db", help="数据库。")


@group.command("upgrade")
@refusals_exit_1
def upgrade_command() -> None:
    """升级到本版本的表结构；新库从空建起。"""
    upgrade_database(collaborators().database)
    click.echo("数据库已是最新结构。", err=True)


@group.command("revision")
@click.argument("message")
@refusals_exit_1
def revision_command(message: str) -> None:
    """开发用：比较代码中的表与已升级的数据库，写出下一个迁移文件；写完请人工核对。"""
    click.echo(f"已写出第 {write_migration(collaborators().database, message)} 号迁移。", err=True)
