"""What use cases work with, made once for a process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from config import Settings
from examapp.storage.database import Database
from examapp.storage.vault import Vault

# What the web may know of the database: how its session is called, and what is raised when it is away.
DatabaseAway = OperationalError
__all__ = ["Collaborators", "DatabaseAway", "Session", "collaborators_for", "utc_now"]


def utc_now() -> datetime:
    """Return the server's clock, the only one that counts."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Collaborators:
    """The database, the vault, the settings and the clock."""

    settings: Settings
    database: Database
    vault: Vault
    clock: Callable[[], datetime] = utc_now


def collaborators_for(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Collaborators:
    """Return the collaborators that the settings describe."""
    database = Database(settings.effective_database_url, settings.database_pool)
    return Collaborators(settings, database, Vault(settings.data_key), clock)
