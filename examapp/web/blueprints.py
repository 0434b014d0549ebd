"""Every blueprint, each with its URL prefix."""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.routing import IntegerConverter

from examapp.web import pictures
from examapp.web.auditor import views as auditor
from examapp.web.coordinator import views as coordinator
from examapp.web.entrant import views as entrant
from examapp.web.organizer import views as organizer
from examapp.web.public import views as public
from examapp.web.staff_sign_in import auth_pages


class StorableInteger(IntegerConverter):
    """A number of at most nine digits, which every integer column holds; a longer one is nobody's id: 404."""

    regex = r"\d{1,9}"


def register(app: Flask, csrf: CSRFProtect) -> None:
    """Register the blueprints; what carries a sitting token needs no form token."""
    app.url_map.converters["int"] = StorableInteger
    for blueprint, prefix in (
        (public.pages, "/"),
        (auth_pages, "/staff"),
        (entrant.pages, "/exam"),
        (coordinator.pages, "/coordinate"),
        (organizer.pages, "/organize"),
        (auditor.pages, "/audit"),
        (pictures.pages, "/pictures"),
    ):
        app.register_blueprint(blueprint, url_prefix=prefix)
    for view in entrant.GUARDED_BY_SITTING_TOKEN:
        csrf.exempt(view)
