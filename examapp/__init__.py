"""An online preliminary-round exam engine; `create_app` is the only place that wires everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from config import Settings, load_settings

if TYPE_CHECKING:
    from flask import Flask

SESSION_LIFETIME = timedelta(hours=12)


def create_app(settings: Settings | None = None, clock: Callable[[], datetime] | None = None) -> Flask:
    """Return the application; settings come from the environment when none are given."""
    # Imported here, so that the rules in examapp.domain can be used without the web.
    from flask import Flask
    from flask_bootstrap import Bootstrap5
    from flask_compress import Compress
    from flask_wtf.csrf import CSRFProtect
    from werkzeug.middleware.proxy_fix import ProxyFix

    from examapp import cli
    from examapp.services.collaborators import collaborators_for, utc_now
    from examapp.web import (
        auth,
        blueprints,
        errors,
        formatting,
        language,
        security,
        session_cookie,
        static_files,
        transactions,
    )

    settings = settings or load_settings()
    app = Flask(__name__)
    app.config.update(_flask_configuration(settings))
    app.extensions["examapp"] = collaborators_for(settings, clock or utc_now)
    # The order of these is the order of their hooks: a request is stamped before anything else.
    transactions.init_app(app)
    session_cookie.init_app(app)
    security.init_app(app)
    language.init_app(app)
    formatting.init_app(app)
    csrf = CSRFProtect(app)
    auth.init_app(app)
    errors.init_app(app)
    Bootstrap5(app)
    Compress(app)
    static_files.init_app(app)
    blueprints.register(app, csrf)
    cli.register(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _flask_configuration(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "MAX_CONTENT_LENGTH": settings.max_upload_mb * 2**20,
        # Form fields other than files; a paper sent without JavaScript is far below it.
        "MAX_FORM_MEMORY_SIZE": 2**20,
        "PERMANENT_SESSION_LIFETIME": SESSION_LIFETIME,
        # Only what changes the session writes its cookie: an answer still on its way must not sign in again
        # who has signed out meanwhile, and no cache may keep a cookie beside a static file.
        "SESSION_REFRESH_EACH_REQUEST": False,
        "SESSION_COOKIE_NAME": "examapp",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        # A form lives as long as the session: nobody loses an answer to a token's age.
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "SEND_FILE_MAX_AGE_DEFAULT": 31_536_000,
        "BOOTSTRAP_SERVE_LOCAL": True,
    }
