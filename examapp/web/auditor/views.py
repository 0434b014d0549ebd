"""The first page: everything an auditor may read, and whether the log holds."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from examapp.services.show_audit_log import check_chain
from examapp.services.show_contest import list_events
from examapp.web import transactions
from examapp.web.auditor import log
from examapp.web.auditor.blueprint import pages

__all__ = ["log", "pages"]


@pages.get("/")
def home() -> ResponseReturnValue:
    """Show every event with links to what can be read about it."""
    session = transactions.session()
    return render_template(
        "auditor/home.html",
        events=list_events(session, transactions.now()),
        chain=check_chain(session),
    )
