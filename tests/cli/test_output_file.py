"""What commands write: refused in time, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from examapp.cli.output_file import write_output
from examapp.storage.database import Database
from tests.cli.conftest import Run

EXPORTS = [
    ("bank", "export", "11", "--format", "json"),
    ("roster", "pins"),
    ("demo", "roster", "--entrants", "1"),
    ("finals", "export", "--format", "csv"),
]


@pytest.mark.parametrize("words", EXPORTS, ids=lambda words: " ".join(words[:2]))
def test_a_file_that_cannot_be_made_is_wrong_usage(
    run: Run, database: Database, tmp_path: Path, words: tuple[str, ...]
) -> None:
    for path in (tmp_path, tmp_path / "没有" / "名单.csv"):
        refused = run(*words, "-o", path)
        assert refused.exit_code == 2
        assert "已写入" not in refused.stderr
    assert not list(tmp_path.glob("**/名单.csv"))


def test_a_failed_write_says_so_and_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "名单.csv"
    target.write_bytes("旧".encode())
    with pytest.raises(TypeError):
        write_output(target, None)  # type: ignore[arg-type]
    assert target.read_bytes() == "旧".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_a_refusal_of_the_system_is_a_sentence(tmp_path: Path) -> None:
    target = tmp_path / "名单"
    target.mkdir()
    with pytest.raises(click.ClickException, match="无法写入"):
        write_output(target, b"x")
    assert list(tmp_path.iterdir()) == [target]


def test_a_private_file_is_its_owners_even_where_another_was(tmp_path: Path) -> None:
    target = tmp_path / "密码条.csv"
    target.write_bytes(b"")
    target.chmod(0o644)
    write_output(target, b"x", private=True)
    assert target.stat().st_mode & 0o777 == 0o600


def test_an_ordinary_file_keeps_the_rights_it_had(tmp_path: Path) -> None:
    target = tmp_path / "题库.json"
    target.write_bytes(b"")
    target.chmod(0o664)
    write_output(target, b"x")
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"x", 0o664)


def test_a_link_is_followed_and_not_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "a.csv", tmp_path / "b.csv"
    target.write_bytes(b"")
    link.symlink_to(target)
    write_output(link, b"x")
    assert link.is_symlink()
    assert target.read_bytes() == b"x"
