"""Rows of a roster against each other: the same person twice, the same ticket twice."""

from __future__ import annotations

from dataclasses import dataclass, field

from examapp.bank_formats.cleaning import compact
from examapp.roster_formats.report import ProblemList, RosterRow, spoken_place


@dataclass(slots=True)
class Duplicates:
    """Remembers the rows accepted so far."""

    _by_id_number: dict[str, list[RosterRow]] = field(default_factory=dict)
    _by_contact: dict[tuple[str, str], list[RosterRow]] = field(default_factory=dict)
    _by_ticket: dict[str, RosterRow] = field(default_factory=dict)
    _by_mobile: dict[str, RosterRow] = field(default_factory=dict)
    _by_subject: dict[str, RosterRow] = field(default_factory=dict)

    def accept(self, row: RosterRow, problems: ProblemList) -> bool:
        """Note how the row clashes with earlier ones; tell whether it may stay."""
        own = ProblemList()
        self._check_ticket(row, own)
        earlier = self._rows_of_same_person(row)
        if earlier:
            _compare(row, earlier, own)
        else:
            self._check_what_is_personal(row, own)
        problems.found.extend(own.found)
        if not own.has_errors:
            self._remember(row)
        return not own.has_errors

    def _rows_of_same_person(self, row: RosterRow) -> list[RosterRow]:
        """Return the rows with the same ID number, or same name and mobile where one lacks the number.

        The same name and account of the host app, with another mobile, is the same person too.
        """
        found = list(self._by_id_number.get(row.id_number, ())) if row.id_number else []
        same_contact = list(self._by_contact.get((row.name, row.mobile), ()))
        account = self._by_subject.get(row.host_subject)
        if account is not None and account.name == row.name and account not in same_contact:
            same_contact.append(account)
        for other in same_contact:
            if not (row.id_number and other.id_number):
                found.append(other)
        return found

    def _check_ticket(self, row: RosterRow, own: ProblemList) -> None:
        other = self._by_ticket.get(row.ticket) if row.ticket else None
        if other is not None:
            own.error("same_ticket", row.place, other=spoken_place(other.place))

    def _check_what_is_personal(self, row: RosterRow, own: ProblemList) -> None:
        """Note a phone or an account that somebody else in the roster has too."""
        if (other := self._by_subject.get(row.host_subject)) is not None:
            own.error("same_subject", row.place, other=spoken_place(other.place))
        elif (other := self._by_mobile.get(row.mobile)) is not None:
            own.warning("same_mobile", row.place, other=spoken_place(other.place))

    def _remember(self, row: RosterRow) -> None:
        if row.id_number:
            self._by_id_number.setdefault(row.id_number, []).append(row)
        if row.ticket:
            self._by_ticket[row.ticket] = row
        if row.host_subject:
            self._by_subject.setdefault(row.host_subject, row)
        self._by_mobile.setdefault(row.mobile, row)
        self._by_contact.setdefault((row.name, row.mobile), []).append(row)


def _compare(row: RosterRow, earlier: list[RosterRow], own: ProblemList) -> None:
    first = earlier[0]
    if row.name != first.name:
        same = _letters(row.name) == _letters(first.name)
        code = "name_spelling" if same else "name_differs"
        names = {"name": row.name, "other_name": first.name}
        own.add("warning" if same else "error", code, row.place, other=spoken_place(first.place), **names)
    twin = next((other for other in earlier if other.event == row.event), None)
    if twin is not None:
        own.error("same_entry", row.place, other=spoken_place(twin.place))
    elif not own.has_errors:
        own.warning("two_events", row.place, other=spoken_place(first.place))


def _letters(name: str) -> str:
    return "".join(letter for letter in compact(name) if letter.isalnum())
