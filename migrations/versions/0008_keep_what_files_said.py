"""keep what files said of questions, and what checking an upload found.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step; up to here questions changed by imports only, so a file last said what is in force."""
    op.create_table(
        "bank_upload_checks",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["bank_uploads.id"], name=op.f("fk_bank_upload_checks_upload_id_bank_uploads")
        ),
        sa.PrimaryKeyConstraint("upload_id", name=op.f("pk_bank_upload_checks")),
    )
    op.add_column("questions", sa.Column("imported_hash", sa.String(length=64), nullable=True))
    op.execute(
        "UPDATE questions SET imported_hash = (SELECT content_hash FROM question_revisions"
        " WHERE question_id = questions.id AND number = questions.current_revision)"
    )


def downgrade() -> None:
    """Undo this step."""
    op.drop_column("questions", "imported_hash")
    op.drop_table("bank_upload_checks")
