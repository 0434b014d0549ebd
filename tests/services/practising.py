"""Somebody who practises, for tests of practice: ten public questions of each of three types, some secret."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.paper import paper_from_json
from examapp.domain.practice import Selection
from examapp.domain.questions import POOL_SECRET, question_to_json, sha256_of
from examapp.services.enter_practice import Practiser, enter_practice
from examapp.services.practise_question import PracticeQuestion, RunOver, answer_practice, next_question
from examapp.storage.banks import Bank, BankQuestion, QuestionRevision
from examapp.storage.contest import Event
from examapp.storage.practice import PracticePaper
from examapp.storage.vault import Vault
from tests import factories

SECRET_TOPIC = "保密专题"


@dataclass(frozen=True)
class Ground:
    """An event with a bank, a round in draft, and an entrant."""

    session: Session
    now: datetime
    event: Event
    bank: Bank
    practiser: Practiser

    def next(self, run: str = "a", selection: Selection = Selection()) -> PracticeQuestion:  # noqa: B008
        """The next question of the run."""
        found = self.find(run, selection)
        assert isinstance(found, PracticeQuestion)
        return found

    def find(self, run: str, selection: Selection) -> PracticeQuestion | RunOver:
        """The next question, or that there is none."""
        return next_question(self.session, practiser=self.practiser, selection=selection, run=run)

    def answer(self, asked: PracticeQuestion, response: object, run: str = "a", minutes: int = 0) -> None:
        """Answer a question of the run."""
        answer_practice(
            self.session,
            practiser=self.practiser,
            run=run,
            name=asked.name,
            response=response,
            gives_up=response is None,
            now=self.now + timedelta(minutes=minutes),
        )

    def revise(self, qid: str, **changes: object) -> None:
        """A new revision of a question in force."""
        row = self.session.scalars(select(BankQuestion).where(BankQuestion.qid == qid)).one()
        qtype, number = qid.split("-")
        question = replace(factories.make_question(int(number), qtype), **changes)  # type: ignore[arg-type]
        content = question_to_json(question)
        row.current_revision += 1
        self.session.add(
            QuestionRevision(
                question_id=row.id,
                number=row.current_revision,
                content=content,
                content_hash=sha256_of(content),
                qtype=question.qtype,
                topic=question.topic,
                difficulty=question.difficulty,
                pool=question.pool,
                status=question.status,
                created_at=self.now,
                actor="test",
            )
        )
        self.session.flush()

    def paper(self, paper_id: int) -> PracticePaper:
        """A mock exam as it is stored."""
        return self.session.get_one(PracticePaper, paper_id, populate_existing=True)

    def key_of(self, paper_id: int) -> dict[int, object]:
        """The right response to each item of a mock exam."""
        rights = {"single": "B", "multiple": "AC"}
        found: dict[int, object] = {}
        for number, item in enumerate(paper_from_json(self.paper(paper_id).paper).items, start=1):
            if item.qtype == "judge":
                found[number] = ["T" if int(item.qid.split("-")[1]) % 2 == 0 else "F"]
            else:
                found[number] = ["ABCD"[item.option_order.index(each)] for each in rights[item.qtype]]
        return found


def right_letters(asked: PracticeQuestion) -> list[str]:
    """The letters of the right options, or the verdict, which the texts of `factories` tell."""
    stem = asked.item.stem
    if asked.item.qtype == "judge":
        return ["T" if int(stem.split()[-1]) % 2 == 0 else "F"]
    wanted = {"single": ("选项B",), "multiple": ("选项A", "选项C")}[asked.item.qtype]
    return [letter for letter, text in asked.item.options if text.startswith(wanted)]


def wrong_letters(asked: PracticeQuestion) -> list[str]:
    """A wrong answer."""
    if asked.item.qtype == "judge":
        return ["F" if right_letters(asked) == ["T"] else "T"]
    return [letter for letter, text in asked.item.options if text.startswith("选项D")]


def make_ground(session: Session, vault: Vault, now: datetime) -> Ground:
    """The event, with five secret questions of a topic of their own beside the public ones."""
    event = factories.make_event(session, factories.make_competition(session, now))
    bank = factories.make_bank(session, event, now)
    for number in range(100, 105):
        secret = factories.make_question(
            number, topic=SECRET_TOPIC, pool=POOL_SECRET, stem=f"保密题干 {number}"
        )
        factories.add_question(session, bank, secret, now)
    factories.make_round(session, event, now)
    entry = factories.make_entry(session, vault, event)
    factories.give_consent(session, entry, now)
    practiser = enter_practice(session, entrant_id=entry.entrant_id, event_id=event.id)
    return Ground(session, now, event, bank, practiser)
