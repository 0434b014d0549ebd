"""How values look on screen, in one place for every template."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from flask_babel import gettext as _

from examapp.bank_formats.report import Place, Problem
from examapp.domain.working_days import CONTEST_ZONE


def points(centipoints: int | None) -> str:
    """Return hundredths of a point as people write points: 6000 → 60, 150 → 1.5."""
    if centipoints is None:
        return ""
    whole, rest = divmod(abs(centipoints), 100)
    sign = "-" if centipoints < 0 else ""
    return f"{sign}{whole}.{rest:02d}".rstrip("0") if rest else f"{sign}{whole}"


def local_time(moment: datetime | None) -> str:
    """Return a moment in the competition's zone, to the minute."""
    return moment.astimezone(CONTEST_ZONE).strftime("%Y-%m-%d %H:%M") if moment else ""


def local_second(moment: datetime | None) -> str:
    """Return a moment in the competition's zone, to the second."""
    return moment.astimezone(CONTEST_ZONE).strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def minutes(span: timedelta | int) -> str:
    """Return a span (a timedelta or seconds) as minutes and seconds, without those of which there are none."""
    total = int(span.total_seconds()) if isinstance(span, timedelta) else span
    whole, rest = divmod(total, 60)
    if rest and not whole:
        return _("%(s)s 秒", s=rest)
    return _("%(m)s 分 %(s)s 秒", m=whole, s=rest) if rest else _("%(m)s 分钟", m=whole)


def problem_sentence(problem: Problem) -> str:
    """Return a problem's sentence in the reader's language."""
    return problem.render(_)


def place_text(place: Place) -> str:
    """Return where a problem is, as a person would say it."""
    parts = [place.file] if place.file else []
    if place.line is not None:
        return " ".join([*parts, _("第 %(line)s 行", line=place.line)])
    if place.sheet:
        parts.append(_("工作表“%(sheet)s”", sheet=place.sheet))
    if place.row is not None:
        parts.append(_("第 %(row)s 行", row=place.row))
    if place.column:
        parts.append(_("%(column)s 列", column=place.column))
    return " ".join(parts)


def init_app(app: Flask) -> None:
    """Give the filters to every template."""
    for function in (points, local_time, local_second, minutes, problem_sentence, place_text):
        app.jinja_env.filters[function.__name__] = function
