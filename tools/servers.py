"""Servers of one's own, started as in production on a free port, for rehearsals and tests."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[1]
READY_WITHIN_S = 60
STOPPED_WITHIN_S = 45


class Server:
    """gunicorn with its settings from gunicorn.conf.py, its output in `<instance>/server.log`."""

    def __init__(self, instance: Path, database_url: str, workers: int = 2, data_key: str = "") -> None:
        """Choose a port; nothing runs before `start`."""
        self._port = _free_port()
        self._log = instance / "server.log"
        self.url = f"http://127.0.0.1:{self._port}"
        self.environment = {
            **os.environ,
            "EXAMAPP_INSTANCE": str(instance),
            "EXAMAPP_DATABASE_URL": database_url,
            "EXAMAPP_DATA_KEY": data_key,
            "EXAMAPP_BIND": f"127.0.0.1:{self._port}",
            "EXAMAPP_WORKERS": str(workers),
        }
        self._master: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start and wait until it serves."""
        self.start()
        try:
            self.wait_until_ready()
        except RuntimeError:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()

    def start(self) -> None:
        """Start the master, which starts the workers."""
        with self._log.open("ab") as log:
            self._master = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    def wait_until_ready(self) -> None:
        """Return once it answers; raise RuntimeError with its log when it doesn't."""
        ends_at = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < ends_at and self._running().poll() is None:
            try:
                with urllib.request.urlopen(self.url + "/readyz", timeout=5):  # noqa: S310 - http, our own
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise RuntimeError(self._log.read_text(errors="replace"))

    def workers(self) -> list[int]:
        """Return the process ids of the workers there are now."""
        pid = self._running().pid
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def kill_workers(self) -> None:
        """Kill every worker, in the middle of whatever it does; the master starts new ones."""
        for pid in self.workers():
            _kill(pid)

    def kill(self) -> None:
        """Kill master and workers at once, as when the machine loses power."""
        workers = self.workers()
        self._running().kill()
        for pid in workers:
            _kill(pid)
        self._running().wait()

    def stop(self) -> None:
        """Let it finish what it is doing, and end it."""
        master = self._running()
        master.terminate()
        try:
            master.wait(STOPPED_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.kill()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._master is None:
            raise RuntimeError("the server was never started")
        return self._master


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
