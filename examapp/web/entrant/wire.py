"""What phones send as JSON, and how it is read: strictly, and never with a 500."""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec
from flask import abort, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

LARGEST_BODY = 256 * 1024
Message = TypeVar("Message", bound=msgspec.Struct)


class Renewal(msgspec.Struct, frozen=True):
    """The body of a sign-in from within the sitting."""

    ticket: Annotated[str, msgspec.Meta(max_length=40)]
    pin: Annotated[str, msgspec.Meta(max_length=40)]


def decoded(kind: type[Message]) -> Message | None:
    """Return the request's body as that kind, None when it is anything else; answer 413 to a large one.

    It must be sent as JSON: a form of another site can't, or it could sign somebody in as somebody else.
    """
    if not request.is_json:
        return None
    if (request.content_length or 0) > LARGEST_BODY:
        abort(413)
    body = request.get_data(cache=False)
    # One sent in pieces names no length.
    if len(body) > LARGEST_BODY:
        abort(413)
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def malformed() -> ResponseReturnValue:
    """Answer a body that can't be read; nothing was changed."""
    return jsonify(error="malformed", message=_("作答数据的格式不对，没有保存；请刷新页面后重试。")), 400
