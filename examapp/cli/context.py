"""How commands reach what they work with."""

from __future__ import annotations

from flask import current_app

from examapp.services.collaborators import Collaborators


def collaborators() -> Collaborators:
    """Return the application's collaborators."""
    found: Collaborators = current_app.extensions["examapp"]
    return found
