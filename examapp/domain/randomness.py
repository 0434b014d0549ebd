"""Randomness that anyone can recompute: HMAC-SHA-256 streams out of a secret committed to beforehand.

docs/drawing.md describes every byte, so that another language can rebuild what is drawn here.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from itertools import islice
from struct import Struct
from typing import Literal, TypeVar

Purpose = Literal["draw", "questions", "options", "lot"]
T = TypeVar("T")

SECRET_BYTES = 32
_WORD_RANGE = 1 << 32
_WORDS = Struct(">8I")


def _checked_secret(secret: bytes) -> bytes:
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"the secret has {len(secret)} bytes, not {SECRET_BYTES}")
    return secret


def _hash_bytes(hex_hash: str) -> bytes:
    raw = bytes.fromhex(hex_hash)
    if len(raw) != hashlib.sha256().digest_size:
        raise ValueError(f"{hex_hash!r} is not a SHA-256 in hexadecimal")
    return raw


def round_key(secret: bytes, public_number: str = "") -> bytes:
    """Return the round's key: HMAC-SHA-256 of the public number (UTF-8) under the 32-byte secret.

    A public number that nobody could know when the secret was committed to (a lottery's digits)
    keeps everybody, the organizer included, from choosing a secret for the papers it gives.
    """
    return hmac.digest(_checked_secret(secret), public_number.encode(), "sha256")


def commitment(secret: bytes, bank_hash: str, rules_hash: str, roster_hash: str) -> str:
    """Return hex SHA-256(secret ‖ bank hash ‖ rules hash ‖ roster hash), each part as 32 raw bytes.

    It is published before the round opens. Raise ValueError when a part is not 32 bytes long.
    """
    hashes = (_hash_bytes(part) for part in (bank_hash, rules_hash, roster_hash))
    return hashlib.sha256(_checked_secret(secret) + b"".join(hashes)).hexdigest()


class Stream:
    """Give random integers that depend on the key, the purpose and whose paper it is, nothing else."""

    __slots__ = ("_counter", "_key", "_prefix", "_words")

    def __init__(self, key: bytes, purpose: Purpose, event: str, ticket: str, attempt: int) -> None:
        """Start at block 0; raise ValueError for a `|` in a name, which would let two streams be one."""
        for name in (purpose, event, ticket):
            if "|" in name:
                raise ValueError(f"{name!r} holds the separator |")
        self._key = key
        self._prefix = f"{purpose}|{event}|{ticket}|{attempt}|".encode()
        self._counter = 0
        self._words: list[int] = []

    def _next_word(self) -> int:
        if not self._words:
            block = hmac.digest(self._key, self._prefix + b"%d" % self._counter, "sha256")
            self._counter += 1
            # Reversed, because taking from a list's end costs nothing.
            self._words = list(reversed(_WORDS.unpack(block)))
        return self._words.pop()

    def below(self, n: int) -> int:
        """Return an integer from 0 to n − 1, each as likely as the others; 1 ≤ n ≤ 2³².

        Words at or above the largest multiple of n are thrown away: no remainder is favoured.
        For n = 1 no word is read.
        """
        if not 1 <= n <= _WORD_RANGE:
            raise ValueError(f"cannot draw below {n}")
        if n == 1:
            return 0
        limit = _WORD_RANGE - _WORD_RANGE % n
        word = self._next_word()
        while word >= limit:
            word = self._next_word()
        return word % n

    def drawn(self, sequence: Sequence[T]) -> Iterator[T]:
        """Yield the members one by one in random order (Fisher–Yates), reading words only as needed."""
        members = list(sequence)
        size = len(members)
        for place in range(size):
            other = place + self.below(size - place)
            members[place], members[other] = members[other], members[place]
            yield members[place]

    def shuffled(self, sequence: Sequence[T]) -> list[T]:
        """Return all members in random order."""
        return list(self.drawn(sequence))

    def sample(self, sequence: Sequence[T], k: int) -> list[T]:
        """Return k different members in random order; raise ValueError when there are fewer."""
        if not 0 <= k <= len(sequence):
            raise ValueError(f"cannot draw {k} of {len(sequence)}")
        return list(islice(self.drawn(sequence), k))
