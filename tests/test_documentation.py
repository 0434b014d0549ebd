"""README, docs and .env.example tell the truth about commands, settings and files."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from flask import Flask

from examapp import cli

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND = re.compile(r"flask --app wsgi ([^`#\n]+)")
VARIABLE = re.compile(r"EXAMAPP_[A-Z_]+[A-Z]")


def documented_commands() -> list[tuple[str, str]]:
    """Every flask command line of every document, as (file name, words after `--app wsgi`)."""
    found = []
    for path in DOCUMENTS:
        text = path.read_text().replace("\\\n", " ")
        found += [(path.name, match.strip()) for match in COMMAND.findall(text)]
    return found


@pytest.mark.parametrize(("document", "line"), documented_commands())
def test_a_documented_command_exists_with_its_options(document: str, line: str) -> None:
    app = Flask("examapp")
    cli.register(app)
    command: click.Command = app.cli
    words = shlex.split(line)
    while isinstance(command, click.Group) and words:
        command = command.commands[words.pop(0)]
    assert not isinstance(command, click.Group) or not words
    known = {option for parameter in command.params for option in parameter.opts}
    options = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
    assert options <= known | {"--help"}, f"{document}: {line}"


def test_both_readmes_show_the_same_commands() -> None:
    lines = {name: [] for name in ("README.md", "README.zh-CN.md")}
    for document, line in documented_commands():
        if document in lines:
            lines[document].append(line)
    assert lines["README.md"] == lines["README.zh-CN.md"]


def test_every_setting_stands_in_the_example_and_nothing_else() -> None:
    read = VARIABLE.findall((ROOT / "config.py").read_text() + (ROOT / "gunicorn.conf.py").read_text())
    shown = VARIABLE.findall((ROOT / ".env.example").read_text())
    assert set(shown) == set(read)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    # What stands in backticks shows how to write something, and leads nowhere.
    for target in re.findall(r"\]\(([^)#:]+)\)", re.sub(r"`[^`\n]*`", "", path.read_text())):
        assert (path.parent / target).exists(), target
