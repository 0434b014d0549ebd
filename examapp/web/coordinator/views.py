"""The first page."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from examapp.web.auth import guard

pages = Blueprint("coordinator", __name__)
guard(pages, read={"coordinator", "organizer", "auditor"}, change={"coordinator", "organizer"})


@pages.get("/")
def home() -> ResponseReturnValue:
    """Show where to go."""
    return render_template("coordinator/home.html")
