"""Auditors read everything, change nothing, and see when the log was tampered with."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from sqlalchemy import update

from examapp.domain.questions import sha256_of
from examapp.storage.audit import AuditEntry
from examapp.web.auditor.wording import ACTIONS
from tests.web.staff_acts import collaborators, count, show
from tests.web.staff_cast import Contest

ROOT = Path(__file__).resolve().parents[3]


def test_the_log_is_filtered_by_act_and_by_part_of_a_reason(contest: Contest) -> None:
    visitor = contest.visitor("auditor")
    assert f"共 {count(contest, AuditEntry)} 条" in show(visitor, "/audit/log").words()
    assert "共 1 条" in show(visitor, "/audit/log?action=round.close").words()
    assert "共 1 条" in show(visitor, "/audit/log?text=结束").words()
    assert "没有符合条件的记录" in show(visitor, "/audit/log?actor=nobody").words()


def test_an_intact_log_is_said_to_be_so_and_a_changed_one_named(contest: Contest) -> None:
    visitor = contest.visitor("auditor")
    assert f"{count(contest, AuditEntry)} 条记录的校验值逐条相扣" in show(visitor, "/audit/").words()
    with collaborators(contest).database.transaction() as session:
        session.execute(update(AuditEntry).where(AuditEntry.id == 2).values(reason="改过的理由"))
    assert "第 2 条的校验值对不上" in show(visitor, "/audit/").words()


def test_the_downloaded_log_can_be_recomputed(contest: Contest) -> None:
    entries = contest.visitor("auditor").client.get("/audit/log.json").get_json()["entries"]
    previous = "0" * 64
    for entry in entries:
        names = ("at", "actor", "action", "subject", "before", "after", "reason")
        assert entry["hash"] == sha256_of({name: entry[name] for name in names} | {"previous": previous})
        previous = entry["hash"]
    assert len(entries) == count(contest, AuditEntry) > 0


@pytest.mark.parametrize(
    "path",
    [
        "/audit/",
        "/organize/",
        "/organize/roster",
        "/organize/slips",
        "/organize/staff/new",
        "/organize/events/{own}/rounds/new",
        "/organize/events/{own}/rounds/1/ranking",
        "/organize/events/{own}/entries/{entry}",
        "/coordinate/",
        "/coordinate/events/{own}",
        "/coordinate/events/{own}/roster",
        "/coordinate/events/{own}/bank/upload",
        "/coordinate/events/{own}/bank/uploads/{own_upload}",
        "/coordinate/events/{own}/rounds/1",
        "/coordinate/events/{own}/rounds/2",
        "/coordinate/events/{own}/rounds/2/blueprint",
    ],
)
def test_an_auditor_finds_no_form_that_changes_anything(contest: Contest, path: str) -> None:
    page = show(contest.visitor("auditor"), path.format(**vars(contest)))
    changing = [form.action for form in page.forms() if form.method == "post"]
    assert changing == ["/staff/sign-out"]


def test_every_act_that_is_recorded_has_a_name() -> None:
    trees = [ast.parse(path.read_text()) for path in (ROOT / "examapp" / "services").glob("*.py")]
    texts = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    acts = {text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z_]+\.[a-z_]+", text)}
    assert acts - {"bank.csv", "bank.typ"} == set(ACTIONS)  # names of files look like acts
