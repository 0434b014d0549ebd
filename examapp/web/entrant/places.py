"""A place won: whether its winner comes."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from examapp.domain.places import PlaceReply
from examapp.services.reply_to_place import PlaceDeclined, my_place, reply_to_place
from examapp.web import transactions
from examapp.web.auth import entrant_id
from examapp.web.entrant.blueprint import pages
from examapp.web.errors import error_sentence

REPLIES: dict[str, PlaceReply] = {"confirm": "confirmed", "decline": "declined"}


@pages.get("/rounds/<int:round_id>/place")
def place(round_id: int) -> ResponseReturnValue:
    """Show the place with what can be replied; with `decline` in the address, the question to be sure."""
    return _page(round_id, asks="decline" in request.args)


@pages.post("/rounds/<int:round_id>/place")
def reply(round_id: int) -> ResponseReturnValue:
    """Take the reply down; a place is only declined from the page that asks to be sure."""
    wanted = REPLIES.get(request.form.get("reply", ""))
    if wanted is None:
        my_place(transactions.session(), entrant_id=entrant_id(), round_id=round_id)
        abort(400)
    try:
        reply_to_place(
            transactions.session(),
            entrant_id=entrant_id(),
            round_id=round_id,
            reply=wanted,
            now=transactions.now(),
        )
    except PlaceDeclined as refused:
        return _page(round_id, refusal=error_sentence(refused)), 409
    flash(_("已记下：您确认参加。") if wanted == "confirmed" else _("已记下：您放弃这个名额。"))
    return redirect(url_for("entrant.place", round_id=round_id), 303)


def _page(round_id: int, *, asks: bool = False, refusal: str = "") -> str:
    found = my_place(transactions.session(), entrant_id=entrant_id(), round_id=round_id)
    return render_template(
        "entrant/place.html", place=found, asks=asks and found.reply != "declined", refusal=refusal
    )
