"""One row of a roster: its cells' texts as a RosterRow, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from examapp.bank_formats.cleaning import clean, compact, excerpt, half_width
from examapp.bank_formats.report import Place
from examapp.bank_formats.table import Grid
from examapp.domain.identity_numbers import is_id_number, is_mobile
from examapp.domain.problems import Problem as Wording
from examapp.roster_formats.columns import COLUMN_LABELS
from examapp.roster_formats.report import ProblemList, RosterRow

LENGTH_LIMITS = {
    **dict.fromkeys(COLUMN_LABELS, 100),
    **dict.fromkeys(("employer", "host_subject"), 200),
    **dict.fromkeys(("gender", "union_member"), 10),
    "id_type": 40,
    "credit_code": 18,
    "remark": 1000,
}
# Columns that a person writes once for several rows, by merging the cells.
_MERGEABLE = (
    "employer",
    "credit_code",
    "delegation",
    "county",
    "event",
    "event_name",
    "contact_name",
    "contact_phone",
)
_EXPONENT = re.compile(r"[0-9.]+E\+?[0-9]+", re.ASCII)
_COUNTRY_CODE = re.compile(r"(?:\+|00)?86(?=1[0-9]{10}$)")
_DOCUMENT_NUMBER = re.compile(r"[0-9A-Z()-]{5,30}", re.ASCII)
_TICKET = re.compile(r"[0-9A-Za-z]{4,20}", re.ASCII)
_HAN = re.compile(r"[㐀-鿿\U00020000-\U0003ffff]")
_DOTS = re.compile("[・•‧∙⋅．]")
_MARKS = re.compile(r"[\s'\"=`-]")


@dataclass(frozen=True, slots=True)
class Events:
    """The events a roster may name; `names` maps code to name and is None when they are not known."""

    names: Mapping[str, str] | None

    def code_of(self, text: str) -> str | None:
        """Return the code that a code, with or without leading zeros, or a name stands for."""
        word = half_width(text)
        if self.names is None:
            return word.zfill(2) if word.isdecimal() else word
        if word in self.names:
            return word
        bare = word.lstrip("0")
        for code, name in self.names.items():
            if (word.isdecimal() and code.lstrip("0") == bare) or compact(name) == compact(word):
                return code
        return None


class RowReader:
    """Reads the rows of one sheet."""

    def __init__(self, grid: Grid, columns: Mapping[str, int], events: Events) -> None:
        """Keep where each column is."""
        self._grid = grid
        self._columns = columns
        self._events = events

    def place(self, row: int, column: str | None = None) -> Place:
        """Return the place of a cell, or of the row when there is no such column."""
        return self._grid.place(row, self._columns.get(column) if column else None)

    def read(self, row: int, problems: ProblemList) -> RosterRow | None:
        """Return the row, None when it has an error; `problems` takes what is wrong."""
        texts = {column: self._text(row, column) for column in self._columns if column in COLUMN_LABELS}
        own = ProblemList()
        self._check_cells(row, texts, own)
        values = {column: texts.get(column, "") for column in COLUMN_LABELS if column != "event_name"}
        values["name"] = person_name(values["name"])
        values["id_number"] = self._id_number(row, texts, own)
        values["mobile"] = self._mobile(row, texts, own)
        values["ticket"] = self._ticket(row, texts, own)
        values["event"] = self._event(row, texts, own)
        problems.found.extend(own.found)
        return None if own.has_errors else RosterRow(**values, place=self.place(row))

    def _text(self, row: int, column: str) -> str:
        number = self._columns[column]
        text = self._grid.merged_at(row, number) if column in _MERGEABLE else self._grid.at(row, number)
        return text if not text or text.isalnum() else " ".join(clean(text).split())

    def _check_cells(self, row: int, texts: Mapping[str, str], own: ProblemList) -> None:
        for column in ("name", "employer", "delegation"):
            if not texts.get(column):
                own.error("missing_cell", self.place(row, column), column=Wording(COLUMN_LABELS[column]))
        for column, text in texts.items():
            if (row, self._columns[column]) in self._grid.errors:
                own.error("error_cell", self.place(row, column), column=Wording(COLUMN_LABELS[column]))
            if len(text) > LENGTH_LIMITS[column]:
                label, limit = Wording(COLUMN_LABELS[column]), LENGTH_LIMITS[column]
                own.error("too_long", self.place(row, column), column=label, length=len(text), limit=limit)
            if self._grid.dates and (row, self._columns[column]) in self._grid.dates:
                own.warning("date_cell", self.place(row, column), column=Wording(COLUMN_LABELS[column]))

    def _id_number(self, row: int, texts: Mapping[str, str], own: ProblemList) -> str:
        number = _MARKS.sub("", half_width(texts.get("id_number", ""))).upper()
        where = self.place(row, "id_number")
        if not number and "id_number" in self._columns:
            own.warning("no_id_number", where)
        elif number and texts.get("id_type") and not _is_resident_card(texts["id_type"]):
            if not _DOCUMENT_NUMBER.fullmatch(number):
                own.error("bad_document_number", where)
        elif _EXPONENT.fullmatch(number) or _lost_its_end(number):
            own.error("damaged_id_number", where)
        elif number and len(number) != 18:
            own.error("id_number_length", where, length=len(number))
        elif number and not is_id_number(number):
            own.error("id_number_checksum", where)
        return number

    def _mobile(self, row: int, texts: Mapping[str, str], own: ProblemList) -> str:
        mobile = _COUNTRY_CODE.sub("", _MARKS.sub("", half_width(texts.get("mobile", ""))))
        where = self.place(row, "mobile")
        if not mobile:
            own.error("missing_cell", where, column=Wording(COLUMN_LABELS["mobile"]))
        elif _EXPONENT.fullmatch(mobile.upper()):
            own.error("damaged_mobile", where)
        elif not is_mobile(mobile):
            own.error("bad_mobile", where, length=len(mobile))
        return mobile

    def _ticket(self, row: int, texts: Mapping[str, str], own: ProblemList) -> str:
        ticket = re.sub(r"[\s']", "", half_width(texts.get("ticket", "")))
        if ticket and not _TICKET.fullmatch(ticket):
            own.error("bad_ticket", self.place(row, "ticket"), ticket=excerpt(ticket, 24))
        return ticket

    def _event(self, row: int, texts: Mapping[str, str], own: ProblemList) -> str:
        code_text, name_text = texts.get("event", ""), texts.get("event_name", "")
        where = self.place(row, "event" if "event" in self._columns else "event_name")
        if not code_text and not name_text:
            own.error("missing_cell", where, column=Wording(COLUMN_LABELS["event"]))
            return ""
        code = self._events.code_of(code_text or name_text)
        names = self._events.names or {}
        if code is None:
            codes = excerpt("、".join(names), 200)
            own.error("unknown_event", where, event=excerpt(code_text or name_text), codes=codes)
            return ""
        known = names.get(code, "")
        if known and name_text and self._events.code_of(name_text) != code:
            own.warning("event_name_differs", where, event=code, known=known, written=excerpt(name_text))
        return code


def person_name(text: str) -> str:
    """Return a name as it is kept: no spaces inside a Chinese one, one kind of dot between parts."""
    name = _DOTS.sub("·", text)
    return "".join(name.split()) if _HAN.search(name) else name


def _is_resident_card(id_type: str) -> bool:
    return "身份证" in id_type or "居住证" in id_type


def _lost_its_end(number: str) -> bool:
    """Tell a number that Excel cut after fifteen digits: three zeros at the end, and a wrong check digit."""
    return len(number) == 18 and number.endswith("000") and not is_id_number(number)
