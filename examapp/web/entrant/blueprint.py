"""The blueprint of the entrant's pages, who may open them, and what a wrong address gets."""

from __future__ import annotations

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from examapp.services.own_attempts import AttemptNotFound
from examapp.services.prepared_rounds import RoundNotFound
from examapp.services.reply_to_place import PlaceNotFound
from examapp.services.request_data_change import RequestNotFound
from examapp.services.start_attempt import NotEntered
from examapp.services.submit_appeal import AppealNotFound
from examapp.web.auth import guard

pages = Blueprint("entrant", __name__)
guard(pages, read={"entrant"}, change={"entrant"})


@pages.errorhandler(AttemptNotFound)
@pages.errorhandler(RoundNotFound)
@pages.errorhandler(NotEntered)
@pages.errorhandler(PlaceNotFound)
@pages.errorhandler(AppealNotFound)
@pages.errorhandler(RequestNotFound)
def not_mine(_error: Exception) -> ResponseReturnValue:
    """Answer the same for what belongs to somebody else as for what nobody has."""
    return current_app.handle_http_exception(NotFound())
