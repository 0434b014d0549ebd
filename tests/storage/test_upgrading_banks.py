"""Questions from before reviews were kept can be searched, reviewed and filtered like new ones."""

from __future__ import annotations

from sqlalchemy import MetaData, Table, insert, select

from examapp.domain.question_texts import search_text, tags_line, text_hash
from examapp.domain.questions import ChoiceAnswer, Option, Question, question_to_json, sha256_of
from examapp.storage import migrating
from examapp.storage.banks import QuestionRevision
from examapp.storage.contest import Event
from examapp.storage.database import Database
from tests.storage.test_upgrading_with_data import AT, ROWS, first_version

__all__ = ["first_version"]

QUESTIONS = [
    Question(
        qid=f"W-{number}",
        qtype="single",
        stem=f"第{number}题：ＣＯ₂ 保护焊用什么气体？",
        options=(Option("A", "二氧化碳"), Option("B", "氧气")),
        answer=ChoiceAnswer(frozenset("A")),
        explanation="见规程",
        topic="焊接",
        tags=("必考", "安全") if number % 2 else (),
    )
    for number in range(1, 1203)
]


def _revision(number: int, question: Question) -> dict[str, object]:
    content = question_to_json(question)
    return {
        "id": number,
        "question_id": number,
        "number": 1,
        "content": content,
        "content_hash": sha256_of(content),
        "qtype": question.qtype,
        "topic": question.topic,
        "pool": question.pool,
        "status": question.status,
        "created_at": AT,
        "actor": "old",
    }


def test_old_questions_get_what_new_ones_are_written_with(first_version: Database) -> None:
    with first_version.engine.execution_options(writing=True).begin() as connection:
        rows: list[tuple[str, list[dict[str, object]]]] = [
            *((name, [values]) for name, values in ROWS[:2]),
            ("banks", [{"id": 1, "event_id": 1}]),
            (
                "questions",
                [
                    {"id": number, "bank_id": 1, "qid": question.qid, "current_revision": 1}
                    for number, question in enumerate(QUESTIONS, 1)
                ],
            ),
            ("question_revisions", [_revision(*numbered) for numbered in enumerate(QUESTIONS, 1)]),
        ]
        for name, values in rows:
            connection.execute(insert(Table(name, MetaData(), autoload_with=connection)), values)
    migrating.upgrade(first_version)
    with first_version.reading() as session:
        revisions = session.scalars(select(QuestionRevision).order_by(QuestionRevision.id)).all()
        assert len(revisions) == len(QUESTIONS)
        for revision, question in zip(revisions, QUESTIONS, strict=True):
            content = question_to_json(question)
            assert revision.text_hash == text_hash(content)
            assert revision.search_text == search_text(content)
            assert revision.tags_line == tags_line(question.tags)
            assert (revision.origin, revision.reason) == ("import", "")
        assert session.scalars(select(Event.review_required)).all() == [True]
