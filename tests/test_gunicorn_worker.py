"""Clients that send nothing, or stop in the middle, keep nobody else waiting for long."""

from __future__ import annotations

import socket
import time
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


def _waits_s(server: Server, connections: int, sent: bytes) -> float:
    """How long a page takes while so many clients have sent this and no more."""
    at = urlsplit(server.url)
    with ExitStack() as opened:
        for _ in range(connections):
            client = opened.enter_context(socket.create_connection((at.hostname, at.port)))
            client.sendall(sent)
        time.sleep(0.5)  # until all of them are where they wait
        started = time.monotonic()
        with urllib.request.urlopen(server.url + "/healthz", timeout=60) as answer:  # noqa: S310 - http, our own
            assert answer.status == 200
        return time.monotonic() - started


def test_connections_that_send_nothing_hold_no_thread(server: Server) -> None:
    assert _waits_s(server, 5 * THREADS, b"") < 4


@pytest.mark.parametrize("sent", [b"GET / HTTP/1.1\r\nHost: ", CUT_OFF], ids=["head", "body"])
def test_requests_cut_off_in_the_middle_hold_a_thread_for_seconds_only(server: Server, sent: bytes) -> None:
    assert _waits_s(server, THREADS, sent) < gunicorn_worker.RECEIVE_WITHIN_S + 5


def test_a_trickle_does_not_prolong_the_time_of_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gunicorn_worker, "RECEIVE_WITHIN_S", 0.3)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        punctual = PunctualSocket(ours)
        with pytest.raises(ConnectionResetError):  # noqa: PT012 - one of the many receptions is refused
            for _ in range(100):
                theirs.sendall(b"x")
                punctual.recv(100)
                time.sleep(0.02)


def test_an_upload_that_keeps_coming_has_time_for_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gunicorn_worker, "RECEIVE_WITHIN_S", 0.2)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        punctual = PunctualSocket(ours)
        for _ in range(10):
            theirs.sendall(b"x" * 4096)
            assert punctual.recv(4096)
            time.sleep(0.05)
