"""The health of a bank: figures, and two pictures for people who would rather look than read."""

from __future__ import annotations

from flask import Response, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from examapp.services.bank_health import WANTED_TIMES, BankHealth, CellNeed, bank_health, blueprint_needs
from examapp.services.question_results import QuestionResult, question_results
from examapp.web import transactions
from examapp.web.coordinator import health_charts as geometry
from examapp.web.coordinator.blueprint import pages
from examapp.web.staff_pages import event_or_404, pool_label, type_label

SHOWN_PAIRS = 50
SHOWN_QUESTIONS = 50
# With fewer answers a question's figures say more of chance than of the question.
FEWEST_ANSWERS = 30


@pages.get("/events/<int:event_id>/bank/health")
def bank_health_page(event_id: int) -> ResponseReturnValue:
    """Show what the bank has, what it lacks and how its questions did."""
    health = bank_health(transactions.session(), event_id)
    return render_template(
        "coordinator/bank_health.html",
        event=event_or_404(event_id),
        health=health,
        wanted_times=WANTED_TIMES,
        fewest_answers=FEWEST_ANSWERS,
        expected=_expected_exposure(health),
        weakest=_weakest(health),
        has_statistics=any(each.statistics for each in health.results),
        shown_pairs=SHOWN_PAIRS,
        shown_questions=SHOWN_QUESTIONS,
    )


@pages.get("/events/<int:event_id>/bank/health/cells.svg")
def cells_picture(event_id: int) -> Response:
    """Draw how many papers' worth of questions each cell of the blueprints has."""
    event_or_404(event_id)
    needs = blueprint_needs(transactions.session(), event_id)
    cells = [
        (f"{each.round_name} {cell_label(cell)}", cell.times, cell.is_enough)
        for each in needs
        for cell in each.cells
    ]
    return _svg(
        "cells_chart.svg",
        chart=geometry.cells_chart(cells, WANTED_TIMES),
        width=geometry.WIDTH,
        label_width=geometry.LABEL_WIDTH,
    )


@pages.get("/events/<int:event_id>/bank/health/items.svg")
def items_picture(event_id: int) -> Response:
    """Draw facility and discrimination of each question that has answers enough."""
    event_or_404(event_id)
    found = question_results(transactions.session(), event_id).questions
    questions = [
        (each.qid, each.statistics.facility, each.statistics.discrimination)
        for each in found
        if each.statistics and each.statistics.discrimination is not None
    ]
    return _svg(
        "items_chart.svg",
        dots=geometry.dots(questions),
        across=geometry.ticks_across(),
        up=geometry.ticks_up(),
        geometry=geometry,
    )


def cell_label(cell: CellNeed) -> str:
    """Return what a cell holds, in words."""
    quota = cell.quota
    parts = [type_label(cell.qtype)]
    if quota is not None:
        parts += [quota.topic or "", _("难度 %(n)s", n=quota.difficulty) if quota.difficulty else ""]
        parts += [pool_label(quota.pool) if quota.pool else ""]
    return " · ".join(filter(None, parts))


def _expected_exposure(health: BankHealth) -> float | None:
    """Return the share of papers that would hold each question if all were drawn alike, None without papers."""
    if not health.papers or not health.questions:
        return None
    return sum(each.papers for each in health.results) / health.papers / health.questions


def _weakest(health: BankHealth) -> list[QuestionResult]:
    """Return the questions with answers enough, those that discriminate least first."""
    rated = [
        (each.statistics.discrimination, each)
        for each in health.results
        if each.statistics is not None
        and each.statistics.discrimination is not None
        and each.statistics.answers >= FEWEST_ANSWERS
    ]
    return [each for _value, each in sorted(rated, key=lambda pair: pair[0])]


def _svg(template: str, **values: object) -> Response:
    answer = make_response(render_template(f"coordinator/{template}", **values))
    answer.mimetype = "image/svg+xml"
    return answer
