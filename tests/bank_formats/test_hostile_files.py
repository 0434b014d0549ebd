"""Files made to do harm do none, whichever reader gets them: no exception, no hang, bounded memory."""

from __future__ import annotations

import json
import subprocess
import sys

from examapp.bank_formats.registry import format_names
from tests.bank_formats.read_hostile import MARKING, RECOGNISING
from tests.test_layers import ROOT

# The largest of the files takes half of it to be made.
MEGABYTES = 900


def test_every_reader_ends_every_hostile_file_with_a_report_and_in_bounded_memory() -> None:
    command = [sys.executable, "-m", "tests.bank_formats.read_hostile"]
    # In a process of its own, whose memory nothing else fills; where a reader hangs, it never ends.
    done = subprocess.run(command, cwd=ROOT.parent, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stderr[-2000:]
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    assert {reading["reader"] for reading in readings} == {RECOGNISING, MARKING, *format_names()}
    assert [(each["file"], each["reader"], each["error"]) for each in readings if each["error"]] == []
    assert max(each["megabytes"] for each in readings) < MEGABYTES
