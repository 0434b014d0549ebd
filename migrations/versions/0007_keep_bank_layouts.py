"""keep how a bank file of a foreign layout is read.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _answers() -> sa.types.TypeEngine[object]:
    return sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "bank_layouts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("answers", _answers(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_bank_layouts_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_layouts")),
        sa.UniqueConstraint("event_id", "fingerprint", name=op.f("uq_bank_layouts_event_id_fingerprint")),
    )
    op.add_column("bank_uploads", sa.Column("layout", _answers(), nullable=True))


def downgrade() -> None:
    """Undo this step."""
    op.drop_column("bank_uploads", "layout")
    op.drop_table("bank_layouts")
