"""The organizers' blueprint; auditors may look."""

from __future__ import annotations

from flask import Blueprint

from examapp.web.auth import guard

pages = Blueprint("organizer", __name__)
guard(pages, read={"organizer", "auditor"}, change={"organizer"})
