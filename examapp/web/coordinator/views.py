"""The first pages: my events, and one event."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.questions import POOL_PUBLIC, POOL_SECRET
from examapp.services.show_contest import list_events
from examapp.services.summarize_bank import BankSummary, bank_summary
from examapp.web import transactions
from examapp.web.auth import staff
from examapp.web.coordinator import (
    appeals,
    bank,
    bank_layout,
    blueprint_editor,
    bulk_edit,
    health,
    printing,
    question_acts,
    question_editor,
    questions,
    roster,
    round_acts,
    rounds,
    sealed_files,
    uploads,
)
from examapp.web.coordinator.blueprint import pages
from examapp.web.staff_pages import event_or_404

__all__ = [
    "appeals",
    "bank",
    "bank_layout",
    "blueprint_editor",
    "bulk_edit",
    "health",
    "pages",
    "printing",
    "question_acts",
    "question_editor",
    "questions",
    "roster",
    "round_acts",
    "rounds",
    "sealed_files",
    "uploads",
]

DIFFICULTIES = (1, 2, 3, 4, 5, None)


@pages.get("/")
def home() -> ResponseReturnValue:
    """Show a coordinator's own events, all of them to others."""
    own = staff().event_ids if staff().role == "coordinator" else None
    events = list_events(transactions.session(), transactions.now(), own)
    return render_template("coordinator/home.html", events=events)


@pages.get("/events/<int:event_id>")
def event(event_id: int) -> ResponseReturnValue:
    """Show an event: its bank in numbers, its rounds, and where to go."""
    summary = bank_summary(transactions.session(), event_id)
    return render_template(
        "coordinator/event.html",
        event=event_or_404(event_id),
        summary=summary,
        matrix=bank_matrix(summary),
        difficulties=DIFFICULTIES,
    )


def bank_matrix(summary: BankSummary) -> list[tuple[str, str, list[int]]]:
    """Return (type, pool, counts by difficulty) for each type and pool that the bank holds."""
    rows = []
    for qtype in QUESTION_TYPES:
        for pool in (POOL_PUBLIC, POOL_SECRET):
            cells = [cell for cell in summary.cells if (cell.qtype, cell.pool) == (qtype, pool)]
            counts = [sum(c.count for c in cells if c.difficulty == wanted) for wanted in DIFFICULTIES]
            if any(counts):
                rows.append((qtype, pool, counts))
    return rows
