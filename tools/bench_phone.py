"""Measure how soon a cheap phone on a bad network can answer the first of a hundred questions.

    python -m tools.bench_phone [--runs N]

Starts a server of its own, and Chromium with a quarter of this machine's speed behind a slowed network.
Exit status 0 only when the median on slow 3G is within the goal.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from config import ROOT, load_settings
from examapp.bank_formats.registry import read_bank
from examapp.domain.rules import Blueprint, RoundRules, Section
from examapp.roster_formats.report import RosterRow
from examapp.services.collaborators import Collaborators, collaborators_for, utc_now
from examapp.services.create_round import create_round
from examapp.services.import_bank import import_bank
from examapp.services.import_roster import import_roster
from examapp.services.open_round import open_round
from examapp.storage.contest import Competition, Event
from examapp.storage.people import Consent, Entry
from tools.browser import ARGUMENTS, CHROMIUM
from tools.rehearse_both import flask
from tools.servers import Server

GOAL_MS = 5000
CPU_SLOWDOWN = 4
BANK = ROOT / "question_banks" / "11" / "bank.csv"
HUNDRED = RoundRules(
    Blueprint((Section("single", 50, 100), Section("multiple", 25, 100), Section("judge", 25, 100)))
)
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
}
# Set when the script has taken the page over and a frame with the first question has been drawn.
WATCH = """
    new MutationObserver((_changes, watch) => {
        if (!document.querySelector('html.js fieldset.here')) { return; }
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => {
            document.documentElement.setAttribute('data-answerable', performance.now());
        }));
    }).observe(document, {subtree: true, childList: true, attributes: true, attributeFilter: ['class']});
