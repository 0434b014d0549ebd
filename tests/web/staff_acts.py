"""What tests of the staff's pages do again and again."""

from __future__ import annotations

from io import BytesIO

from sqlalchemy import func, select

from examapp.services.collaborators import Collaborators
from examapp.storage.audit import AuditEntry
from examapp.storage.base import Base
from tests.web.browsing import Page, Visitor
from tests.web.staff_cast import Contest


def show(visitor: Visitor, path: str) -> Page:
    """The page at that address, which is there."""
    page = visitor.open(path)
    assert page.status == 200, path
    return page


def send_file(visitor: Visitor, form: str, name: str, data: bytes, **fill: str) -> Page:
    """The page after a form with a file was submitted."""
    found = visitor.page.form(form)
    found.fields.setlist("file", [(BytesIO(data), name)])  # type: ignore[list-item]
    return visitor.submit(found, dict(fill))


def collaborators(contest: Contest) -> Collaborators:
    """The application's."""
    found: Collaborators = contest.app.extensions["examapp"]
    return found


def count(contest: Contest, table: type[Base]) -> int:
    """How many rows a table has."""
    with collaborators(contest).database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def last_act(contest: Contest) -> tuple[str, str, str]:
    """Action, actor and reason of the newest entry of the audit log."""
    with collaborators(contest).database.reading() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        return (entry.action, entry.actor, entry.reason) if entry else ("", "", "")
