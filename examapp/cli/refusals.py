"""How a command tells that it was refused: the sentence to standard error, exit status 1."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click

from examapp.domain.errors import ExamError

Parameters = ParamSpec("Parameters")


def refusals_exit_1(command: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """Decorate a command so that an ExamError ends it with its sentence instead of a traceback."""

    @wraps(command)
    def run(*arguments: Parameters.args, **options: Parameters.kwargs) -> None:
        try:
            command(*arguments, **options)
        except ExamError as refusal:
            click.echo(refusal.message, err=True)
            raise SystemExit(1) from refusal

    return run
