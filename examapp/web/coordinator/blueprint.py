"""The coordinators' blueprint; organizers may do the same, auditors may look."""

from __future__ import annotations

from flask import Blueprint

from examapp.web.auth import guard
from examapp.web.staff_pages import add_wording

pages = Blueprint("coordinator", __name__)
guard(pages, read={"coordinator", "organizer", "auditor"}, change={"coordinator", "organizer"})
add_wording(pages)
