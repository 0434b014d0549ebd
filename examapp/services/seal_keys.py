"""The key pair of sealed answer files: made once, its public half for every page."""

from __future__ import annotations

import base64
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.storage.inserting import insert_or_keep
from examapp.storage.seal import new_key_pair
from examapp.storage.sealed_files import SealKey
from examapp.storage.vault import Vault

ONLY_KEY = 1


def make_seal_key(session: Session, vault: Vault, now: datetime) -> None:
    """Make the key pair unless there is one; opening a round does, so that no worker waits for it."""
    if session.get(SealKey, ONLY_KEY) is None:
        pair = new_key_pair()
        insert_or_keep(
            session,
            SealKey,
            id=ONLY_KEY,
            public_key=pair.public,
            sealed_private_key=vault.encrypt(pair.private),
            created_at=now,
        )


def public_seal_key(session: Session) -> str:
    """Return the public key as base64 of SubjectPublicKeyInfo, empty while no round was ever opened."""
    found = session.scalar(select(SealKey.public_key).where(SealKey.id == ONLY_KEY))
    return base64.b64encode(found).decode() if found else ""


def private_seal_key(session: Session, vault: Vault) -> bytes | None:
    """Return the private key as PKCS #8, None while there is none."""
    found = session.scalar(select(SealKey.sealed_private_key).where(SealKey.id == ONLY_KEY))
    return vault.decrypt(found) if found else None
