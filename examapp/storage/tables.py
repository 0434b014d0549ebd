"""Every table in one place, for the migrations and for tests that look at the whole schema."""

from examapp.storage import (
    afterwards,
    attempts,
    audit,
    banks,
    contest,
    corrections,
    people,
    pictures,
    practice,
    results,
    sealed_files,
)
from examapp.storage.base import Base

__all__ = [
    "Base",
    "afterwards",
    "attempts",
    "audit",
    "banks",
    "contest",
    "corrections",
    "people",
    "pictures",
    "practice",
    "results",
    "sealed_files",
]
