"""`flask results` and `flask finals`."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from examapp.services.close_attempt import submit_attempt
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Competition, Round
from examapp.storage.database import Database
from examapp.storage.vault import Vault
from tests import factories
from tests.cli.conftest import Run
from tests.services.cast import seat
from tests.services.ranked_round import Score, add_attempt, ranked_round

SCORES = [Score(1000), Score(4000, 500), Score(3000), Score(2000)]


def make_ranked(database: Database, vault: Vault, now: datetime, *codes: str) -> None:
    with database.transaction() as session:
        for code in codes or ("11",):
            ranked_round(session, vault, now, SCORES, code=code)


def test_json_holds_hashes_and_rows_in_order(
    database: Database, vault: Vault, now: datetime, run: Run
) -> None:
    make_ranked(database, vault, now)
    ranked = run("results", "rank", "11", "--json")
    assert (ranked.exit_code, ranked.stderr) == (0, "")
    document = json.loads(ranked.stdout)
    assert set(document["hashes"]) == {"ranking", "rules", "bank"}
    assert [(row["rank"], row["name"], row["state"]) for row in document["rows"]] == [
        (1, "职工1", "advanced"),
        (2, "职工2", "advanced"),
        (3, "职工3", "alternate"),
        (4, "职工0", "outside_quota"),
    ]
    first = document["rows"][0]
    assert (first["total"], first["section_scores"]["multiple"], first["time_used_s"]) == (4500, 500, 600)
    assert first["reason"] == "第 1 名，在 2 个名额之内"


def test_ranking_again_prints_the_same_bytes(
    database: Database, vault: Vault, now: datetime, run: Run
) -> None:
    make_ranked(database, vault, now)
    command = ("results", "rank", "11", "--json")
    assert run(*command).stdout_bytes == run(*command).stdout_bytes


def test_the_table_is_for_people(database: Database, vault: Vault, now: datetime, run: Run) -> None:
    make_ranked(database, vault, now)
    lines = run("results", "rank", "11").stdout.splitlines()
    assert lines[0].split()[:3] == ["排名", "准考证号", "姓名"]
    assert "晋级" in lines[1]
    assert lines[5].startswith("排名指纹 ")


def test_a_ranking_while_people_sit_must_be_asked_for(
    database: Database, vault: Vault, now: datetime, run: Run
) -> None:
    make_ranked(database, vault, now)
    with database.transaction() as session:
        row = session.query(Round).one()
        row.state = "open"
        add_attempt(session, row, factories.make_entry(session, vault, row.event, 9), now)
    assert run("results", "rank", "11").exit_code == 1
    document = json.loads(run("results", "rank", "11", "--json", "--preliminary").stdout)
    assert (document["preliminary"], document["sitting"], len(document["rows"])) == (True, 1, 4)


def test_scores_are_released_once(database: Database, vault: Vault, now: datetime, run: Run) -> None:
    make_ranked(database, vault, now)
    assert run("results", "release", "11").exit_code == 0
    assert run("results", "release", "11").exit_code == 1
    with database.reading() as session:
        assert session.query(Round).one().scores_released_at == now


def test_a_list_is_published_once_and_exported_as_it_was(
    database: Database, vault: Vault, now: datetime, run: Run, tmp_path: Path
) -> None:
    make_ranked(database, vault, now)
    before = tmp_path / "before.csv"
    run("finals", "export", "11", "--format", "csv", "-o", before)
    assert "未公布" in before.read_text("utf-8-sig")
    assert "第 1 版" in run("finals", "publish", "11").stderr
    assert run("finals", "publish", "11").exit_code == 1
    after = tmp_path / "after.csv"
    run("finals", "export", "11", "--format", "csv", "-o", after)
    assert after.read_text("utf-8-sig").replace("第 1 版", "未公布") == before.read_text("utf-8-sig")


def test_all_events_are_exported_a_sheet_each(
    database: Database, vault: Vault, now: datetime, run: Run, tmp_path: Path
) -> None:
    make_ranked(database, vault, now, "12", "11")
    with database.transaction() as session:
        competition = session.query(Competition).one()
        factories.make_event(session, competition, code="13", name="未开")
    path = tmp_path / "all.xlsx"
    assert run("finals", "export", "--format", "xlsx", "-o", path).exit_code == 0
    assert load_workbook(path).sheetnames == ["11 赛项11", "12 赛项12"]


def test_a_refused_export_leaves_no_file(
    database: Database, vault: Vault, now: datetime, run: Run, tmp_path: Path
) -> None:
    make_ranked(database, vault, now)
    with database.transaction() as session:
        competition = session.query(Competition).one()
        factories.make_event(session, competition, code="13", name="未开")
    path = tmp_path / "list.csv"
    refused = run("finals", "export", "11", "13", "--format", "csv", "-o", path)
    assert refused.exit_code == 1
    assert "赛项 13" in refused.stderr
    assert not path.exists()


def test_a_correction_is_rehearsed_unless_it_is_to_be_applied(
    database: Database, vault: Vault, now: datetime, run: Run
) -> None:
    with database.transaction() as session:
        seated = seat(session, vault, now)
        submit_attempt(session, vault, **seated.mine, token=seated.sitting.token, now=now)
        qid = session.get_one(Attempt, seated.attempt_id).paper["items"][0]["qid"]
    command = ("results", "correct", "11", qid, "--kind", "void_full", "--reason", "题干有歧义")
    rehearsed = run(*command)
    assert rehearsed.exit_code == 0
    assert "预演，没有任何改变" in rehearsed.stderr
    assert "已执行" in run(*command, "--apply").stderr
    refused = run("results", "correct", "11", "no-such", "--kind", "void_full", "--reason", "错")
    assert refused.exit_code == 1
