"""Clients that send nothing, or stop in the middle, keep nobody else waiting for long."""

from __future__ import annotations

import socket
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import gunicorn_worker
from examapp.storage.database import Database
from gunicorn_worker import PunctualSocket
from tools.servers import Server

THREADS = 8
CUT_OFF = (
    b"POST /exam/renew HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"
)


@pytest.fixture
def server(sqlite: Database, tmp_path: Path) -> Iterator[Server]:
    """A server of one process, as in production."""
    address = sqlite.engine.url.render_as_string(hide_password=False)
    with Server(tmp_path, address, workers=1, data_key="00" * 32) as running:
        yield running


def _answers(server: Server, connections: int, sent: bytes) -> bool:
    """Tell whether somebody else is answered while so many clients have sent this and no more."""
    at = urlsplit(server.url)
    with ExitStack() as opened:
        for _ in range(connections):
            client = opened.enter_context(socket.create_connection((at.hostname, at.port)))
            client.sendall(sent)
        with urllib.request.urlopen(server.url + "/healthz", timeout=60) as answer:  # noqa: S310 - http, our own
            return bool(answer.status == 200)


def test_connections_that_send_nothing_hold_no_thread(server: Server) -> None:
    assert _answers(server, 5 * THREADS, b"")


@pytest.mark.parametrize("sent", [b"GET / HTTP/1.1\r\nHost: ", CUT_OFF], ids=["head", "body"])
def test_requests_cut_off_in_the_middle_hold_a_thread_for_seconds_only(server: Server, sent: bytes) -> None:
    assert _answers(server, THREADS, sent)


class Watch:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def monotonic(self) -> float:
        """What `time.monotonic` says."""
        return self.now_s


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """The clock of the worker's sockets."""
    watch = Watch()
    monkeypatch.setattr(gunicorn_worker, "time", watch)
    return watch


def test_a_trickle_does_not_prolong_the_time_of_a_request(watch: Watch) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        punctual = PunctualSocket(ours)
        for _ in range(9):
            watch.now_s += 1
            theirs.sendall(b"x")
            assert punctual.recv(100) == b"x"
        watch.now_s += 2
        theirs.sendall(b"x")
        with pytest.raises(ConnectionResetError):
            punctual.recv(100)


def test_an_upload_that_keeps_coming_has_time_for_all_of_it(watch: Watch) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        punctual = PunctualSocket(ours)
        for _ in range(100):
            watch.now_s += 0.2
            theirs.sendall(b"x" * 4096)
            assert punctual.recv(4096)
