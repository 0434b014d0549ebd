"""The `flask` commands, a module per group; thin wrappers over services."""

from __future__ import annotations

import importlib
import pkgutil

from flask import Flask


def register(app: Flask) -> None:
    """Add every module's `group` to the application's commands."""
    for module in pkgutil.iter_modules(__path__):
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        if hasattr(loaded, "group"):
            app.cli.add_command(loaded.group)
