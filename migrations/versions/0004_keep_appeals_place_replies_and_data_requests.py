"""keep appeals place replies and data requests.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "data_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entrant_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=100), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('correct', 'delete')", name=op.f("ck_data_requests_kind")),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'declined', 'withdrawn')", name=op.f("ck_data_requests_state")
        ),
        sa.ForeignKeyConstraint(
            ["entrant_id"], ["entrants.id"], name=op.f("fk_data_requests_entrant_id_entrants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_requests")),
    )
    with op.batch_alter_table("data_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_data_requests_entrant_id"), ["entrant_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_data_requests_state_submitted_at"), ["state", "submitted_at"], unique=False
        )

    op.create_table(
        "place_replies",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reply", sa.String(length=10), nullable=False),
        sa.Column("list_version", sa.Integer(), nullable=False),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "reply IN ('confirmed', 'declined', 'undone')", name=op.f("ck_place_replies_reply")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_place_replies_entry_id_entries")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_place_replies_round_id_rounds")),
        sa.PrimaryKeyConstraint("round_id", "entry_id", "number", name=op.f("pk_place_replies")),
    )
    with op.batch_alter_table("place_replies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_replies_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "appeals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=100), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint("(kind = 'question') = (item > 0)", name=op.f("ck_appeals_item")),
        sa.CheckConstraint("kind IN ('incident', 'score', 'question')", name=op.f("ck_appeals_kind")),
        sa.CheckConstraint(
            "state IN ('open', 'upheld', 'rejected', 'withdrawn')", name=op.f("ck_appeals_state")
        ),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name=op.f("fk_appeals_attempt_id_attempts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("attempt_id", "number", name=op.f("uq_appeals_attempt_id_number")),
    )
    with op.batch_alter_table("appeals", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_appeals_state_submitted_at"), ["state", "submitted_at"], unique=False
        )


def downgrade() -> None:
    """Undo this step."""
    with op.batch_alter_table("appeals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appeals_state_submitted_at"))

    op.drop_table("appeals")
    with op.batch_alter_table("place_replies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_replies_entry_id"))

    op.drop_table("place_replies")
    with op.batch_alter_table("data_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_data_requests_state_submitted_at"))
        batch_op.drop_index(batch_op.f("ix_data_requests_entrant_id"))

    op.drop_table("data_requests")
