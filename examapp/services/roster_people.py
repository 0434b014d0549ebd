"""The entrants a competition already has, as a roster import finds them again and merges rows into them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlalchemy.orm import Session

from examapp.bank_formats.cleaning import compact
from examapp.roster_formats.report import RosterRow
from examapp.services.roster_places import Places
from examapp.storage.people import Entrant
from examapp.storage.vault import Vault

# What a roster says of an entrant in plain; blank cells never erase what is stored.
_PLAIN = ("name", "gender", "id_type", "host_subject", "county", "employment_form", "union_member")


@dataclass(slots=True, eq=False)
class Person:
    """An entrant, stored or about to be.

    `changed` names the columns that this import changed, `unsaved` those among them not written yet.
    """

    values: dict[str, Any]
    has_id_number: bool
    id: int | None = None
    changed: set[str] = field(default_factory=set)
    unsaved: set[str] = field(default_factory=set)

    def merge(self, values: dict[str, Any]) -> None:
        """Take over what a row gives."""
        for name, value in values.items():
            if value and self.values.get(name) != value:
                self.set(name, value)

    def set(self, name: str, value: object) -> None:
        """Change one column."""
        self.values[name] = value
        self.changed.add(name)
        self.unsaved.add(name)

    def saved(self) -> None:
        """Note that all is written, and keep tens of thousands of ciphertexts out of memory."""
        self.unsaved.clear()
        for name in ("id_number_encrypted", "mobile_encrypted"):
            self.values.pop(name, None)


class People:
    """Finds entrants by keyed hash of the ID number, else by name and account or mobile; loaded once for an import."""

    def __init__(self, session: Session, vault: Vault, competition_id: int, places: Places) -> None:
        """Load every entrant of the competition, without what is encrypted."""
        self._session = session
        self._vault = vault
        self._competition_id = competition_id
        self._places = places
        self._by_identity: dict[str, Person] = {}
        self._by_contact: dict[tuple[str, str], list[Person]] = {}
        self._by_account: dict[tuple[str, str], Person] = {}
        self._last_id = 0
        for person in self._stored():
            self._remember(person)
            self._last_id = max(self._last_id, person.id or 0)

    def take(self, rows: Sequence[RosterRow]) -> list[Person]:
        """Return each row's entrant, added or brought up to date; a person of two rows is one."""
        people = [self._merged(row) for row in rows]
        distinct = list(dict.fromkeys(people))
        self._insert([person for person in distinct if person.id is None])
        self._update([person for person in distinct if person.unsaved])
        return people

    def _stored(self) -> Iterable[Person]:
        names = (*_PLAIN, "identity_hash", "mobile_hash", "employer_id", "delegation_id")
        columns = [getattr(Entrant, name) for name in names]
        query = select(Entrant.id, Entrant.id_number_encrypted.is_not(None), *columns)
        for entrant_id, has_id_number, *values in self._session.execute(
            query.where(Entrant.competition_id == self._competition_id)
        ):
            yield Person(dict(zip(names, values, strict=True)), has_id_number, entrant_id)

    def _remember(self, person: Person) -> None:
        self._by_identity[person.values["identity_hash"]] = person
        contact = person.values["name"], person.values["mobile_hash"]
        holders = self._by_contact.setdefault(contact, [])
        if person not in holders:
            holders.append(person)
        if person.values.get("host_subject"):
            self._by_account[person.values["name"], person.values["host_subject"]] = person

    def _merged(self, row: RosterRow) -> Person:
        values = self._values(row)
        person = self._find(row, values)
        if person is None:
            person = Person({}, bool(row.id_number))
        elif person.has_id_number and not row.id_number:
            # The stored identity is by ID number, which this row merely leaves out.
            del values["identity_hash"]
        known_mobile, known_identity = (person.values.get(n) for n in ("mobile_hash", "identity_hash"))
        person.merge(values)
        if person.values["mobile_hash"] != known_mobile:
            person.set("mobile_encrypted", self._vault.encrypt_text(row.mobile))
        if row.id_number and person.values["identity_hash"] != known_identity:
            person.has_id_number = True
            person.set("id_number_encrypted", self._vault.encrypt_text(row.id_number))
        self._remember(person)
        return person

    def _values(self, row: RosterRow) -> dict[str, Any]:
        values = {name: getattr(row, name) for name in _PLAIN}
        identity = row.id_number or f"{row.name}|{compact(row.employer)}|{row.mobile}"
        return {
            **values,
            "identity_hash": self._vault.lookup_hash("identity", identity),
            "mobile_hash": self._vault.lookup_hash("mobile", row.mobile),
            "employer_id": self._places.employer_id(row.employer),
            "delegation_id": self._places.delegation_id(row.delegation),
        }

    def _find(self, row: RosterRow, values: dict[str, Any]) -> Person | None:
        person = self._by_identity.get(values["identity_hash"])
        if person is not None:
            return person
        namesakes = list(self._by_contact.get((row.name, values["mobile_hash"]), ()))
        account = self._by_account.get((row.name, row.host_subject))
        if account is not None:
            # Minimal rosters know people by the host app's account, whatever number they have now.
            namesakes.insert(0, account)
        return next((one for one in namesakes if not (row.id_number and one.has_id_number)), None)

    def _insert(self, people: list[Person]) -> None:
        if not people:
            return
        blanks = {"id_number_encrypted": None, "mobile_encrypted": None}
        rows = [{"competition_id": self._competition_id, **blanks, **person.values} for person in people]
        # Asking for the ids afterwards is several times faster than RETURNING thousands of them.
        self._session.execute(insert(Entrant), rows)
        ids = dict(self._session.execute(self._newer()).all())
        for person in people:
            person.id = ids[person.values["identity_hash"]]
            person.saved()
        self._last_id = max(ids.values())

    def _newer(self) -> Select[str, int]:
        return select(Entrant.identity_hash, Entrant.id).where(
            Entrant.competition_id == self._competition_id, Entrant.id > self._last_id
        )

    def _update(self, people: list[Person]) -> None:
        if not people:
            return
        changes = [{"id": one.id, **{name: one.values[name] for name in one.unsaved}} for one in people]
        self._session.execute(update(Entrant), changes)
        for person in people:
            person.saved()
