"""keep reviews and comments of questions.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FILING_FIELDS = {"qid", "event", "status", "pool", "topic", "difficulty", "tags", "points", "source"}
ROWS_AT_ONCE = 500


def upgrade() -> None:
    """Apply this step."""
    _create_tables()
    # Added without rebuilding the tables, which others refer to.
    op.add_column(
        "events", sa.Column("review_required", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    for column in (
        sa.Column("text_hash", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("search_text", sa.Text(), nullable=False, server_default=""),
        sa.Column("tags_line", sa.Text(), nullable=False, server_default=""),
        sa.Column("origin", sa.String(length=10), nullable=False, server_default="import"),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("question_revisions", column)
    _fill_in()


def _create_tables() -> None:
    op.create_table(
        "question_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reviewer", sa.String(length=100), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_question_reviews_question_id_questions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_reviews")),
        sa.UniqueConstraint(
            "question_id",
            "text_hash",
            "reviewer",
            name=op.f("uq_question_reviews_question_id_text_hash_reviewer"),
        ),
    )
    op.create_table(
        "question_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=100), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_question_comments_question_id_questions")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["question_comments.id"],
            name=op.f("fk_question_comments_thread_id_question_comments"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_comments")),
    )
    with op.batch_alter_table("question_comments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_question_comments_question_id_thread_id"), ["question_id", "thread_id"]
        )


def _fill_in() -> None:
    """Write into the revisions that are there what new ones get when they are written."""
    connection = op.get_bind()
    content = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    revisions = sa.table(
        "question_revisions",
        sa.column("id", sa.Integer),
        sa.column("content", content),
        sa.column("text_hash", sa.String),
        sa.column("search_text", sa.Text),
        sa.column("tags_line", sa.Text),
    )
    statement = (
        sa.update(revisions)
        .where(revisions.c.id == sa.bindparam("row_id"))
        .values(
            text_hash=sa.bindparam("new_hash"),
            search_text=sa.bindparam("new_text"),
            tags_line=sa.bindparam("new_tags"),
        )
    )
    last = 0
    while rows := connection.execute(
        sa.select(revisions.c.id, revisions.c.content)
        .where(revisions.c.id > last)
        .order_by(revisions.c.id)
        .limit(ROWS_AT_ONCE)
    ).all():
        connection.execute(statement, [_values(*row) for row in rows])
        last = rows[-1][0]


def _values(row_id: int, content: dict[str, Any]) -> dict[str, Any]:
    said = {name: value for name, value in content.items() if name not in FILING_FIELDS}
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    texts = "\n".join(filter(None, (str(content.get("qid", "")), *_texts(content))))
    tags = content.get("tags") or []
    return {
        "row_id": row_id,
        "new_hash": hashlib.sha256(canonical.encode()).hexdigest(),
        "new_text": unicodedata.normalize("NFKC", texts).casefold(),
        "new_tags": "".join(f"\n{tag}" for tag in tags) + "\n" if tags else "",
    }


def _texts(content: dict[str, Any]) -> Iterator[str]:
    for name in ("stem", "text", "explanation"):
        yield str(content.get(name, ""))
    for name in ("options", "prompts", "parts"):
        for each in content.get(name, ()):
            yield from _texts(each)


def downgrade() -> None:
    """Undo this step."""
    for name in ("reason", "origin", "tags_line", "search_text", "text_hash"):
        op.drop_column("question_revisions", name)
    op.drop_column("events", "review_required")
    with op.batch_alter_table("question_comments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_comments_question_id_thread_id"))
    op.drop_table("question_comments")
    op.drop_table("question_reviews")
