"""`flask attempts`: close what has run out."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from examapp.cli.context import collaborators
from examapp.cli.refusals import refusals_exit_1
from examapp.services.collaborators import Collaborators
from examapp.services.sweep_attempts import sweep_attempts

BATCH = 200

group = AppGroup("attempts", help="答卷。")


@group.command("sweep")
@refusals_exit_1
def sweep_command() -> None:
    """收走所有已到时的答卷并评分。"""
    click.echo(f"已收卷 {sweep_everything(collaborators())} 份。", err=True)


def sweep_everything(using: Collaborators) -> int:
    """Close every attempt that has run out and return how many.

    Each batch is its own transaction, so that nobody saving answers waits for the whole sweep.
    """
    swept = 0
    while True:
        with using.database.transaction() as session:
            batch = sweep_attempts(session, using.vault, now=using.clock(), limit=BATCH)
        if not batch:
            return swept
        swept += batch
