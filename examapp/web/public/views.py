"""The public pages."""

from __future__ import annotations

from flask import (
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as cookie
from flask.typing import ResponseReturnValue

from examapp.services.show_contest import show_contest
from examapp.services.show_finals_list import ListNotFound, lists_of_round, public_list
from examapp.web import transactions
from examapp.web.auth import safe_next
from examapp.web.language import LANGUAGES
from examapp.web.public import receipts
from examapp.web.public.blueprint import pages

__all__ = ["pages", "receipts"]


@pages.get("/")
def home() -> ResponseReturnValue:
    """Show the contest and its events."""
    contest = show_contest(transactions.session(), transactions.now())
    return render_template("public/home.html", contest=contest)


@pages.get("/lists/<int:list_id>")
def finals_list(list_id: int) -> Response:
    """Show the public notice of a finals list; search engines are asked to stay away."""
    try:
        notice = public_list(transactions.session(), list_id)
    except ListNotFound:
        abort(404)
    newest, *_older = lists_of_round(transactions.session(), notice.published.round_id)
    response = make_response(render_template("public/finals_list.html", notice=notice, newest=newest))
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


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
    ready = transactions.collaborators().database.answers()
    return jsonify(status="ok" if ready else "no database"), 200 if ready else 503
