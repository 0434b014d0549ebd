"""The auditors' blueprint; organizers may look too, nobody changes anything."""

from __future__ import annotations

from flask import Blueprint

from examapp.web.auth import guard

pages = Blueprint("auditor", __name__)
guard(pages, read={"auditor", "organizer"}, change=set())
