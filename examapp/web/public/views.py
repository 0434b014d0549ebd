"""The public pages."""

from __future__ import annotations

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from examapp.web.auth import safe_next
from examapp.web.language import LANGUAGES
from examapp.web.transactions import collaborators

pages = Blueprint("public", __name__)


@pages.get("/")
def home() -> ResponseReturnValue:
    """Show the contest and its events."""
    return render_template("public/home.html")


@pages.get("/language/<code>")
def choose_language(code: str) -> ResponseReturnValue:
    """Remember the reader's language and go back to where they were."""
    if code not in LANGUAGES:
        abort(404)
    cookie["language"] = code
    return redirect(safe_next(request.args.get("next"), url_for("public.home")))


@pages.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Say that the process lives."""
    return jsonify(status="ok")


@pages.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Say whether the process can serve: the database answers."""
    ready = collaborators().database.answers()
    return jsonify(status="ok" if ready else "no database"), 200 if ready else 503
