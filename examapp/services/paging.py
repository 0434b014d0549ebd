"""One page of a longer list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

Row = TypeVar("Row")
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of one page; pages count from 1, and a number past the end shows the last page."""

    rows: tuple[Row, ...]
    total: int
    number: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def page_of(
    session: Session,
    query: Select[*tuple[Any, ...]],
    number: int,
    make: Callable[..., Row],
    size: int = PAGE_SIZE,
) -> Page[Row]:
    """Return the page of that number, each row of the query given to `make` column by column."""
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    number = min(max(1, number), max(1, -(-total // size)))
    found = session.execute(query.limit(size).offset((number - 1) * size))
    return Page(tuple(make(*row) for row in found), total, number, size)
