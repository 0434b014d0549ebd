from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.domain.identity_numbers import check_character
from examapp.domain.tickets import NoTicketCode, is_ticket_number
from examapp.roster_formats.report import RosterRow
from examapp.services import import_roster as module
from examapp.services.import_roster import (
    RosterChange,
    UnknownCompetition,
    event_names,
    import_roster,
    roster_hash,
)
from examapp.services.roster_entries import TicketDiffers, TicketTaken, UnknownEvent
from examapp.storage.audit import AuditEntry
from examapp.storage.people import Delegation, Employer, Entrant, Entry
from examapp.storage.vault import Vault
from tests.factories import make_competition, make_event


def id_number(serial: int) -> str:
    first = f"99999919900101{serial:03d}"
    return first + check_character(first)


def row(number: int = 1, **changes: str) -> RosterRow:
    values = {
        "name": f"职工{number}",
        "employer": "甲厂",
        "delegation": "长春市总工会",
        "event": "11",
        "mobile": f"1380000{number:04d}",
        "id_number": id_number(number),
    }
    return RosterRow(**{**values, **changes})


class Contest:
    """A competition with events 11 and 09, and rosters brought into it."""

    def __init__(self, session: Session, vault: Vault, now: datetime) -> None:
        self.session, self.vault, self.now = session, vault, now
        self.competition = make_competition(session, now)
        self.competition.edition = 4
        self.event = make_event(session, self.competition)
        make_event(session, self.competition, "09", "数据安全管理")

    def load(self, *rows: RosterRow, competition_id: int | None = None) -> RosterChange:
        return import_roster(
            self.session,
            self.vault,
            competition_id=competition_id or self.competition.id,
            rows=rows,
            actor="lin",
            now=self.now,
        )

    def entrants(self) -> list[Entrant]:
        self.session.expire_all()
        return list(self.session.scalars(select(Entrant).order_by(Entrant.id)))

    def stored(self) -> list[object]:
        tables = (Entrant.__table__, Entry.__table__)
        return [tuple(row) for table in tables for row in self.session.execute(select(table))]

    def entries(self) -> list[Entry]:
        self.session.expire_all()
        return list(self.session.scalars(select(Entry).order_by(Entry.id)))


@pytest.fixture
def contest(session: Session, vault: Vault, now: datetime) -> Contest:
    return Contest(session, vault, now)


def test_new_people_get_entries_with_numbered_tickets(contest: Contest) -> None:
    change = contest.load(row(1), row(2), row(3, delegation="吉林市总工会", event="09"))
    assert change == RosterChange(3, 0, 0, employers_added=1, delegations_added=2)
    tickets = [entry.ticket for entry in contest.entries()]
    assert [ticket[:11] for ticket in tickets] == ["04110100001", "04110100002", "04090200001"]
    assert all(map(is_ticket_number, tickets))


def test_personal_data_is_stored_sealed(contest: Contest) -> None:
    contest.load(row(1, contact_phone="0431-12345678"))
    entrant, entry = contest.entrants()[0], contest.entries()[0]
    vault = contest.vault
    assert vault.decrypt_text(entrant.id_number_encrypted) == id_number(1)
    assert vault.decrypt_text(entrant.mobile_encrypted) == "13800000001"
    assert vault.decrypt_text(entry.contact_phone_encrypted) == "0431-12345678"
    assert entrant.mobile_hash == vault.lookup_hash("mobile", "13800000001")


def test_the_same_roster_again_changes_nothing_and_records_nothing(contest: Contest) -> None:
    rows = row(1), row(2, id_number=""), row(3, contact_phone="13900000000")
    contest.load(*rows)
    before = contest.stored()
    assert contest.load(*rows) == RosterChange(0, 0, 3, 0, 0)
    assert contest.stored() == before
    assert contest.session.scalar(select(func.count()).select_from(AuditEntry)) == 1


def test_changed_cells_update_and_the_audit_log_names_columns_not_contents(contest: Contest) -> None:
    contest.load(row(1))
    change = contest.load(row(1, mobile="13911112222", employer="乙厂", skill_level="高级工"))
    assert (change.updated, change.employers_added) == (1, 1)
    entrant, entry = contest.entrants()[0], contest.entries()[0]
    assert contest.vault.decrypt_text(entrant.mobile_encrypted) == "13911112222"
    assert (entrant.employer.name, entry.skill_level) == ("乙厂", "高级工")
    audit = contest.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()[-1]
    assert audit.after["changed"][entry.ticket] == [
        "employer_id",
        "mobile_encrypted",
        "mobile_hash",
        "skill_level",
    ]
    assert "13911112222" not in str(audit.after)


def test_a_blank_cell_erases_nothing(contest: Contest) -> None:
    contest.load(row(1, county="榆树市", remark="需要辅助", contact_phone="13900000000"))
    assert contest.load(row(1)).unchanged == 1
    assert contest.entrants()[0].county == "榆树市"
    assert contest.entries()[0].remark == "需要辅助"


def test_manual_decisions_survive_every_import(contest: Contest) -> None:
    contest.load(row(1))
    entry = contest.entries()[0]
    entry.exclusion, entry.exclusion_reason = "withdrawn", "本人申请"
    entry.extra_time_s, entry.pin_version = 600, 3
    contest.session.flush()
    contest.load(row(1, skill_level="技师"))
    entry = contest.entries()[0]
    assert (entry.exclusion, entry.exclusion_reason) == ("withdrawn", "本人申请")
    assert (entry.extra_time_s, entry.pin_version, entry.skill_level) == (600, 3, "技师")


