"""How a command tells that it was refused: the sentence to standard error, exit status 1."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click

from examapp.domain.errors import ExamError
from examapp.services.upgrade_database import DatabaseUnusable

Parameters = ParamSpec("Parameters")


def refusals_exit_1(command: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """Decorate a command so that a refusal or a missing database ends it with a sentence instead of a traceback."""

    @wraps(command)
    def run(*arguments: Parameters.args, **options: Parameters.kwargs) -> None:
        try:
            command(*arguments, **options)
        except ExamError as refusal:
            click.echo(refusal.message, err=True)
            raise SystemExit(1) from refusal
        except DatabaseUnusable as refusal:
            click.echo(f"数据库不可用：{refusal.orig}", err=True)
            click.echo("请检查 EXAMAPP_DATABASE_URL；新库请先运行 flask --app wsgi db upgrade。", err=True)
            raise SystemExit(1) from refusal

    return run
