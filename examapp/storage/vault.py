"""Encryption of personal data at rest, keyed hashes for look-ups, and PINs; the only user of the data key.

AES-256-GCM and HMAC-SHA-256 today; a deployment that must use SM4 and SM3 replaces this module alone.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

NONCE_BYTES = 12
PIN_DIGITS = 6
SCHEME = b"\x01"


class Vault:
    """Keeps secrets with keys derived from one data key, a separate key for each purpose."""

    def __init__(self, data_key: bytes) -> None:
        """Derive the purposes' keys from 32 bytes by HKDF-SHA-256 (RFC 5869)."""
        self._cipher = AESGCM(_derive(data_key, b"personal data"))
        self._lookup_key = _derive(data_key, b"look-up hash")
        self._pin_key = _derive(data_key, b"entrant pin")
        self._token_key = _derive(data_key, b"sitting token")

    def encrypt(self, secret: bytes) -> bytes:
        """Return scheme byte ‖ nonce ‖ ciphertext with tag."""
        nonce = os.urandom(NONCE_BYTES)
        return SCHEME + nonce + self._cipher.encrypt(nonce, secret, SCHEME)

    def decrypt(self, sealed: bytes) -> bytes:
        """Return what was sealed; raise InvalidTag when it was changed or sealed with another key."""
        return self._cipher.decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], sealed[:1])

    def encrypt_text(self, text: str) -> bytes | None:
        """Return the sealed text, None for an empty one."""
        return self.encrypt(text.encode()) if text else None

    def decrypt_text(self, sealed: bytes | None) -> str:
        """Return the text, empty for None."""
        return self.decrypt(sealed).decode() if sealed else ""

    def lookup_hash(self, purpose: str, value: str) -> str:
        """Return a keyed hash (hex) by which an encrypted value can be found, one space per purpose."""
        return hmac.new(self._lookup_key, f"{purpose}|{value}".encode(), hashlib.sha256).hexdigest()

    def pin(self, ticket: str, version: int) -> str:
        """Return the six digits of a ticket's PIN.

        A PIN is derived, never stored: a stolen database holds nothing to guess it from, checking one
        costs microseconds in a mass sign-in, and a slip can be printed again. Guessing over the network
        is what sign-in's lock is for.
        """
        digest = hmac.new(self._pin_key, f"{ticket}|{version}".encode(), hashlib.sha256).digest()
        # 64 bits reduced to 10⁶: the bias is below one in 10¹³.
        return f"{int.from_bytes(digest[:8], 'big') % 10**PIN_DIGITS:0{PIN_DIGITS}d}"

    def sitting_token(self, attempt_id: int, sitting: int) -> str:
        """Return the token that a phone must show to save answers of this sitting: `<sitting>.<128 bits>`."""
        digest = hmac.new(self._token_key, f"{attempt_id}|{sitting}".encode(), hashlib.sha256)
        return f"{sitting}.{digest.hexdigest()[:32]}"

    def sitting_of(self, attempt_id: int, token: str) -> int | None:
        """Return the sitting a token was made for, None for a token that is not ours."""
        number, _, _ = token.partition(".")
        if not (number.isascii() and number.isdecimal() and len(number) < 10):
            return None
        expected = self.sitting_token(attempt_id, int(number))
        return int(number) if hmac.compare_digest(expected.encode(), token.encode()) else None


def _derive(data_key: bytes, purpose: bytes) -> bytes:
    return HKDFExpand(SHA256(), 32, b"examapp " + purpose).derive(data_key)
