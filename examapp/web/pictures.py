"""Pictures and recordings of questions: at addresses nobody can guess, for whoever is signed in.

A page names a picture's address only where the reader may see it; an explanation's not before release.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, request
from flask_login import current_user

from examapp.services.show_picture import show_picture
from examapp.web import transactions

# A drawing opened on its own runs nothing and loads nothing.
PICTURE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
YEAR_S = 31_536_000

pages = Blueprint("pictures", __name__)


@pages.get("/<string(length=64):address>.<any(png, jpg, svg, mp3, ogg, m4a):suffix>")
def picture(address: str, suffix: str) -> Response:
    """Serve a picture, or a part of a recording; what stands at an address never changes."""
    signed_in = current_user.is_authenticated
    found = show_picture(transactions.session(), address, suffix) if signed_in else None
    if found is None:
        abort(404)
    response = Response(found.data, mimetype=found.media_type)
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    response.headers["Cache-Control"] = f"private, max-age={YEAR_S}, immutable"
    # Phones ask for a recording piece by piece, and some play none that they can't have so.
    response.make_conditional(request.environ, accept_ranges=True, complete_length=len(found.data))
    return response
