"""The seal of an answer file: a fresh AES key under the server's RSA key, as browsers' WebCrypto makes it.

File: JSON {"format": "examapp-sealed-1", "attempt": id, "key": base64 of RSA-OAEP (SHA-256) over 32 bytes,
"nonce": base64 of 12 bytes, "data": base64 of AES-256-GCM}, additional data "examapp-sealed-1|<id>".
"""

from __future__ import annotations

import base64
import json
from binascii import Error as BadBase64
from dataclasses import dataclass
from typing import cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)

FORMAT = "examapp-sealed-1"
KEY_BITS = 2048
_OAEP = padding.OAEP(mgf=padding.MGF1(algorithm=SHA256()), algorithm=SHA256(), label=None)


class SealBroken(ValueError):
    """The text is no sealed file, was changed, or was sealed for another key or attempt."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """Both halves in DER: SubjectPublicKeyInfo and PKCS #8."""

    public: bytes
    private: bytes


def new_key_pair() -> KeyPair:
    """Return a fresh RSA key pair."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    return KeyPair(
        key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
    )


def attempt_of(text: str) -> int:
    """Return the id of the attempt that a sealed file names; raise SealBroken for any other text."""
    return cast("int", _parts(text)["attempt"])


def unseal(text: str, private: bytes) -> bytes:
    """Return what was sealed; raise SealBroken when any bit of it was changed."""
    parts = _parts(text)
    private_key = cast("rsa.RSAPrivateKey", load_der_private_key(private, None))
    try:
        key = private_key.decrypt(_bytes(parts["key"]), _OAEP)
        nonce = _bytes(parts["nonce"])
        return AESGCM(key).decrypt(nonce, _bytes(parts["data"]), _bound_to(parts["attempt"]))
    except (ValueError, InvalidTag) as error:
        raise SealBroken from error


def seal(content: bytes, attempt_id: int, public: bytes, aes_key: bytes, nonce: bytes) -> str:
    """Return the file that a phone makes of such content: 32 and 12 random bytes, never used before."""
    public_key = cast("rsa.RSAPublicKey", load_der_public_key(public))
    parts = {
        "key": public_key.encrypt(aes_key, _OAEP),
        "nonce": nonce,
        "data": AESGCM(aes_key).encrypt(nonce, content, _bound_to(attempt_id)),
    }
    encoded = {name: base64.b64encode(part).decode() for name, part in parts.items()}
    return json.dumps({"format": FORMAT, "attempt": attempt_id, **encoded})


def _parts(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SealBroken from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise SealBroken
    if type(found.get("attempt")) is not int or set(found) != {"format", "attempt", "key", "nonce", "data"}:
        raise SealBroken
    return found


def _bound_to(attempt_id: object) -> bytes:
    return f"{FORMAT}|{attempt_id}".encode()


def _bytes(text: object) -> bytes:
    if not isinstance(text, str):
        raise SealBroken
    try:
        return base64.b64decode(text, validate=True)
    except BadBase64 as error:
        raise SealBroken from error
