"""From the first tap to the sitting: sign in, accept the notice, choose the event, start."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from examapp.domain.rehearsal import RehearsedEntrant
from examapp.rehearsal.connection import Connection, Reply, SittingFailed
from examapp.rehearsal.measures import CONSENT, EVENTS, SIGN_IN, START
from examapp.rehearsal.pages import Form, forms_of, page_tree

FIRST_PAGE = "/exam/sign-in"


async def enter(connection: Connection, entrant: RehearsedEntrant) -> str:
    """Return the path of the started sitting; raise SittingFailed where the pages don't lead there."""
    path = await sign_in(connection, entrant)
    if "consent" in path:
        notice = await connection.open(CONSENT, path)
        path = _next_path(CONSENT, await _submit(connection, CONSENT, notice, "consent", {}))
    page = await connection.open(EVENTS, path)
    return _next_path(START, await _submit(connection, START, page, "start", {}))


async def sign_in(connection: Connection, entrant: RehearsedEntrant) -> str:
    """Return where signing in leads; raise SittingFailed when it is refused."""
    page = await connection.open(SIGN_IN, FIRST_PAGE)
    credentials = {"ticket": entrant.ticket, "pin": entrant.pin}
    signed_in = await _submit(connection, SIGN_IN, page, "sign-in", credentials)
    return _next_path(SIGN_IN, signed_in)


async def _submit(
    connection: Connection, step: str, page: Reply, action_part: str, values: Mapping[str, str]
) -> Reply:
    form = _form(step, page, action_part)
    return await connection.submit_form(step, form.action or page.path, {**form.fields, **values})


def _form(step: str, page: Reply, action_part: str) -> Form:
    """Return the form that leads on; one without an address posts to its own page."""
    for form in forms_of(page_tree(page.text)):
        if action_part in (form.action or page.path):
            return form
    raise SittingFailed(step, "no form", page.text)


def _next_path(step: str, reply: Reply) -> str:
    """Return where a form leads; a form that comes back instead has refused."""
    if not reply.location:
        raise SittingFailed(step, "refused", reply.text)
    return urlsplit(reply.location)._replace(scheme="", netloc="").geturl()
