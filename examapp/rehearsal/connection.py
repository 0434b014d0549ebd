"""One phone's connection: its cookies, its patience, and a stop-watch."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from types import TracebackType
from typing import Any, Self

import aiohttp

from examapp.rehearsal.measures import Measures

REQUEST_TIMEOUT_S = 60
# Waits add up to about three quarters of a minute: a server that fell over is back by then, on a busy machine too.
MOST_TRIES = 20
FIRST_WAIT_S = 0.1
LONGEST_WAIT_S = 4.0
MOST_REDIRECTS = 5
BUSY = frozenset({429, 500, 502, 503, 504})


class SittingFailed(Exception):
    """The sitting can't go on; `kind` names the step and what happened there."""

    def __init__(self, step: str, what: str, detail: str = "") -> None:
        """Keep what the report counts by; the detail is for the log only."""
        self.kind = f"{step}: {what}"
        self.detail = detail
        super().__init__(self.kind)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answered; `path` is where, after redirects."""

    status: int
    path: str
    text: str
    location: str = ""


class Connection:
    """Sends requests, again and again where the server is away or busy, as a phone does."""

    def __init__(self, base_url: str, measures: Measures, chance: Random) -> None:
        """Prepare a connection with cookies of its own; used with `async with`."""
        self._base_url = base_url.rstrip("/")
        self._measures = measures
        self._chance = chance

    async def __aenter__(self) -> Self:
        """Open it."""
        self._http = aiohttp.ClientSession(
            # A server reached by its address sends cookies too.
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            timeout=aiohttp.ClientTimeout(total=REQUEST_TIMEOUT_S),
            headers={"Accept-Language": "zh-CN", "User-Agent": "examapp rehearsal"},
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        await self._http.close()

    async def try_once(self, path: str) -> Reply:
        """Return the page, whatever it says; raise ClientError, TimeoutError or ValueError without one."""
        return await self._send("GET", path)

    async def open(self, step: str, path: str) -> Reply:
        """Return the page, wherever redirects lead; each hop is measured as this step."""
        for _ in range(MOST_REDIRECTS):
            reply = await self._insist(step, "GET", path)
            if not reply.location:
                return _expect_ok(step, reply)
            path = reply.location
        raise SittingFailed(step, "redirects")

    async def submit_form(self, step: str, path: str, fields: Mapping[str, str]) -> Reply:
        """Return the answer to a form, a redirect as it came: the next page is another step."""
        reply = await self._insist(step, "POST", path, data=dict(fields))
        return _expect_ok(step, reply)

    async def post_json(self, step: str, path: str, body: object) -> Reply:
        """Return the answer to a JSON request, refusals included."""
        return await self._insist(step, "POST", path, json=body)

    async def post_and_forget(self, path: str, body: object) -> None:
        """Send a JSON request once and never learn what came of it, as a page that is being reloaded."""
        with suppress(aiohttp.ClientError, TimeoutError):
            await self._send("POST", path, json=body)

    async def _insist(self, step: str, method: str, path: str, **more: Any) -> Reply:
        problem = ""
        for attempt in range(MOST_TRIES):
            if attempt:
                self._measures.retries[f"{step}: {problem}"] += 1
                await asyncio.sleep(self._wait_s(attempt))
            started = time.monotonic()
            try:
                reply = await self._send(method, path, **more)
            except (aiohttp.ClientError, TimeoutError) as error:
                problem = type(error).__name__
                continue
            if reply.status not in BUSY:
                self._measures.answered(step, (time.monotonic() - started) * 1000)
                return reply
            problem = f"HTTP {reply.status}"
        raise SittingFailed(step, problem)

    def _wait_s(self, attempt: int) -> float:
        longest: float = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2**attempt)
        return longest * self._chance.uniform(0.5, 1)

    async def _send(self, method: str, path: str, **more: Any) -> Reply:
        url = path if path.startswith("http") else self._base_url + path
        async with self._http.request(method, url, allow_redirects=False, **more) as response:
            text = await response.text()
            return Reply(response.status, response.url.path, text, response.headers.get("Location", ""))


def _expect_ok(step: str, reply: Reply) -> Reply:
    if reply.status >= 400:
        raise SittingFailed(step, f"HTTP {reply.status}", reply.text)
    return reply
