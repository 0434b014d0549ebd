"""The first page."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from examapp.web.auth import guard

pages = Blueprint("organizer", __name__)
guard(pages, read={"organizer", "auditor"}, change={"organizer"})


@pages.get("/")
def home() -> ResponseReturnValue:
    """Show where to go."""
    return render_template("organizer/home.html")