def test_one_person_in_two_events_is_one_entrant_with_two_entries(contest: Contest) -> None:
    assert contest.load(row(1), row(1, event="09")).added == 2
    assert (len(contest.entrants()), len(contest.entries())) == (1, 2)


@pytest.mark.parametrize(("first", "second"), [("", id_number(1)), (id_number(1), "")])
def test_a_person_is_found_again_when_one_roster_lacks_the_id_number(
    contest: Contest, first: str, second: str
) -> None:
    contest.load(row(1, id_number=first))
    contest.load(row(1, id_number=second))
    assert contest.load(row(1, id_number=id_number(1))).unchanged == 1
    assert [contest.vault.decrypt_text(one.id_number_encrypted) for one in contest.entrants()] == [
        id_number(1)
    ]


def test_a_corrected_mobile_finds_the_person_again_by_the_host_apps_account(contest: Contest) -> None:
    contest.load(row(id_number="", host_subject="s1"))
    change = contest.load(row(id_number="", host_subject="s1", mobile="13900001111"))
    assert (change.added, change.updated) == (0, 1)
    assert len(contest.entrants()) == 1
    assert contest.load(row(id_number="", host_subject="s1", mobile="13900001111")).unchanged == 1


def test_namesakes_with_one_mobile_and_two_id_numbers_are_two_people(contest: Contest) -> None:
    contest.load(row(1), row(2, name="职工1", mobile="13800000001"))
    assert len(contest.entrants()) == 2


def test_spellings_of_an_employer_that_differ_in_width_are_one_employer(contest: Contest) -> None:
    contest.load(row(1, employer="甲厂（长春）"), row(2, employer="甲厂(长春)"))
    assert contest.load(row(3, employer="甲厂 (长春)")).employers_added == 0
    assert [one.name for one in contest.session.scalars(select(Employer))] == ["甲厂（长春）"]


def test_an_employers_credit_code_is_filled_in_later(contest: Contest) -> None:
    contest.load(row(1))
    contest.load(row(2, credit_code="91220101MA0000000X"))
    contest.session.expire_all()
    assert contest.session.scalars(select(Employer.credit_code)).all() == ["91220101MA0000000X"]


def test_delegations_keep_their_codes(contest: Contest) -> None:
    contest.load(row(1, delegation="乙市"))
    contest.load(row(2, delegation="甲市"), row(3, delegation="乙市"))
    found = {one.name: one.code for one in contest.session.scalars(select(Delegation))}
    assert found == {"乙市": "01", "甲市": "02"}


def test_given_tickets_are_kept_and_new_ones_go_around_them(contest: Contest) -> None:
    contest.load(row(1))
    own = contest.entries()[0].ticket
    contest.load(row(2, ticket="JL2026A1"), row(1, ticket=own), row(3))
    assert [entry.ticket[:11] for entry in contest.entries()] == ["04110100001", "JL2026A1", "04110100002"]


def test_a_ticket_of_somebody_else_is_refused(contest: Contest) -> None:
    contest.load(row(1, ticket="A0001"))
    with pytest.raises(TicketTaken):
        contest.load(row(2, ticket="A0001"))


def test_a_ticket_once_given_never_changes(contest: Contest) -> None:
    contest.load(row(1, ticket="A0001"))
    with pytest.raises(TicketDiffers):
        contest.load(row(1, ticket="A0002"))


def test_an_unknown_event_or_competition_is_refused(contest: Contest) -> None:
    with pytest.raises(UnknownEvent):
        contest.load(row(1, event="77"))
    with pytest.raises(UnknownCompetition):
        contest.load(row(1), competition_id=4711)


def test_an_event_whose_code_is_no_number_needs_given_tickets(contest: Contest) -> None:
    make_event(contest.session, contest.competition, "X1", "试验")
    contest.session.expire_all()
    with pytest.raises(NoTicketCode):
        contest.load(row(1, event="X1"))
    contest.load(row(2, event="X1", ticket="X0001"))


def test_rows_are_taken_in_portions_with_the_same_outcome(
    contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ROWS_AT_ONCE", 2)
    told: list[int] = []
    changed = replace(row(1), mobile="13911112222")
    contest.load(row(1), row(2))
    import_roster(
        contest.session,
        contest.vault,
        competition_id=contest.competition.id,
        rows=[changed, row(3), row(2), replace(changed, event="09"), row(4)],
        actor="lin",
        now=contest.now,
        progress=told.append,
    )
    assert told == [2, 2, 1]
    assert (len(contest.entrants()), len(contest.entries())) == (4, 5)
    assert contest.vault.decrypt_text(contest.entrants()[0].mobile_encrypted) == "13911112222"


def test_the_rosters_hash_covers_tickets_and_identities_of_the_event_alone(contest: Contest) -> None:
    contest.load(row(1), row(2))
    before = roster_hash(contest.session, contest.event.id)
    contest.load(row(3, event="09"))
    assert roster_hash(contest.session, contest.event.id) == before
    contest.load(row(4))
    assert roster_hash(contest.session, contest.event.id) != before


def test_event_names_are_those_of_the_competition(contest: Contest) -> None:
    assert event_names(contest.session, contest.competition.id) == {"09": "数据安全管理", "11": "焊接"}
