"""The audit log: filtered, checked, and whole as a file."""

from __future__ import annotations

import json

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from examapp.services.show_audit_log import (
    LogFilter,
    audit_actions,
    check_chain,
    export_audit_log,
    list_audit_entries,
)
from examapp.web import transactions
from examapp.web.auditor.blueprint import pages
from examapp.web.auditor.wording import action_name
from examapp.web.staff_pages import download, page_number

LONGEST_SEARCH = 100


@pages.get("/log")
def log() -> ResponseReturnValue:
    """List the acts that the filter lets through, the newest first."""
    session = transactions.session()
    given = {name: value.strip().replace("\0", "")[:LONGEST_SEARCH] for name, value in request.args.items()}
    only = LogFilter(given.get("actor", ""), given.get("action", ""), given.get("text", ""))
    return render_template(
        "auditor/log.html",
        only=only,
        page=list_audit_entries(session, only=only, page=page_number()),
        actions=audit_actions(session),
        action_name=action_name,
        chain=check_chain(session),
    )


@pages.get("/log.json")
def log_file() -> Response:
    """Download the whole log, so that anyone can recompute its hashes."""
    entries = list(export_audit_log(transactions.session()))
    return download(json.dumps({"entries": entries}, ensure_ascii=False, indent=1), "audit-log.json")
