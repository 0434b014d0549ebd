"""Every table in one place, for the migrations and for tests that look at the whole schema."""

from examapp.storage import afterwards, attempts, audit, banks, contest, people, results, sealed_files
from examapp.storage.base import Base

__all__ = ["Base", "afterwards", "attempts", "audit", "banks", "contest", "people", "results", "sealed_files"]
from examapp.storage import practice

__all__ = [
    "Base",
    "attempts",
    "audit",
    "banks",
    "contest",
    "people",
    "practice",
    "results",
    "sealed_files",
]
from examapp.storage import pictures

__all__ = ["Base", "attempts", "audit", "banks", "contest", "people", "pictures", "results", "sealed_files"]
