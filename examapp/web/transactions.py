"""One session per request, committed in one place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from flask import Flask, Response, current_app, g, request

from examapp.services.collaborators import Collaborators, Session

View = TypeVar("View", bound=Callable[..., object])
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def collaborators() -> Collaborators:
    """Return the application's collaborators."""
    found: Collaborators = current_app.extensions["examapp"]
    return found


def now() -> datetime:
    """Return the moment the request arrived, so that a slow server never makes anyone late."""
    arrived: datetime = g.arrived_at
    return arrived


def session() -> Session:
    """Return the request's session; it writes if the method does or the view is marked with `writes`."""
    if "session" not in g:
        view = current_app.view_functions.get(request.endpoint or "")
        writing = request.method not in SAFE_METHODS or getattr(view, "writes", False)
        g.session = collaborators().database.session(writing=writing)
    opened: Session = g.session
    return opened


def writes(view: View) -> View:
    """Mark a view whose GET changes the record, as opening a sitting does."""
    view.writes = True  # type: ignore[attr-defined]
    return view


def let_others_write() -> None:
    """End the transaction, which has changed nothing yet, before work that takes long; a new one follows."""
    session().rollback()


def keep_changes() -> None:
    """Commit although the answer is a refusal: a late answer and a failed sign-in are kept."""
    g.keep_changes = True


def init_app(app: Flask) -> None:
    """Stamp the arrival first, commit last."""
    app.before_request(_stamp_arrival)
    app.after_request(_commit)
    app.teardown_request(_close)


def _stamp_arrival() -> None:
    g.arrived_at = collaborators().clock()


def _commit(response: Response) -> Response:
    if "session" in g:
        if response.status_code < 400 or g.get("keep_changes"):
            g.session.commit()
        else:
            g.session.rollback()
    return response


def _close(_error: BaseException | None) -> None:
    opened = g.pop("session", None)
    if opened is not None:
        opened.close()
