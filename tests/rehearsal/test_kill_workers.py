"""What was acknowledged is in the record, whatever is killed afterwards."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from examapp.rehearsal.crowd import CrowdSettings, run_crowd
from examapp.services.check_rehearsal import check_rehearsal
from examapp.services.prepare_rehearsal import prepare_rehearsal
from examapp.storage.database import Database
from examapp.storage.vault import Vault
from tools.servers import Server

ENTRANTS = 40
AT_ONCE = 20


class Accidents:
    """Calls each function once, when so many entries have been acknowledged: in the middle, not at a time."""

    def __init__(self, *planned: tuple[int, Callable[[], None]]) -> None:
        self.waiting = list(planned)

    def __call__(self, acknowledged: int) -> None:
        while self.waiting and acknowledged >= self.waiting[0][0]:
            _, happen = self.waiting.pop(0)
            happen()


def test_killing_workers_and_master_loses_no_acknowledged_answer(
    database: Database, vault: Vault, tmp_path: Path
) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    data_key = bytes(range(32)).hex()  # that of the vault fixture
    with database.transaction() as session:
        rehearsal = prepare_rehearsal(
            session, vault, entrants=ENTRANTS, events=2, actor="test", now=datetime.now(UTC)
        )

    def restart() -> None:
        server.kill()
        server.start()

    with Server(tmp_path, url, data_key=data_key) as server:
        accidents = Accidents((500, server.kill_workers), (1300, server.kill_workers), (2200, restart))
        settings = CrowdSettings(server.url, at_once=AT_ONCE, time_limit_s=120, on_acknowledged=accidents)
        # A browser that another test of this process left open keeps the main thread's event loop running.
        with ThreadPoolExecutor(1) as beside_the_browser:
            crowd = beside_the_browser.submit(run_crowd, rehearsal.entrants, settings).result()
    assert not accidents.waiting
    assert not crowd.measures.failures
    assert crowd.measures.retries, "nobody noticed the accidents"
    assert all(log.finished for log in crowd.logs)
    with database.transaction() as session:
        findings = check_rehearsal(
            session, vault, rehearsal=rehearsal, logs=crowd.logs, actor="test", now=datetime.now(UTC)
        )
    assert findings.acknowledged > ENTRANTS * 80
    assert (findings.lost, findings.wrong, findings.results) == (0, 0, ENTRANTS), findings.examples
