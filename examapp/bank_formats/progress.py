"""How far reading a file has come, for whoever wants to show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Gets what is done, and of how many.
Watcher = Callable[[int, int], None]

STEP = 500
_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watching(watcher: Watcher) -> Iterator[None]:
    """Tell the watcher of all that is read inside the block."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


def watched(numbers: range) -> Iterator[int]:
    """Yield the numbers, and tell who is watching every STEP of them and at the end."""
    watcher = _watcher.get()
    for done, number in enumerate(numbers):
        if watcher is not None and done % STEP == 0:
            watcher(done, len(numbers))
        yield number
    if watcher is not None:
        watcher(len(numbers), len(numbers))
