"""Files for Excel and for the printer: finals lists and PIN slips."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from examapp.domain.errors import ExamError
from examapp.services.export_finals import UnknownListFormat, export_finals, export_round, record_export
from examapp.services.find_competition import find_competition
from examapp.services.pin_slips import events_of_competition, pin_slips, slips_file
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.organizer.blueprint import pages
from examapp.web.staff_pages import download, event_or_404, round_or_404

SLIPS_FILE = "pin-slips.xlsx"


@pages.get("/finals.<format_name>")
def all_finals(format_name: str) -> ResponseReturnValue:
    """Download the lists of all events."""
    session, vault = transactions.session(), transactions.collaborators().vault
    try:
        data = export_finals(
            session, vault, event_codes=(), format=format_name, generated_at=transactions.now()
        )
    except UnknownListFormat:
        abort(404)
    _record("finals", format_name)
    return download(data, f"晋级名单-全部赛项.{format_name}", plain=f"finals.{format_name}")


@pages.get("/events/<int:event_id>/rounds/<int:number>/finals.<format_name>")
def finals(event_id: int, number: int, format_name: str) -> ResponseReturnValue:
    """Download one round's list: its newest published version, else its ranking marked unpublished."""
    detail = round_or_404(event_id, number)
    session, vault = transactions.session(), transactions.collaborators().vault
    try:
        data = export_round(
            session, vault, round_id=detail.id, format=format_name, generated_at=transactions.now()
        )
    except UnknownListFormat:
        abort(404)
    _record(f"event:{detail.event_code} round:{detail.number}", format_name)
    name = f"晋级名单-{detail.event_code}-{detail.event_name}-{detail.name}"
    plain = f"finals-{detail.event_code}-{detail.number}"
    return download(data, f"{name}.{format_name}", plain=f"{plain}.{format_name}")


def _record(subject: str, format_name: str) -> None:
    """Keep the download in the audit log, in a transaction of its own: making the file takes seconds."""
    with transactions.collaborators().database.transaction() as session:
        record_export(session, subject=subject, format=format_name, actor=actor(), now=transactions.now())


@pages.get("/slips")
def slips() -> ResponseReturnValue:
    """Explain the slips and offer those of all events."""
    return render_template("organizer/slips.html")


@pages.post("/slips")
def all_slips() -> ResponseReturnValue:
    """Download the PIN slips of all events; that they were made is recorded."""
    session = transactions.session()
    try:
        event_ids = events_of_competition(session, find_competition(session))
    except ExamError as error:
        return render_template("organizer/slips.html", refusal=error), 409
    return _slips(event_ids, SLIPS_FILE)


@pages.post("/events/<int:event_id>/slips")
def event_slips(event_id: int) -> Response:
    """Download the PIN slips of one event."""
    event = event_or_404(event_id)
    return _slips([event_id], f"pin-slips-{event.code}.xlsx")


def _slips(event_ids: Sequence[int], filename: str) -> Response:
    session, vault = transactions.session(), transactions.collaborators().vault
    made = pin_slips(session, vault, event_ids=event_ids, actor=actor(), now=transactions.now())
    return download(slips_file(filename, made), filename)
