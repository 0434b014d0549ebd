"""The first page."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from examapp.web.auth import guard, open_to_all

pages = Blueprint("entrant", __name__)
guard(pages, read={"entrant"}, change={"entrant"})
GUARDED_BY_SITTING_TOKEN: tuple[object, ...] = ()


@pages.get("/sign-in")
@open_to_all
def sign_in() -> ResponseReturnValue:
    """Ask for ticket number and PIN."""
    return ""
