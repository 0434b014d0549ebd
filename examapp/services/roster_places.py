"""The employers and delegations of a competition, as a roster import finds and adds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from examapp.bank_formats.cleaning import compact
from examapp.domain.errors import ExamError
from examapp.roster_formats.report import RosterRow
from examapp.storage.people import Delegation, Employer

_MOST_DELEGATIONS = 99


class TooManyDelegations(ExamError):
    """代表队超过 99 个，准考证号中放不下。请检查“所属市州/产业工会”一列是否写法不一。"""

    code = "too_many_delegations"


class Places:
    """Ids by name; two spellings that differ in width, case or spaces are one place, the first one's."""

    def __init__(self, session: Session, competition_id: int, rows: Sequence[RosterRow]) -> None:
        """Load what is there and add what the rows name besides; raise TooManyDelegations."""
        self._session = session
        self._competition_id = competition_id
        self.employers_added = self._load_employers(rows)
        self.delegations_added = self._load_delegations(rows)

    def employer_id(self, name: str) -> int:
        """Return the id of a row's employer."""
        return self._employers[compact(name)]

    def delegation_id(self, name: str) -> int:
        """Return the id of a row's delegation."""
        return self._delegations[compact(name)][0]

    def delegation_code(self, name: str) -> str:
        """Return the two digits of a row's delegation."""
        return self._delegations[compact(name)][1]

    def _load_employers(self, rows: Sequence[RosterRow]) -> int:
        query = select(Employer.name, Employer.id, Employer.credit_code)
        stored = {
            compact(name): (employer_id, code)
            for name, employer_id, code in self._session.execute(
                query.where(Employer.competition_id == self._competition_id)
            )
        }
        codes: dict[str, str] = {}
        for row in rows:
            if row.credit_code:
                codes.setdefault(compact(row.employer), row.credit_code)
        new = _new_names((row.employer for row in rows), stored)
        values = [{"name": name, "credit_code": codes.get(key, "")} for key, name in new.items()]
        ids = self._insert(insert(Employer).returning(Employer.id, sort_by_parameter_order=True), values)
        self._complete_credit_codes(stored, codes)
        self._employers = {key: found[0] for key, found in stored.items()} | dict(zip(new, ids, strict=True))
        return len(new)

    def _complete_credit_codes(self, stored: dict[str, tuple[int, str]], codes: dict[str, str]) -> None:
        """Fill in codes that were blank; one that is there is not changed by a roster's row."""
        missing = [
            {"id": employer_id, "credit_code": codes[key]}
            for key, (employer_id, code) in stored.items()
            if not code and key in codes
        ]
        if missing:
            self._session.execute(update(Employer), missing)

    def _load_delegations(self, rows: Sequence[RosterRow]) -> int:
        query = select(Delegation.name, Delegation.id, Delegation.code)
        self._delegations = {
            compact(name): (delegation_id, code)
            for name, delegation_id, code in self._session.execute(
                query.where(Delegation.competition_id == self._competition_id)
            )
        }
        new = _new_names((row.delegation for row in rows), self._delegations)
        used = {code for _, code in self._delegations.values()}
        free = [code for code in (f"{n:02d}" for n in range(1, _MOST_DELEGATIONS + 1)) if code not in used]
        if len(new) > len(free):
            raise TooManyDelegations
        values = [{"name": name, "code": code} for name, code in zip(new.values(), free, strict=False)]
        ids = self._insert(insert(Delegation).returning(Delegation.id, sort_by_parameter_order=True), values)
        self._delegations |= {
            key: (delegation_id, code) for key, delegation_id, code in zip(new, ids, free, strict=False)
        }
        return len(new)

    def _insert(self, statement: Any, values: list[dict[str, str]]) -> list[int]:
        if not values:
            return []
        rows = [{"competition_id": self._competition_id, **value} for value in values]
        return list(self._session.scalars(statement, rows))


def _new_names(names: Iterable[str], known: dict[str, Any]) -> dict[str, str]:
    """Return the names not known yet by their comparable form, in the order in which they first appear."""
    new: dict[str, str] = {}
    for name in dict.fromkeys(names):
        key = compact(name)
        if key not in known:
            new.setdefault(key, name)
    return new
