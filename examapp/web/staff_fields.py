"""Form fields of the staff's pages: points, whole numbers and moments as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import DateTimeLocalField, Field, IntegerField, StringField

from examapp.domain.working_days import CONTEST_ZONE
from examapp.web.formatting import points

LONGEST_NUMBER = 9
# Short texts can mean numbers that no column holds: 1E99999.
GREATEST_CENTIPOINTS = 10**9
# Other years are slips of the finger, and computing with the very first and last overflows.
YEARS = range(2000, 2101)
LONGEST_NAME = 80


def named_fields(typed: MultiDict[str, str]) -> MultiDict[str, str]:
    """Return what was typed without names that no form of ours has: WTForms trips over odd row numbers."""
    known = [name for name in typed if name.isascii() and len(name) <= LONGEST_NAME]
    return MultiDict((name, value) for name in known for value in typed.getlist(name))


class PointsField(StringField):
    """Points with at most two decimals; the data are centipoints, None when left empty."""

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else points(self.data)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed."""
        text = _typed(self, valuelist)
        self.data = _centipoints(text) if text else None


def _typed(field: Field, valuelist: Sequence[str]) -> str:
    """Return what was typed; spaces alone are nothing, for validators too."""
    text = valuelist[0].strip() if valuelist else ""
    field.raw_data = [text]
    return text


def _centipoints(text: str) -> int:
    try:
        centipoints = Decimal(text[: LONGEST_NUMBER + 1]) * 100
        fits = len(text) <= LONGEST_NUMBER and abs(centipoints) <= GREATEST_CENTIPOINTS
    except ArithmeticError:  # not a number, or one beyond counting
        raise ValueError(_("请填写分数，例如 60 或 1.5。")) from None
    if not fits or centipoints != int(centipoints):
        raise ValueError(_("请填写分数，最多两位小数，例如 60 或 1.5。"))
    return int(centipoints)


class WholeField(IntegerField):
    """A whole number; None when left empty."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed."""
        text = _typed(self, valuelist)
        self.data = None
        if not text:
            return
        if len(text) > LONGEST_NUMBER:
            raise ValueError(_("这个数太大，请核对。"))
        try:
            self.data = int(text)
        except ValueError:
            raise ValueError(_("请填写整数。")) from None


class LocalTimeField(DateTimeLocalField):
    """A moment in the competition's zone, to the minute; the data are aware, in UTC."""

    def __init__(self, label: Any, validators: Any = None, **options: Any) -> None:
        """Accept what browsers send, with or without seconds."""
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        super().__init__(label, validators, format=formats, **options)

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(map(str, self.raw_data))
        return self.data.astimezone(CONTEST_ZONE).strftime("%Y-%m-%dT%H:%M") if self.data else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed as a local time."""
        self.data = None
        if not any(valuelist):
            return
        try:
            super().process_formdata(valuelist)
            self.data = _in_utc(self.data)
        except ValueError:
            self.data = None
            raise ValueError(_("请填写日期和时间，例如 2026-09-07 09:00。")) from None


def _in_utc(local: datetime | None) -> datetime | None:
    if local is not None and local.year not in YEARS:
        raise ValueError("no contest is in that year")
    return local.replace(tzinfo=CONTEST_ZONE).astimezone(UTC) if local else None
