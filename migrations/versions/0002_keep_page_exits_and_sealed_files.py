"""keep page exits and sealed files.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KINDS_BEFORE = "kind IN ('answer', 'flag')"
KINDS = "kind IN ('answer', 'flag', 'away')"


def upgrade() -> None:
    """Apply this step."""
    op.add_column("rounds", sa.Column("time_version", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "seal_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_private_key", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal_keys")),
    )
    op.create_table(
        "sealed_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.BigInteger(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("new_entries", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.CheckConstraint("status IN ('saved', 'late', 'superseded')", name=op.f("ck_sealed_files_status")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_sealed_files_attempt_id_attempts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_files")),
        sa.UniqueConstraint(
            "attempt_id", "content_hash", name=op.f("uq_sealed_files_attempt_id_content_hash")
        ),
    )
    _allow_kinds(KINDS)


def downgrade() -> None:
    """Take this step back; page exits, which the table before could not hold, are lost."""
    op.execute("DELETE FROM journal WHERE kind = 'away'")
    _allow_kinds(KINDS_BEFORE)
    op.drop_table("sealed_files")
    op.drop_table("seal_keys")
    op.drop_column("rounds", "time_version")


def _allow_kinds(condition: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_journal_kind"), "journal", type_="check")
        op.create_check_constraint(op.f("ck_journal_kind"), "journal", condition)
        return
    # SQLite changes no constraint in place: the table is built anew and its rows are copied.
    journal = sa.Table(
        "journal",
        sa.MetaData(),
        sa.Column("attempt_id", sa.BigInteger(), nullable=False),
        sa.Column("sitting", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("elapsed_ms", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.CheckConstraint(condition, name=op.f("ck_journal_kind")),
        sa.CheckConstraint("status IN ('saved', 'late', 'superseded')", name=op.f("ck_journal_status")),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name=op.f("fk_journal_attempt_id_attempts")),
        sa.PrimaryKeyConstraint("attempt_id", "sitting", "seq", name=op.f("pk_journal")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("journal", copy_from=journal, recreate="always"):
        pass
