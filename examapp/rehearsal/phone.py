"""One phone: signs in, starts, answers, saves, loses the network, reloads, and hands in."""

from __future__ import annotations

import asyncio
import json
import time
from random import Random
from typing import Any

from examapp.domain.rehearsal import RehearsedEntrant, SeenItem, SittingLog
from examapp.rehearsal.answering import Behaviour, Tap
from examapp.rehearsal.connection import Connection, Reply, SittingFailed
from examapp.rehearsal.entering import enter
from examapp.rehearsal.measures import PAGE, SAVE, SUBMIT, Measures
from examapp.rehearsal.outbox import Outbox, Unsent
from examapp.rehearsal.pages import SittingPage, sitting_page

MOST_HAND_INS = 5


class Phone:
    """An entrant's phone; `log` tells what it was promised, whenever it is asked."""

    def __init__(self, entrant: RehearsedEntrant, base_url: str, seed: int, measures: Measures) -> None:
        """Prepare the phone; `sit` does everything."""
        self._entrant = entrant
        self._measures = measures
        self._behaviour = Behaviour(entrant, seed)
        chance = Random(f"{seed}|{entrant.ticket}|network")  # noqa: S311 - plays a part, keeps no secret
        self._connection = Connection(base_url, measures, chance)
        self._outbox = Outbox()
        self._attempt_id: int | None = None
        self._items: tuple[SeenItem, ...] = ()
        self._finished = False
        self._begun = 0.0

    def log(self) -> SittingLog:
        """Return what this phone saw and what the server acknowledged."""
        entries = tuple(self._outbox.acknowledged)
        return SittingLog(self._entrant, self._attempt_id, self._items, entries, self._finished)

    async def sit(self) -> None:
        """Go through the whole contest; raise SittingFailed where it can't go on."""
        self._begun = time.monotonic()
        async with self._connection as connection:
            path = await enter(connection, self._entrant)
            page = await self._open(path)
            page = await self._answer(path, page)
            await self._hand_in(page)

    async def _open(self, path: str) -> SittingPage:
        """Open the sitting, which takes it over from whatever page had it before."""
        reply = await self._connection.open(PAGE, path)
        page = self._read(reply)
        self._attempt_id, self._items = page.attempt_id, page.items
        self._outbox.take_over(page.session, page.last_seq)
        return page

    def _read(self, reply: Reply) -> SittingPage:
        """Return the page; raise SittingFailed when it isn't the paper, or lacks what was saved."""
        try:
            page = sitting_page(reply.text)
        except (KeyError, ValueError) as error:
            raise SittingFailed(PAGE, "no sitting", reply.text) from error
        if not page.items or any(item.stem not in self._entrant.event.questions for item in page.items):
            raise SittingFailed(PAGE, "unknown questions")
        if self._items and self._items != page.items:
            raise SittingFailed(PAGE, "another paper")
        if self._outbox.missing_from(page.ticked):
            raise SittingFailed(PAGE, "saved answers not shown")
        return page

    async def _answer(self, path: str, page: SittingPage) -> SittingPage:
        taps = list(self._behaviour.taps(page.items))
        reload_after = self._behaviour.reload_after(len(taps))
        save_after = self._behaviour.batch_size()
        for count, tap in enumerate(taps, start=1):
            self._queue(tap)
            if count == reload_after:
                page = await self._reload(path, page)
            save_after -= 1
            if save_after == 0:
                await self._save(page)
                save_after = self._behaviour.batch_size()
        return page

    def _queue(self, tap: Tap) -> None:
        elapsed_ms = int((time.monotonic() - self._begun) * 1000)
        self._outbox.add(tap.item, tap.kind, tap.response, elapsed_ms)

    async def _reload(self, path: str, page: SittingPage) -> SittingPage:
        if not self._behaviour.reloads_while_sending():
            return await self._open(path)
        body = self._body(self._outbox.unsent())
        under_way = asyncio.create_task(self._connection.post_and_forget(page.answers_path, body))
        try:
            return await self._open(path)
        finally:
            await under_way

    async def _save(self, page: SittingPage) -> None:
        entries = self._outbox.unsent()
        if not entries:
            return
        posts = [self._connection.post_json(SAVE, page.answers_path, self._body(entries))]
        if self._behaviour.sends_twice():
            posts.append(self._connection.post_json(SAVE, page.answers_path, self._body(entries)))
        for reply in await asyncio.gather(*posts):
            saved_through = _answer_of(SAVE, reply).get("saved_through")
            if not isinstance(saved_through, int):
                raise SittingFailed(SAVE, "no saved_through")
            self._measures.acknowledge(self._outbox.acknowledge(saved_through))

    async def _hand_in(self, page: SittingPage) -> None:
        for _ in range(MOST_HAND_INS):
            body = {**self._body(self._outbox.unsent()), "last_seq": self._outbox.last_seq}
            reply = await self._connection.post_json(SUBMIT, page.submit_path, body)
            if _answer_of(SUBMIT, reply).get("receipt_url"):
                self._measures.acknowledge(self._outbox.acknowledge(self._outbox.last_seq))
                self._finished = True
                return
        raise SittingFailed(SUBMIT, "no receipt")

    def _body(self, entries: tuple[Unsent, ...]) -> dict[str, Any]:
        return {"session": self._outbox.session, "entries": [entry.to_json() for entry in entries]}


def _answer_of(step: str, reply: Reply) -> dict[str, Any]:
    """Return the JSON object of a 200; raise SittingFailed with the reason for everything else."""
    try:
        answer = json.loads(reply.text)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise SittingFailed(step, f"HTTP {reply.status} without JSON", reply.text)
    if reply.status != 200:
        raise SittingFailed(step, f"HTTP {reply.status} {answer.get('reason') or answer.get('error', '')}")
    return answer
