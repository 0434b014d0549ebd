"""`flask db`: the database's schema."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from examapp.cli.context import collaborators
from examapp.cli.refusals import refusals_exit_1
from examapp.services.upgrade_database import upgrade_database

group = AppGroup("db", help="数据库。")


@group.command("upgrade")
@refusals_exit_1
def upgrade_command() -> None:
    """升级到本版本的表结构；新库从空建起。"""
    upgrade_database(collaborators().database)
    click.echo("数据库已是最新结构。", err=True)
