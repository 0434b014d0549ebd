"""The device check: whether this phone, browser and network will do; open to everybody."""

from __future__ import annotations

from datetime import datetime

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from examapp.web import transactions
from examapp.web.auth import open_to_all
from examapp.web.entrant.blueprint import pages


@pages.get("/device")
@open_to_all
def device() -> ResponseReturnValue:
    """Show what is checked; the checks themselves are the script's."""
    return render_template("entrant/device.html")


@pages.get("/device/echo")
@open_to_all
def device_echo() -> ResponseReturnValue:
    """Answer as fast as can be, with the server's clock."""
    return jsonify(now_ms=milliseconds(transactions.now()))


def milliseconds(moment: datetime) -> int:
    """Return the milliseconds since 1970, as a phone counts them."""
    return int(moment.timestamp() * 1000)
