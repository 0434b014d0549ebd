"""Files that commands write: refused before any work when they can't be, and never half written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click


class OutputPath(click.Path):
    """The path of a file to write; a missing or closed directory is wrong usage."""

    def __init__(self) -> None:
        """Take any file, there already or not."""
        super().__init__(dir_okay=False, writable=True, path_type=Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Return the path; refuse it when no file can be made there."""
        path = Path(value)
        if not path.parent.is_dir():
            self.fail(f"目录“{path.parent}”不存在，请先建立。", param, ctx)
        if not path.exists() and not _may_make_files(path.parent):
            self.fail(f"没有写入目录“{path.parent}”的权限。", param, ctx)
        return super().convert(value, param, ctx)


def write_output(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write the file whole or not at all; a private one only its owner may read."""
    # A link or a device, such as /dev/stdout, is written to; putting a file in its place would destroy it.
    special = path.is_symlink() or (path.exists() and not path.is_file())
    try:
        if special or not _may_make_files(path.parent):
            path.write_bytes(data)
        else:
            _replace(path, data, private)
    except OSError as problem:
        raise click.ClickException(f"无法写入“{path}”：{problem.strerror}") from problem


def _may_make_files(directory: Path) -> bool:
    return os.access(directory, os.W_OK | os.X_OK)


def _replace(path: Path, data: bytes, private: bool) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:20]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if not private:
            _open_to_others(name, path)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _open_to_others(name: str, path: Path) -> None:
    """Give the new file the rights of the one it replaces, or those that any new file has."""
    if path.exists():
        mode = path.stat().st_mode & 0o777
    else:
        umask = os.umask(0)
        os.umask(umask)
        mode = 0o666 & ~umask
    Path(name).chmod(mode)
