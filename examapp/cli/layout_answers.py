"""Answers to what a bank file leaves open: `--answer key=choice`, or a file of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

_FilePath = click.Path(exists=True, dir_okay=False, path_type=Path)
_ANSWER_HELP = "回答文件中说不清的地方，例如 judge_right=0；可写多次。检查报告会列出问题和可选的回答。"
_LAYOUT_HELP = '从 JSON 文件读取这些回答，例如 {"judge_right": "0"}；也可以是 bank check --json 的输出。'


def layout_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--answer` and `--layout`, and the answers as its argument `layout`."""

    @click.option("--answer", "answers", multiple=True, metavar="KEY=CHOICE", help=_ANSWER_HELP)
    @click.option("--layout", "layout_file", type=_FilePath, help=_LAYOUT_HELP)
    @wraps(command)
    def with_layout(*, answers: tuple[str, ...], layout_file: Path | None, **rest: Any) -> None:
        layout = _answers_of_file(layout_file) if layout_file else {}
        command(layout={**layout, **dict(map(_answer, answers))}, **rest)

    return with_layout


def _answer(text: str) -> tuple[str, str]:
    key, sign, choice = text.partition("=")
    if not sign or not key.strip():
        raise click.BadParameter("请写成 KEY=CHOICE，例如 judge_right=0。", param_hint="--answer")
    return key.strip(), choice.strip()


def _answers_of_file(path: Path) -> dict[str, str]:
    """Return the answers of an object, or those of a report's asks: its answers, else its defaults."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
        if "asks" in found:
            found = {ask["key"]: ask["answer"] or ask["default"] for ask in found["asks"]}
        return {str(key): str(answer) for key, answer in found.items() if answer is not None}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise click.BadParameter("应是 JSON 对象，问题对应回答。", param_hint="--layout") from error
