"""`flask demo`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from examapp.cli import demo
from examapp.roster_formats.reading import read_roster
from examapp.services.demo_contest import demo_events
from tests.cli.conftest import Run
from tests.question_banks.some_banks import CODES, some_banks


@pytest.fixture(autouse=True)
def few_banks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "BANKS_FOLDER", some_banks(tmp_path))


def test_preparing_prints_logins_and_keeps_them_for_their_owner(run: Run, tmp_path: Path) -> None:
    prepared = run("demo", "prepare", "--address", "http://127.0.0.1:9")
    assert prepared.exit_code == 0
    logins = tmp_path / "demo-logins.txt"
    assert logins.stat().st_mode & 0o077 == 0
    for line in logins.read_text().splitlines():
        assert f"  {line.replace(' ', '  ')}\n" in prepared.stdout
    assert "http://127.0.0.1:9/exam/" in prepared.stdout
    assert prepared.stdout.count("准考证号") == len(CODES)


def test_an_address_that_no_phone_can_open_is_not_printed(run: Run) -> None:
    printed = run("demo", "prepare", "--address", "http://0.0.0.0:8000").stdout
    assert "//0." not in printed
    assert re.search(r"http://\d+\.\d+\.\d+\.\d+:8000/exam/", printed)


def test_preparing_again_prints_the_same(run: Run) -> None:
    assert run("demo", "prepare").stdout == run("demo", "prepare").stdout


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_made_up_roster_reads_without_a_problem(run: Run, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"roster.{suffix}"
    assert run("demo", "roster", "--entrants", 100, "-o", path).exit_code == 0
    names = {code: name for code, name, _ in demo_events()}
    report = read_roster(path.read_bytes(), path.name, names)
    assert report.problems == ()
    assert len(report.rows) == 100
    assert report.rows[0].host_subject == ""
