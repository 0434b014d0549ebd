"""The progress of practice as a table, and as a picture of its own address."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from examapp.domain.practice import TopicProgress
from examapp.services.show_practice import practice_overview
from examapp.web import transactions
from examapp.web.entrant.blueprint import pages
from examapp.web.entrant.practice import practiser_of

# In units of the picture; it is as wide as a narrow phone, so that its letters are as large as the page's.
WIDTH = 320
LEGEND_HEIGHT, ROW_HEIGHT = 40, 60
# Full width characters that fit beside the figures.
LABEL_ROOM = 13.0
PALETTES = {
    "light": {"ink": "#1b2126", "good": "#136334", "bad": "#a8161c", "edge": "#6a747d"},
    "dark": {"ink": "#eceff2", "good": "#7fd8a0", "bad": "#ff9f9a", "edge": "#8b959e"},
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One knowledge point of the picture: lengths of its parts, from the left."""

    label: str
    progress: TopicProgress
    y: int
    mastered: float
    wrong: float


@pages.get("/events/<int:event_id>/practice/progress")
def practice_progress(event_id: int) -> ResponseReturnValue:
    """Show the picture, and its figures in a table."""
    practiser = practiser_of(event_id)
    overview = practice_overview(transactions.session(), practiser=practiser)
    height = LEGEND_HEIGHT + ROW_HEIGHT * len(overview.topics)
    return render_template(
        "entrant/practice_progress.html",
        practiser=practiser,
        overview=overview,
        width=WIDTH,
        height=height,
    )


@pages.get("/events/<int:event_id>/practice/progress.svg")
def progress_chart(event_id: int) -> Response:
    """Draw the progress as bars; `scheme` is light or dark."""
    overview = practice_overview(transactions.session(), practiser=practiser_of(event_id))
    palette = PALETTES["dark" if request.args.get("scheme") == "dark" else "light"]
    drawn = render_template(
        "entrant/practice_chart.svg",
        bars=bars(overview.topics),
        colour=palette,
        width=WIDTH,
        height=LEGEND_HEIGHT + ROW_HEIGHT * len(overview.topics),
    )
    answer = make_response(drawn)
    answer.mimetype = "image/svg+xml"
    return answer


def bars(topics: Sequence[TopicProgress]) -> list[Bar]:
    """Return where each bar stands and how long its parts are."""
    return [
        Bar(
            label=shortened(each.topic or _("未注明知识点")),
            progress=each,
            y=LEGEND_HEIGHT + ROW_HEIGHT * place,
            mastered=round(WIDTH * each.mastered / each.total, 1),
            wrong=round(WIDTH * each.wrong / each.total, 1),
        )
        for place, each in enumerate(topics)
    ]


def shortened(text: str) -> str:
    """Return as much of the text as fits beside the figures; the table has all of it."""
    room = LABEL_ROOM
    for place, character in enumerate(text):
        room -= 1 if unicodedata.east_asian_width(character) in "WF" else 0.6
        if room < 0:
            return text[: max(place - 1, 1)] + "…"
    return text
