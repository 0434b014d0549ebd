"""Inserting a row that someone else may insert at the same moment, on both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from examapp.storage.base import Base


def insert_or_keep(session: Session, table: type[Base], **values: Any) -> bool:
    """Insert the row unless a unique constraint already holds one like it; tell whether it was inserted.

    On PostgreSQL this waits for the other's transaction, so that its row can be read afterwards.
    """
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing()
    keys = statement.returning(*table.__table__.primary_key)
    return session.execute(keys).first() is not None
