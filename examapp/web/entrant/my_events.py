"""The notice to accept, my events, and starting an attempt."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from examapp.services.list_my_events import my_events
from examapp.services.record_consent import NoticeChanged, consent_state, give_consent
from examapp.services.reply_to_place import my_places
from examapp.services.start_attempt import ConsentMissing, start_attempt
from examapp.web import transactions
from examapp.web.auth import entrant_id, safe_next
from examapp.web.entrant.blueprint import pages
from examapp.web.errors import error_sentence


@pages.get("/consent")
def consent() -> ResponseReturnValue:
    """Show the notice in force."""
    notice = consent_state(transactions.session(), entrant_id())
    return render_template("entrant/consent.html", notice=notice, next=request.args.get("next", ""))


@pages.post("/consent")
def accept() -> ResponseReturnValue:
    """Record that the entrant accepted the notice they were shown."""
    wanted = request.form.get("next")
    version = request.form.get("version", "")
    try:
        give_consent(transactions.session(), entrant_id=entrant_id(), version=version, now=transactions.now())
    except NoticeChanged as changed:
        flash(error_sentence(changed))
        return redirect(url_for("entrant.consent", next=wanted))
    return redirect(safe_next(wanted, url_for("entrant.my_events_page")))


@pages.get("/")
def my_events_page() -> ResponseReturnValue:
    """Show each round of the entrant's events with its state, window and what can be done now."""
    session = transactions.session()
    events = my_events(session, entrant_id=entrant_id(), now=transactions.now())
    closed = [mine.round_id for mine in events if mine.attempt_id]
    places = my_places(session, entrant_id=entrant_id(), round_ids=closed)
    return render_template("entrant/my_events.html", events=events, places=places)


@pages.post("/rounds/<int:round_id>/start")
def start(round_id: int) -> ResponseReturnValue:
    """Start the attempt, or find the one that was started before, and lead to it."""
    try:
        attempt_id = start_attempt(
            transactions.session(),
            transactions.collaborators().vault,
            entrant_id=entrant_id(),
            round_id=round_id,
            now=transactions.now(),
        )
    except ConsentMissing as missing:
        flash(error_sentence(missing))
        return redirect(url_for("entrant.consent"), 303)
    return redirect(url_for("entrant.sitting", attempt_id=attempt_id), 303)