"""


@dataclass(frozen=True)
class Network:
    """Milliseconds until the first byte of each answer, and bytes a second each way."""

    name: str
    latency_ms: int
    bytes_per_s: int


SLOW_3G = Network("slow 3G: 400 ms, 400 kbit/s", 400, 50_000)
NETWORKS = (SLOW_3G, Network("worse: 2000 ms, 400 kbit/s", 2000, 50_000))


@dataclass(frozen=True)
class Person:
    """What the only entrant signs in with."""

    ticket: str
    pin: str


@dataclass(frozen=True)
class Loaded:
    """One resource of the page: its bytes as they are, and as they came over the wire with their headers."""

    name: str
    raw: int
    wire: int


def main() -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="examapp-phone-") as folder, sync_playwright() as playwright:
        server = Server(Path(folder), "", workers=1)
        if flask(server, ["db", "upgrade"]):
            return 1
        person = prepare(server)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with server, signed_in(browser, server.url, person) as phone:
            path = start(phone)
            print_bytes(weigh(phone, path))
            medians = [
                measure(phone, path, network, runs, cold) for network in NETWORKS for cold in (True, False)
            ]
        browser.close()
    print(f"goal: cold, {GOAL_MS} ms on {SLOW_3G.name}: {'met' if medians[0] <= GOAL_MS else 'MISSED'}")
    return 0 if medians[0] <= GOAL_MS else 1


def prepare(server: Server) -> Person:
    """Open a round of a hundred questions for one entrant."""
    collaborators = collaborators_for(load_settings(server.environment), utc_now)
    with collaborators.database.transaction() as session:
        person = _open_round(session, collaborators, datetime.now(UTC))
    collaborators.database.dispose()
    return person


def _open_round(session: Any, collaborators: Collaborators, now: datetime) -> Person:
    competition = Competition(name="测量", notice_version="1", notice_text="测量", created_at=now)
    session.add(competition)
    session.flush()
    event = Event(competition_id=competition.id, code="11", name="建设建材系统焊接")
    session.add(event)
    session.flush()
    questions = read_bank(BANK.read_bytes(), BANK.name).questions
    import_bank(session, event_id=event.id, questions=questions, actor="bench", now=now)
    row = RosterRow(
        name="张三", employer="测量单位", delegation="测量代表队", event="11", mobile="13000000000"
    )
    import_roster(
        session, collaborators.vault, competition_id=competition.id, rows=[row], actor="bench", now=now
    )
    round_id = create_round(
        session,
        event_id=event.id,
        name="初赛",
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(hours=8),
        rules=HUNDRED,
        actor="bench",
        now=now,
    )
    open_round(session, collaborators.vault, round_id=round_id, actor="bench", now=now)
    entry = session.query(Entry).one()
    session.add(Consent(entrant_id=entry.entrant_id, notice_version="1", given_at=now))
    return Person(entry.ticket, collaborators.vault.pin(entry.ticket, entry.pin_version))


@contextmanager
def signed_in(browser: Browser, url: str, person: Person) -> Iterator[BrowserContext]:
    """Give a phone whose owner has signed in."""
    phone = browser.new_context(base_url=url, **PHONE)  # type: ignore[arg-type]
    page = phone.new_page()
    page.goto("/exam/")
    page.locator("#ticket").fill(person.ticket)
    page.locator("#pin").fill(person.pin)
    page.locator("main form button").click()
    page.wait_for_url("**/exam/")
    yield phone
    phone.close()


def start(phone: BrowserContext) -> str:
    """Start the attempt, which also warms the server up; return where it is."""
    page = phone.pages[0]
    page.locator("main form button").click()
    page.locator("html.js fieldset.here").wait_for()
    return urlsplit(page.url).path


def weigh(phone: BrowserContext, path: str) -> list[Loaded]:
    """Load everything once, and count its bytes."""
    page = phone.new_page()
    cable = page.context.new_cdp_session(page)
    names: dict[str, str] = {}
    raw: dict[str, int] = {}
    wire: dict[str, int] = {}

    def add(sizes: dict[str, int], request: str, size: int) -> None:
        sizes[request] = sizes.get(request, 0) + size

    cable.on("Network.responseReceived", lambda e: names.update({e["requestId"]: e["response"]["url"]}))
    cable.on("Network.dataReceived", lambda e: add(raw, e["requestId"], e["dataLength"]))
    cable.on("Network.loadingFinished", lambda e: add(wire, e["requestId"], int(e["encodedDataLength"])))
    _cold(cable)
    page.goto(path, wait_until="networkidle")
    page.close()
    loaded = [Loaded(urlsplit(url).path, raw.get(key, 0), wire.get(key, 0)) for key, url in names.items()]
    return [each for each in loaded if not each.name.endswith("/answers")]


def measure(phone: BrowserContext, path: str, network: Network, runs: int, cold: bool) -> float:
    """Print how long each of several loads took until the first question could be answered, and the median.

    Cold: nothing of it is on the phone yet. Else what the list of one's events loads is.
    """
    times = [_answerable_after(phone, path, network, cold) for _run in range(runs)]
    median = statistics.median(times)
    each = " ".join(f"{time:5.0f}" for time in times)
    print(
        f"{network.name:34} {'cold' if cold else 'from my events':15} {each}  median {median:.0f} ms",
        flush=True,
    )
    return median


def _answerable_after(phone: BrowserContext, path: str, network: Network, cold: bool) -> float:
    page = phone.new_page()
    page.set_default_timeout(120_000)
    page.add_init_script(WATCH)
    cable = page.context.new_cdp_session(page)
    _cold(cable)
    if not cold:
        page.goto("/exam/", wait_until="networkidle")
    cable.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
    conditions = {
        "offline": False,
        "latency": network.latency_ms,
        "downloadThroughput": network.bytes_per_s,
        "uploadThroughput": network.bytes_per_s,
    }
    cable.send("Network.emulateNetworkConditions", conditions)
    page.goto(path, wait_until="commit")
    page.locator("html[data-answerable]").wait_for()
    took = float(page.locator("html").get_attribute("data-answerable") or 0)
    _answer(page)
    page.close(run_before_unload=False)
    return took


def _answer(page: Page) -> None:
    """Prove that the page takes an answer."""
    page.locator("fieldset.here label.o").first.click()
    page.locator("#answered", has_text="/100").wait_for()


def _cold(cable: CDPSession) -> None:
    cable.send("Network.enable")
    cable.send("Network.clearBrowserCache")


def print_bytes(loaded: list[Loaded]) -> None:
    """Print the table of what the first load consists of."""
    print(f"{'resource':44} {'raw':>8} {'on the wire':>12}")
    for each in loaded:
        print(f"{each.name:44} {each.raw:8} {each.wire:12}")
    print(f"{'all':44} {sum(e.raw for e in loaded):8} {sum(e.wire for e in loaded):12}")


if __name__ == "__main__":
    sys.exit(main())
