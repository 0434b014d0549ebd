"""Chinese first, English second: which of the two a reader gets, and how they change it."""

from __future__ import annotations

from flask import Flask, request
from flask import session as cookie
from flask_babel import Babel, get_locale

from examapp.domain.working_days import CONTEST_ZONE

LANGUAGES = {"zh": "中文", "en": "English"}
TIME_ZONE = CONTEST_ZONE.key


def choose_language() -> str:
    """Return what the reader chose, else what their browser prefers, else Chinese."""
    chosen = cookie.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(["zh", "zh-CN", "en"], "zh")[:2]


def html_language() -> str:
    """Return the value of the page's lang attribute."""
    return "en" if str(get_locale()) == "en" else "zh-CN"


def init_app(app: Flask) -> None:
    """Attach Flask-Babel and give templates the languages."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(
        app,
        default_locale="zh",
        default_timezone=TIME_ZONE,
        locale_selector=choose_language,
        timezone_selector=lambda: TIME_ZONE,
    )
    app.jinja_env.globals.update(LANGUAGES=LANGUAGES, html_language=html_language)
    # What a filter makes of a constant depends on who reads; optimized, the template would keep its first reader's.
    app.jinja_env.optimized = False
