"""Questions that a command asks before it changes anything."""

from __future__ import annotations

import click


def confirmed(question: str) -> bool:
    """Return whether the person said yes; without anybody to answer, end with a sentence and exit status 1."""
    try:
        return click.confirm(question, err=True)
    except (click.Abort, RuntimeError) as silence:
        # Python raises RuntimeError where standard input is closed altogether.
        click.echo("\n没有收到回答，没有改动。不需要询问时请加 --yes。", err=True)
        raise SystemExit(1) from silence
