"""A few of the banks, for tests that need banks but not all forty."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from config import ROOT

# One with a picture and English texts, one in plain text, and one of a sample event with a picture.
CODES = ("01", "11", "19")


def some_banks(folder: Path) -> Path:
    """Copy the banks into a new folder within `folder` and return it."""
    banks = folder / "banks"
    for code in CODES:
        copytree(ROOT / "question_banks" / code, banks / code)
    return banks
