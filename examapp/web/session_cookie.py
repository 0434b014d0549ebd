"""The session's cookie: written when it changes, and of no concern to what is the same for everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, current_app, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

View = TypeVar("View", bound=Callable[..., object])


class SessionCookie(SecureCookieSessionInterface):
    """Leaves answers that caches may share without `Vary: Cookie`, which would keep one for each person."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie of a changed session."""
        if session.modified or not _same_for_all():
            super().save_session(app, session, response)


def same_for_all(view: View) -> View:
    """Mark a view whose answer depends on nobody's cookie."""
    view.same_for_all = True  # type: ignore[attr-defined]
    return view


def _same_for_all() -> bool:
    endpoint = request.endpoint or ""
    view = current_app.view_functions.get(endpoint)
    return endpoint.endswith("static") or getattr(view, "same_for_all", False)


def init_app(app: Flask) -> None:
    """Use it for the application's sessions."""
    app.session_interface = SessionCookie()
