"""Files made to do harm do none, whichever reader gets them: no exception, no hang, bounded memory."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from examapp.bank_formats.registry import format_names
from tests.bank_formats.read_hostile import MARKING, RECOGNISING
from tests.test_layers import ROOT

SECONDS_FOR_ONE = 30
# The largest of the files takes half of it to be made.
MEGABYTES = 900


@pytest.fixture(scope="module")
def readings() -> list[dict[str, Any]]:
    """What reading every hostile file with every reader took, in a process of its own."""
    command = [sys.executable, "-m", "tests.bank_formats.read_hostile"]
    done = subprocess.run(command, cwd=ROOT.parent, capture_output=True, text=True, check=False, timeout=1800)
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_reader_ends_every_hostile_file_with_a_report(readings: list[dict[str, Any]]) -> None:
    assert {reading["reader"] for reading in readings} == {RECOGNISING, MARKING, *format_names()}
    assert [(each["file"], each["reader"], each["error"]) for each in readings if each["error"]] == []


def test_no_hostile_file_takes_long(readings: list[dict[str, Any]]) -> None:
    slow = [(each["file"], each["reader"]) for each in readings if each["seconds"] > SECONDS_FOR_ONE]
    assert slow == []


def test_no_hostile_file_fills_the_memory(readings: list[dict[str, Any]]) -> None:
    assert max(each["megabytes"] for each in readings) < MEGABYTES
