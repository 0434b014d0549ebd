"""Who is asking: entrants and staff, what each may reach, and where to go after signing in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, abort, current_app, redirect, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user

from examapp.services.sign_in_entrant import is_signed_in
from examapp.services.sign_in_staff import StaffIdentity, load_staff
from examapp.web import transactions

login_manager = LoginManager()


class EntrantUser(UserMixin):
    """An entrant by id; no query is needed to know one, as for each answer saved."""

    role = "entrant"

    def __init__(self, entrant_id: int, entry_id: int, mark: str) -> None:
        """Remember the ids, and the mark by which the sign-in ends with its PIN."""
        self.entrant_id = entrant_id
        self.entry_id = entry_id
        self.mark = mark

    def get_id(self) -> str:
        """Return what the cookie keeps."""
        return f"entrant:{self.entrant_id}:{self.entry_id}:{self.mark}"

    def still_holds(self) -> bool:
        """Tell whether the PIN that this sign-in was made with is still the ticket's."""
        return is_signed_in(
            transactions.session(),
            transactions.collaborators().vault,
            entrant_id=self.entrant_id,
            entry_id=self.entry_id,
            mark=self.mark,
        )


class StaffUser(UserMixin):
    """A member of staff with role and events, read anew for each request."""

    def __init__(self, identity: StaffIdentity, session_version: int) -> None:
        """Keep the identity, and the version that a changed password raises."""
        self.identity = identity
        self.role = identity.role
        self.session_version = session_version

    def get_id(self) -> str:
        """Return what the cookie keeps."""
        return f"staff:{self.identity.id}:{self.session_version}"

    def still_holds(self) -> bool:
        """Return true: who may no longer be signed in was not even loaded."""
        return True


@login_manager.user_loader
def load_user(kept: str) -> EntrantUser | StaffUser | None:
    """Return the user that the signed cookie names, None when it no longer holds."""
    kind, *rest = kept.split(":")
    if kind == "entrant":
        # A cookie from before an upgrade may lack the mark.
        return EntrantUser(int(rest[0]), int(rest[1]), rest[2]) if len(rest) == 3 else None
    staff_id, version = map(int, rest)
    identity = load_staff(transactions.session(), staff_id, version)
    return StaffUser(identity, version) if identity else None


@login_manager.unauthorized_handler
def ask_to_sign_in() -> ResponseReturnValue:
    """Send entrants and staff to their own sign-in page, to return here afterwards."""
    page = "entrant.sign_in" if request.path.startswith("/exam") else "auth.sign_in"
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for(page, next=target))


def safe_next(target: str | None, default: str) -> str:
    """Return `target` if it is a path on this server, else the default: no open redirect."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return default
    return default if any(c in target for c in "\\\r\n\t") else target


def entrant_id() -> int:
    """Return the signed-in entrant's id."""
    found: int = current_user.entrant_id
    return found


def staff() -> StaffIdentity:
    """Return the signed-in member of staff."""
    found: StaffIdentity = current_user.identity
    return found


def actor() -> str:
    """Return the name under which acts of the signed-in member of staff are recorded."""
    return staff().username


def guard(blueprint: Blueprint, *, read: set[str], change: set[str]) -> None:
    """Let only these roles in; views marked `open_to_all` are left out. Coordinators: own events only.

    Views open to all check by themselves who is there. An entrant whose PIN was reset is out with the next
    page, and saves nothing more once the right person opens the sitting: that takes it over.

    A route that names an `event_id` is checked here; a view that reaches an event by another id calls
    `require_event` itself.
    """

    def check() -> ResponseReturnValue | None:
        view = current_app.view_functions.get(request.endpoint or "")
        if getattr(view, "open_to_all", False):
            return None
        if not (current_user.is_authenticated and current_user.still_holds()):
            return ask_to_sign_in()
        allowed = read if request.method in transactions.SAFE_METHODS else change
        if current_user.role not in allowed:
            abort(403)
        event_id = (request.view_args or {}).get("event_id")
        if event_id is not None:
            require_event(event_id)
        return None

    blueprint.before_request(check)


def require_event(event_id: int) -> None:
    """Answer 403 to a coordinator of other events."""
    if current_user.role == "coordinator" and event_id not in staff().event_ids:
        abort(403)


def open_to_all(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view of a guarded blueprint that needs no sign-in."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def start_session() -> None:
    """Forget what the cookie held before a sign-in, the language apart."""
    language = cookie.get("language")
    cookie.clear()
    cookie.permanent = True
    if language:
        cookie["language"] = language


def init_app(app: Flask) -> None:
    """Attach Flask-Login."""
    login_manager.init_app(app)
