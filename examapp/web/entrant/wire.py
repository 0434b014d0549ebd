"""What phones send as JSON, and how it is read: strictly, and never with a 500."""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec
from flask import abort, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from examapp.services.save_answers import Entry

LARGEST_BODY = 256 * 1024
GREATEST_ELAPSED_MS = 10**12

# What inputs of a page can hold; which of these fit a question is judged when it is graded.
Response = bool | str | list[str] | None
Message = TypeVar("Message", bound=msgspec.Struct)


class SentEntry(msgspec.Struct, frozen=True):
    """One change of one item: its response, or whether it is flagged."""

    seq: int
    item: int
    elapsed_ms: Annotated[int, msgspec.Meta(ge=0, le=GREATEST_ELAPSED_MS)]
    response: Response | msgspec.UnsetType = msgspec.UNSET
    flag: bool | msgspec.UnsetType = msgspec.UNSET

    def __post_init__(self) -> None:
        """Refuse an entry that is both an answer and a flag, or neither."""
        if (self.response is msgspec.UNSET) is (self.flag is msgspec.UNSET):
            raise ValueError("either response or flag")


class Answers(msgspec.Struct, frozen=True):
    """The body of a save or a submission: the sitting's token and what is unsent, oldest first."""

    session: str
    entries: list[SentEntry] = []

    def as_entries(self) -> list[Entry]:
        """Return the entries as the services take them."""
        return [_entry(sent) for sent in self.entries]


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


def _entry(sent: SentEntry) -> Entry:
    if sent.flag is msgspec.UNSET:
        return Entry(sent.seq, sent.item, "answer", sent.response, sent.elapsed_ms)
    return Entry(sent.seq, sent.item, "flag", sent.flag, sent.elapsed_ms)
