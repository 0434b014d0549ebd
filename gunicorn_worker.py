"""gunicorn's threaded worker, made patient: only clients that send and take their bytes hold a thread.

gunicorn 27 gives every new connection a thread that waits for its first byte, and then waits for ever for
the rest of a request. Sixteen phones that lost the network in the middle of one, or sixteen connections that
browsers open in advance, would stop a server of two processes with eight threads each.
"""

from __future__ import annotations

import errno
import selectors
import socket
import time
from functools import partial

from gunicorn.workers.gthread import TConn, ThreadWorker

# A request must arrive within this time, and a second more for each so many bytes of it: an upload may take
# minutes, a trickle may not.
RECEIVE_WITHIN_S = 10.0
SLOWEST_BYTES_PER_S = 16 * 1024
# Of one write; what a page needs on the slowest line.
SEND_WITHIN_S = 60.0


class PunctualSocket:
    """Receives from a socket until the time for one request is over."""

    def __init__(self, client: socket.socket) -> None:
        """Start the time of a request."""
        self._client = client
        self._ends_at = time.monotonic() + RECEIVE_WITHIN_S

    def recv(self, size: int) -> bytes:
        """Return what has arrived; raise ConnectionResetError, as for a client that is gone, when time is up."""
        left_s = self._ends_at - time.monotonic()
        try:
            data = self._within(left_s, size) if left_s > 0 else None
        except TimeoutError:
            data = None
        if data is None:
            raise ConnectionResetError(errno.ECONNRESET, "the request did not arrive in time")
        self._ends_at += len(data) / SLOWEST_BYTES_PER_S
        return data

    def _within(self, seconds: float, size: int) -> bytes:
        self._client.settimeout(seconds)
        try:
            return self._client.recv(size)
        finally:
            self._client.settimeout(SEND_WITHIN_S)


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn is untyped
    """Lets new connections wait in the poller, as kept-alive ones do, and limits the time of every request."""

    def enqueue_req(self, conn: TConn) -> None:
        """Hand the connection to a thread; one that has sent nothing yet waits without."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.set_timeout()
        self.pending_conns.append(conn)
        readable = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, readable)

    def handle(self, conn: TConn) -> object:
        """Handle a request whose bytes must come in time."""
        if not self.cfg.is_ssl:
            conn.init()
            conn.parser.unreader.sock = PunctualSocket(conn.sock)
        return super().handle(conn)
